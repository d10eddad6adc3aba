import { addDays } from '../../days.js';
import type { Format } from '../../format.js';
import { strings } from '../../strings.js';
import { type ChartLine, chartLayout, labelledDays, weekendBands } from '../chartGeometry.js';
import { fullName, type MeasureLine, previousDays } from '../measures.js';
import { contentTop, fitting, type Frame, framed, margin, type Scene, sceneWidth, type Shape } from './scene.js';

const axisWidth = 72;
const plotHeight = 360;
const legendRow = 20;

/** Dashes of the large chart's lines, as in its style sheet. */
const dashes: readonly (readonly number[] | undefined)[] = [undefined, [6, 4], [1, 4], [10, 4, 1, 4], [12, 5], [4, 4, 1, 4, 1, 4]];
const previousDash = [3, 4];

/** Lines over days: with legend, axes, weekends and the end of the data. */
export function seriesScene(frame: Frame, lines: readonly MeasureLine[], format: Format): Scene {
  const { palette, measure } = frame;
  const layout = chartLayout(lines);
  const top = contentTop + lines.length * legendRow + 12;
  const bottom = top + plotHeight;
  const [left, right] = [margin + axisWidth, sceneWidth - margin];
  const x = (day: number) => left + (layout.x(day) / 100) * (right - left);
  const y = (level: number) => top + (level / 100) * plotHeight;
  const day = (index: number) => addDays(layout.firstDay, index);
  const names = lines.map((line) => legendText(line, format));

  const legend = lines.flatMap((line, index): Shape[] => {
    const middle = contentTop + index * legendRow + 8;
    const text = fitting(names[index] ?? '', right - margin - 40, 13, false, measure);
    return [
      { ...strokeOf(line, palette.lines), path: `M${margin} ${middle}H${margin + 28}` },
      { kind: 'text', x: margin + 38, y: middle + 4.5, text, size: 13, fill: line.isPrevious ? palette.muted : palette.foreground },
    ];
  });
  const weekends = weekendBands(layout.firstDay, layout.dayCount).map(
    (band): Shape => ({
      kind: 'rect', x: left + (band.left / 100) * (right - left), y: top, width: (band.width / 100) * (right - left), height: plotHeight, fill: palette.foreground, opacity: 0.06,
    }),
  );
  const grid = layout.lanes.flatMap(({ unit, ticks }) =>
    ticks.flatMap((tick, index): Shape[] => [
      { kind: 'line', path: `M${left} ${rounded(y(tick.y))}H${right}`, stroke: palette.foreground, width: 1, opacity: index === 0 ? 0.5 : 0.14 },
      { kind: 'text', x: left - 8, y: y(tick.y) + 4, text: format.value(tick.value, unit), size: 12, fill: palette.muted, anchor: 'end' },
    ]),
  );
  const days = labelledDays(layout.firstDay, layout.dayCount).map(
    (index): Shape => ({ kind: 'text', x: x(index), y: bottom + 20, text: format.shortDay(day(index)), size: 12, fill: palette.muted, anchor: 'middle' }),
  );
  const end = layout.dataEnd;
  const dataEnd: Shape[] =
    end === undefined
      ? []
      : [
          { kind: 'line', path: `M${rounded(x(end))} ${top}V${bottom}`, stroke: palette.muted, width: 1, dash: [3, 4] },
          { kind: 'text', x: x(end) - 6, y: top + 12, text: strings.dataEndsMark, size: 11, fill: palette.muted, anchor: 'end' },
        ];
  const drawn = layout.lines.flatMap((line): Shape[] => {
    const stroke = strokeOf(line.series, palette.lines);
    const points = line.lastKnown === undefined || line.series.isPrevious ? line.isolated : [...line.isolated, line.lastKnown];
    return [
      { ...stroke, path: pathOf(line, layout.dayCount, x, y) },
      ...points.map((index): Shape => ({ ...stroke, dash: undefined, width: 6, path: `M${rounded(x(index))} ${rounded(y(line.y(index) ?? 0))}h0.01` })),
    ];
  });
  const description = `${names.join('; ')}. ${format.day(layout.firstDay)} – ${format.day(day(layout.dayCount - 1))}`;
  return framed(frame, bottom + 28, description, [...legend, ...weekends, ...grid, ...days, ...dataEnd, ...drawn.filter(hasPath)]);
}

function legendText(line: MeasureLine, format: Format): string {
  const name = fullName(line.measure);
  return line.isPrevious ? `${name}, ${previousDays(line, format)}` : name;
}

function strokeOf({ look, isPrevious }: MeasureLine, colours: readonly string[]): Extract<Shape, { kind: 'line' }> {
  const dash = isPrevious ? previousDash : dashes[look];
  return {
    kind: 'line',
    path: '',
    stroke: colours[look] ?? '#808080',
    width: isPrevious ? 1.5 : 2.5,
    ...(dash === undefined ? {} : { dash }),
    ...(isPrevious ? { opacity: 0.75 } : {}),
  };
}

/** Broken where values are missing. */
function pathOf({ y: level }: ChartLine, dayCount: number, x: (day: number) => number, y: (level: number) => number): string {
  let path = '';
  let pen = false;
  for (let day = 0; day < dayCount; day++) {
    const at = level(day);
    if (at === undefined) {
      pen = false;
    } else {
      path += `${pen ? 'L' : 'M'}${rounded(x(day))} ${rounded(y(at))}`;
      pen = true;
    }
  }
  return path;
}

function hasPath(shape: Shape): boolean {
  return shape.kind !== 'line' || shape.path !== '';
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
