import type { Format } from '../format/format.js';
import type { Unit } from '../report.js';
import type { ChartLayout, ChartLine, ChartSeries } from './chartLayout.js';
import { axisDays } from './dayAxis.js';
import type { HistoryMarks } from './historyMarks.js';
import type { MeasureText, Palette, Shape } from './scene.js';
import { dotPath, linePath, type PointOrGap, roundCoordinate } from './svgPaths.js';
import { weekendBands } from './weekendBands.js';

/** A series with how its line looks. */
export interface PlotSeries extends ChartSeries {
  /** Number of the color and dash. */
  readonly look: number;
  /** Whether it is of the previous period or month. */
  readonly isPrevious: boolean;
}

/** Where the lines of a plot stand in its image, in pixels. Values are left of them, days below. */
export interface PlotBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Where the image ends. */
  readonly edge: number;
}

export interface PlotOptions {
  readonly palette: Palette;
  readonly measure: MeasureText;
  readonly format: Format;
  /** How the axis writes a value. */
  readonly valueText: (value: number, unit: Unit) => string;
  readonly marks: HistoryMarks;
  /** Whether the days are of more than one month, and so have no date and are no weekend. */
  readonly isByDayOfMonth: boolean;
  /** Said where the data end before the days do. */
  readonly dataEnds: string;
}

/** Dashes of lines that have more than their color to tell them apart, as in the page's style sheet. */
const dashes: readonly (readonly number[] | undefined)[] = [
  undefined,
  [6, 4],
  [1, 4],
  [10, 4, 1, 4],
  [12, 5],
  [4, 4, 1, 4, 1, 4],
];
const previousDash = [3, 4];
/** Of the tint of weekends. */
export const WEEKEND_OPACITY = 0.06;

/** Lines over days with their axes, weekends, the end of the data, and what a history lacks. */
export function seriesPlot(layout: ChartLayout<PlotSeries>, box: PlotBox, options: PlotOptions): readonly Shape[] {
  const { palette, marks, isByDayOfMonth } = options;
  const { top, bottom } = box;
  const across = (place: number) => placeIn(box, place);
  const band = ({ left, width }: { readonly left: number; readonly width: number }, fill: string, opacity: number) =>
    ({
      kind: 'rect',
      x: across(left),
      y: top,
      width: across(left + width) - across(left),
      height: bottom - top,
      fill,
      opacity,
    }) satisfies Shape;
  return [
    ...(isByDayOfMonth ? [] : weekendsOf(layout)).map((place): Shape => ({
      ...band(place, palette.foreground, WEEKEND_OPACITY),
      className: 'weekend',
    })),
    ...gridShapes(layout, box, options),
    ...marks.missingRanges.map((place) => band(place, palette.gap, 0.22)),
    ...marks.snapshotBoundaries.map((place): Shape => ({
      kind: 'line',
      path: `M${roundCoordinate(across(place))} ${top}V${bottom}`,
      stroke: palette.muted,
      width: 1,
      dash: [3, 3],
    })),
    ...dayShapes(layout, box, options),
    ...dataEndShapes(layout, box, options),
    ...layout.lines.flatMap((line) => lineShapes(line, layout, box, palette)),
  ];
}

/** Whether weekends are drawn: a chart that has bands of two kinds says which is which. */
export function hasWeekends(layout: ChartLayout<PlotSeries>): boolean {
  return weekendsOf(layout).length > 0;
}

function weekendsOf({ step, firstDay, dayCount }: ChartLayout<PlotSeries>): ReturnType<typeof weekendBands> {
  return step === 'day' ? weekendBands(firstDay, dayCount) : [];
}

/** How a line is drawn, here and beside its name; without a path. */
export function strokeOf(
  { look, isPrevious }: Pick<PlotSeries, 'look' | 'isPrevious'>,
  colors: readonly string[],
): Extract<Shape, { kind: 'line' }> {
  const dash = isPrevious ? previousDash : dashes[look];
  return {
    kind: 'line',
    path: '',
    stroke: colors[look] ?? '#808080',
    width: isPrevious ? 1.5 : 2.5,
    ...(dash === undefined ? {} : { dash }),
  };
}

function gridShapes(
  { lanes }: ChartLayout<PlotSeries>,
  { left, right, ...box }: PlotBox,
  { palette, valueText }: PlotOptions,
): readonly Shape[] {
  return lanes.flatMap(({ unit, ticks }) =>
    ticks.flatMap((tick, index): Shape[] => [
      {
        kind: 'line',
        path: `M${roundCoordinate(left)} ${roundCoordinate(heightIn(box, tick.y))}H${right}`,
        stroke: palette.foreground,
        width: 1,
        opacity: index === 0 ? 0.5 : 0.14,
      },
      {
        kind: 'text',
        x: left - 8,
        y: heightIn(box, tick.y) + 4,
        text: valueText(tick.value, unit),
        size: 12,
        fill: palette.muted,
        anchor: 'end',
      },
    ]),
  );
}

function dayShapes(
  layout: ChartLayout<PlotSeries>,
  box: PlotBox,
  { palette, measure, format, isByDayOfMonth }: PlotOptions,
): readonly Shape[] {
  return axisDays(layout, isByDayOfMonth, format).map(({ day, label }): Shape => ({
    kind: 'text',
    // The last label ends with the image.
    x: Math.min(placeIn(box, layout.x(day)), box.edge - 4 - measure(label, 12, false) / 2),
    y: box.bottom + 20,
    text: label,
    size: 12,
    fill: palette.muted,
    anchor: 'middle',
  }));
}

function dataEndShapes(
  { dataEnd, x }: ChartLayout<PlotSeries>,
  box: PlotBox,
  { palette, dataEnds }: PlotOptions,
): readonly Shape[] {
  if (dataEnd === undefined) {
    return [];
  }
  const place = placeIn(box, x(dataEnd));
  return [
    {
      kind: 'line',
      path: `M${roundCoordinate(place)} ${box.top}V${box.bottom}`,
      stroke: palette.muted,
      width: 1,
      dash: [3, 4],
    },
    { kind: 'text', x: place - 6, y: box.top + 12, text: dataEnds, size: 11, fill: palette.muted, anchor: 'end' },
  ];
}

function lineShapes(
  line: ChartLine<PlotSeries>,
  { dayCount, x }: ChartLayout<PlotSeries>,
  box: PlotBox,
  palette: Palette,
): readonly Shape[] {
  const stroke = strokeOf(line.series, palette.lines);
  const path = linePath(
    Array.from({ length: dayCount }, (_, index): PointOrGap => {
      const level = line.y(index);
      return level === undefined ? undefined : { x: placeIn(box, x(index)), y: heightIn(box, level) };
    }),
    1,
  );
  const points = line.lastKnown === undefined || line.series.isPrevious ? line.dots : [...line.dots, line.lastKnown];
  const dots = points.map((index): Shape => ({
    ...stroke,
    dash: undefined,
    width: 6,
    path: dotPath({ x: placeIn(box, x(index)), y: heightIn(box, line.y(index) ?? 0) }),
  }));
  return path === '' ? dots : [{ ...stroke, path }, ...dots];
}

/** A place of the layout, 0 (left) to 100 (right), in the image. */
export function placeIn({ left, right }: Pick<PlotBox, 'left' | 'right'>, place: number): number {
  return left + (place / 100) * (right - left);
}

/** A height of the layout, 0 (top) to 100 (bottom), in the image. */
export function heightIn({ top, bottom }: Pick<PlotBox, 'top' | 'bottom'>, level: number): number {
  return top + (level / 100) * (bottom - top);
}
