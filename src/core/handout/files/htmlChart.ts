import { barPlot } from '../../../shared/charts/barPlot.js';
import { historyMarks } from '../../../shared/charts/historyMarks.js';
import type { Palette, Shape } from '../../../shared/charts/scene.js';
import { hasWeekends, seriesPlot, strokeOf, WEEKEND_OPACITY } from '../../../shared/charts/seriesPlot.js';
import { svgShapes } from '../../../shared/charts/svgFile.js';
import type { Format } from '../../../shared/format/format.js';
import { BLANK_MARK, formatText } from '../../../shared/format/formatText.js';
import type { BarsBlock, SeriesBlock } from '../document.js';
import { valueText } from '../valueText.js';
import { weekdayText } from '../weekdayText.js';
import { barNotes, NOTE_MARK } from './barNotes.js';
import { directionOf } from './direction.js';
import { htmlTable } from './htmlTable.js';
import { htmlText, isolatedText, withoutTurning } from './htmlText.js';
import { lineMarkers, markerOf } from './lineMarkers.js';
import { hatched, missingDays } from './missingDays.js';
import { daysOf, drawnLatestOf, type SeriesLayout, seriesLayout } from './seriesLines.js';
import type { HandoutTexts } from './texts.js';
import { estimateWidth } from './textWidth.js';

/** Units of the drawing: so wide that its texts can be read where the page is as narrow as a phone. */
const WIDTH = 480;
const PLOT_HEIGHT = 200;
const TOP = 10;
const BELOW = 30;

/** Colors are variables of the style sheet, which has them for light and dark. */
const palette: Palette = {
  font: '',
  background: undefined,
  foreground: 'var(--ink)',
  muted: 'var(--muted)',
  accent: 'var(--accent)',
  gap: 'var(--gap)',
  lines: ['var(--accent)', ...[1, 2, 3, 4, 5].map((look) => `var(--line-${look})`)],
};

/** The box of a swatch in the legend. */
const SWATCH = { left: 1, right: 27, top: 1, bottom: 11 } as const;
const SWATCH_MIDDLE = { x: 14, y: 6 } as const;
/** As weekends are drawn, in a frame: alone, the tint is hardly seen. */
const weekendSwatch: readonly Shape[] = [
  {
    ...{ kind: 'rect', x: 1, y: 1, width: 26, height: 10, fill: palette.foreground },
    ...{ opacity: WEEKEND_OPACITY, className: 'weekend' },
  },
  { kind: 'line', path: 'M1 1H27V11H1Z', stroke: palette.muted, width: 0.5 },
];

export interface ChartContext {
  readonly format: Format;
  readonly texts: HandoutTexts;
  /** Tells the parts of the chart from those of others in the file. */
  readonly id: string;
}

/** Lines over days: title, drawing, legend with the latest values, and the table of all values. */
export function seriesFigure(block: SeriesBlock, context: ChartContext): string {
  const { format, texts } = context;
  const made = seriesLayout(block);
  return figure(block.title, [
    made === undefined ? '' : seriesSvg(block, made, context),
    '<div class="beside">',
    legend(block, made, format, texts),
    ...seriesNotes(block, made, format, texts).map((note) => `<p class="note">${htmlText(note)}</p>`),
    valuesOf(block.title, seriesTable(block, format, texts), texts),
    '</div>',
  ]);
}

/** Bars below each other, and the table of their values. */
export function barsFigure({ title, unit, bars, summary }: BarsBlock, { format, texts, id }: ChartContext): string {
  const all = bars.map(({ label, value, note }) => ({
    // As shapes write it.
    label: withoutTurning(label),
    value,
    text: `${value === null ? BLANK_MARK : valueText(value, unit, format)}${note === undefined ? '' : NOTE_MARK}`,
  }));
  const { shapes, bottom } = barPlot(all, { left: 0, right: WIDTH, top: 0 }, palette, estimateWidth);
  const table = htmlTable({
    caption: title,
    heads: [
      { text: texts.name, isNumber: false },
      { text: texts.value, isNumber: true },
    ],
    rows: all.map(({ label, text }) => [label, text]),
  });
  return figure(title, [
    svg({ id, title, summary, height: bottom, shapes, format }),
    '<div class="beside">',
    ...barNotes(bars).map((note) => `<p class="note">${htmlText(note)}</p>`),
    valuesOf(title, table, texts),
    '</div>',
  ]);
}

function figure(title: string, parts: readonly string[]): string {
  const content = parts.filter((part) => part !== '').join('\n');
  return `<figure class="chart">\n<figcaption>${htmlText(title)}</figcaption>\n${content}\n</figure>\n`;
}

function seriesSvg(block: SeriesBlock, { layout }: SeriesLayout, { format, texts, id }: ChartContext): string {
  const write = (value: number) => valueText(value, block.unit, format);
  const widest = layout.lanes.flatMap(({ ticks }) => ticks.map(({ value }) => estimateWidth(write(value), 12, false)));
  const bottom = TOP + PLOT_HEIGHT;
  const box = { left: Math.max(...widest) + 12, right: WIDTH - 8, top: TOP, bottom, edge: WIDTH };
  const marks = historyMarks(layout, { missingRanges: block.missingRanges, snapshotBoundaries: [] });
  const shapes = [
    ...missingDays(marks.missingRanges, box, palette.gap),
    ...seriesPlot(layout, box, {
      palette,
      measure: estimateWidth,
      format,
      valueText: write,
      marks: { ...marks, missingRanges: [] },
      isByDayOfMonth: false,
      dataEnds: texts.dataEnds,
    }),
    ...lineMarkers(layout, box, palette.lines),
  ];
  return svg({ id, title: block.title, summary: block.summary, height: bottom + BELOW, shapes, format });
}

interface Drawing {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly height: number;
  readonly shapes: readonly Shape[];
  readonly format: Format;
}

function svg({ id, title, summary, height, shapes, format }: Drawing): string {
  return `<svg class="drawing" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${id}-title ${id}-desc">
<title id="${id}-title">${htmlText(title)}</title>
<desc id="${id}-desc">${htmlText(summary)}</desc>
${directionOf(format.language) === 'rtl' ? mirrored(shapes) : svgShapes(shapes)}
</svg>`;
}

/** The drawing from right to left. Texts are not turned over: their anchors follow the direction of the page. */
function mirrored(shapes: readonly Shape[]): string {
  const texts = shapes.flatMap((shape) => (shape.kind === 'text' ? [{ ...shape, x: WIDTH - shape.x }] : []));
  const others = shapes.filter(({ kind }) => kind !== 'text');
  return `<g transform="matrix(-1 0 0 1 ${WIDTH} 0)">\n${svgShapes(others)}\n</g>\n${svgShapes(texts)}`;
}

/** The latest value of each line, as it is drawn, and what bands of days are. */
function legend(
  { lines, unit, isLevel, missingRanges }: SeriesBlock,
  made: SeriesLayout | undefined,
  format: Format,
  texts: HandoutTexts,
): string {
  const isAverage = made?.isAverage === true;
  const items = lines.map((line, look) => {
    const stroke = { ...strokeOf({ look, isPrevious: false }, palette.lines), path: 'M2 6H26' };
    const latest = made === undefined ? undefined : drawnLatestOf(made, look);
    const value =
      latest === undefined
        ? htmlText(texts.notKnown)
        : formatText(
            htmlText(isAverage ? texts.averageTo : texts.valueOn),
            `<b>${htmlText(valueText(latest.value, unit, format))}</b>`,
            htmlText(isLevel || isAverage ? format.shortDay(latest.day) : weekdayText(latest.day, format)),
          );
    const sign = lines.length < 2 ? [] : [markerOf(look, [SWATCH_MIDDLE], palette.lines)];
    return `<li>${swatch([stroke, ...sign])} ${isolatedText(line.name)} <span class="latest">${value}</span></li>`;
  });
  const bands = [
    ...(made !== undefined && hasWeekends(made.layout) ? [{ shapes: weekendSwatch, text: texts.weekends }] : []),
    ...(made !== undefined && missingRanges.length > 0
      ? [{ shapes: hatched(SWATCH, palette.gap), text: texts.missingDays }]
      : []),
  ].map(({ shapes, text }) => `<li class="latest">${swatch(shapes)} ${htmlText(text)}</li>`);
  return `<ul class="legend">\n${[...items, ...bands].join('\n')}\n</ul>`;
}

function swatch(shapes: readonly Shape[]): string {
  return `<svg class="swatch" viewBox="0 0 28 12" aria-hidden="true">${svgShapes(shapes)}</svg>`;
}

function seriesNotes(
  { unit }: SeriesBlock,
  made: SeriesLayout | undefined,
  format: Format,
  texts: HandoutTexts,
): readonly string[] {
  const begins = made?.layout.lanes.flatMap((lane) => lane.begins ?? []) ?? [];
  return [
    ...begins.map((value) => formatText(texts.axisBegins, valueText(value, unit, format))),
    ...(made?.isAverage === true ? [texts.averageNote] : []),
  ];
}

function seriesTable(block: SeriesBlock, format: Format, texts: HandoutTexts): string {
  const { lines, unit, title } = block;
  const values = lines.map(({ days, values: all }) => new Map(days.map((day, index) => [day, all[index] ?? null])));
  return htmlTable({
    caption: title,
    heads: [{ text: texts.day, isNumber: false }, ...lines.map(({ name }) => ({ text: name, isNumber: true }))],
    rows: daysOf(block).map((day) => [
      format.day(day),
      ...values.map((byDay) => {
        const value = byDay.get(day) ?? null;
        return value === null ? BLANK_MARK : valueText(value, unit, format);
      }),
    ]),
  });
}

/** A table that opens without a script. On paper it is only where somebody has opened it. */
function valuesOf(title: string, table: string, { showValues }: HandoutTexts): string {
  return `<details>\n<summary>${htmlText(showValues)}<span class="unseen">: ${htmlText(title)}</span></summary>\n${table}</details>`;
}
