import { addDays } from '../../../../src/base/dates.js';
import type { Overlay } from '../../../../src/shared/pages/report.js';
import type { Format } from '../../base/format/format.js';
import { BLANK_MARK } from '../../base/format/formatText.js';
import { texts } from '../../base/texts.js';
import { type ChartLine, chartLayout, weekendBands } from '../drawing/chartLayout.js';
import { axisDays, isByDayOfMonth } from '../measures/dayAxis.js';
import { type HistoryFacts, historyMarks } from '../drawing/historyMarks.js';
import { dataEndText, legendColumnNames, legendCells } from '../measures/legendCells.js';
import { type MeasureLine, previousDays } from '../measures/measureLines.js';
import { fullName } from '../measures/measures.js';
import { nameWithoutUnit } from '../measures/chartNames.js';
import { dotPath, linePath, type PointOrGap, roundCoordinate } from '../drawing/svgPaths.js';
import {
  contentTop,
  fitting,
  footerLine,
  type Frame,
  frameScene,
  margin,
  type Scene,
  sceneWidth,
  type Shape,
} from './scene.js';

const axisWidth = 72;
const plotHeight = 360;
const legendRow = 20;
const footRow = 18;

/** Dashes of the large chart's lines, as in its style sheet. */
const dashes: readonly (readonly number[] | undefined)[] = [
  undefined,
  [6, 4],
  [1, 4],
  [10, 4, 1, 4],
  [12, 5],
  [4, 4, 1, 4, 1, 4],
];
const previousDash = [3, 4];

export interface SeriesExtras {
  /** Present if the report is a history. */
  readonly history?: HistoryFacts;
  /** What the card says beside its line. */
  readonly facts?: readonly string[];
  /** What lies under the lines. */
  readonly overlay?: Overlay;
}

/** Lines over days: with a legend that says of each what the panel says, axes, weekends, the end of the data, and what a history lacks. */
export function seriesScene(
  frame: Frame,
  lines: readonly MeasureLine[],
  format: Format,
  { history, facts = [], overlay = 'none' }: SeriesExtras = {},
): Scene {
  const { palette } = frame;
  const layout = chartLayout(lines);
  const names = lines.map((line) => legendText(line, format));
  const legend = legendOf(frame, lines, names, format);
  const top = contentTop + (lines.length + 1) * legendRow + 12;
  const bottom = top + plotHeight;
  const [left, right] = [margin + axisWidth, sceneWidth - margin];
  const across = (place: number) => left + (place / 100) * (right - left);
  const x = (day: number) => across(layout.x(day));
  const y = (level: number) => top + (level / 100) * plotHeight;
  const day = (index: number) => addDays(layout.firstDay, index);

  const weekends = (isByDayOfMonth(overlay) ? [] : weekendBands(layout.firstDay, layout.dayCount)).map(
    (band): Shape => ({
      kind: 'rect',
      x: across(band.left),
      y: top,
      width: (band.width / 100) * (right - left),
      height: plotHeight,
      fill: palette.foreground,
      opacity: 0.06,
    }),
  );
  const grid = layout.lanes.flatMap(({ unit, ticks }) =>
    ticks.flatMap((tick, index): Shape[] => [
      {
        kind: 'line',
        path: `M${left} ${roundCoordinate(y(tick.y))}H${right}`,
        stroke: palette.foreground,
        width: 1,
        opacity: index === 0 ? 0.5 : 0.14,
      },
      {
        kind: 'text',
        x: left - 8,
        y: y(tick.y) + 4,
        text: format.value(tick.value, unit),
        size: 12,
        fill: palette.muted,
        anchor: 'end',
      },
    ]),
  );
  const days = axisDays(layout, overlay, format).map(({ day: index, label }): Shape => ({
    kind: 'text',
    x: x(index),
    y: bottom + 20,
    text: label,
    size: 12,
    fill: palette.muted,
    anchor: 'middle',
  }));
  const end = layout.dataEnd;
  const dataEnd: Shape[] =
    end === undefined
      ? []
      : [
          {
            kind: 'line',
            path: `M${roundCoordinate(x(end))} ${top}V${bottom}`,
            stroke: palette.muted,
            width: 1,
            dash: [3, 4],
          },
          {
            kind: 'text',
            x: x(end) - 6,
            y: top + 12,
            text: texts.dataEnds,
            size: 11,
            fill: palette.muted,
            anchor: 'end',
          },
        ];
  const pointsOf = (line: ChartLine): readonly PointOrGap[] =>
    Array.from({ length: layout.dayCount }, (_, index) => {
      const level = line.y(index);
      return level === undefined ? undefined : { x: x(index), y: y(level) };
    });
  const drawn = layout.lines.flatMap((line): Shape[] => {
    const stroke = strokeOf(line.series, palette.lines);
    const points =
      line.lastKnown === undefined || line.series.isPrevious ? line.isolated : [...line.isolated, line.lastKnown];
    return [
      { ...stroke, path: linePath(pointsOf(line)) },
      ...points.map((index): Shape => ({
        ...stroke,
        dash: undefined,
        width: 6,
        path: dotPath({ x: x(index), y: y(line.y(index) ?? 0) }),
      })),
    ];
  });
  const marks = historyMarks(layout, isByDayOfMonth(overlay) ? undefined : history);
  const past = [
    ...marks.missingRanges.map((hole): Shape => ({
      kind: 'rect',
      x: across(hole.left),
      y: top,
      width: across(hole.left + hole.width) - across(hole.left),
      height: plotHeight,
      fill: palette.gap,
      opacity: 0.22,
    })),
    ...marks.snapshotBoundaries.map((place): Shape => ({
      kind: 'line',
      path: `M${roundCoordinate(across(place))} ${top}V${bottom}`,
      stroke: palette.muted,
      width: 1,
      dash: [3, 3],
    })),
  ];
  const remarks = [
    ...(past.length > 0 ? [texts.historyMarks] : []),
    ...(layout.dataEnd === undefined ? [] : [dataEndText(layout, format)].filter((text) => text !== undefined)),
  ];
  const footLines = [...facts, ...(remarks.length === 0 ? [] : [remarks.join(' · ')])];
  const foot = footLines.map((text, index) => footerLine(frame, bottom + 48 + index * footRow, text));
  const footHeight = foot.length === 0 ? 28 : 56 + (foot.length - 1) * footRow;
  const span = `${format.day(layout.firstDay)} – ${format.day(day(layout.dayCount - 1))}`;
  const description = [names.join('; '), ...(isByDayOfMonth(overlay) ? [] : [span]), ...footLines].join(' · ');
  return frameScene(frame, bottom + footHeight, description, [
    ...legend,
    ...weekends,
    ...grid,
    ...past,
    ...days,
    ...dataEnd,
    ...drawn.filter(hasPath),
    ...foot,
  ]);
}

/** A row for each line: its stroke, its name, and what is known of it. */
function legendOf(
  { palette, measure }: Frame,
  lines: readonly MeasureLine[],
  names: readonly string[],
  format: Format,
): Shape[] {
  const rows = lines.map((line) => legendCells(line, format).map(({ text }) => text ?? BLANK_MARK));
  let end = sceneWidth - margin;
  // From the right edge leftward, so that digits stand under digits; what is left is the name's.
  const ends: number[] = [];
  for (let column = legendColumnNames.length - 1; column >= 0; column--) {
    ends[column] = end;
    const head = measure(legendColumnNames[column] ?? '', 12, false);
    end -= rows.reduce((most, row) => Math.max(most, measure(row[column] ?? '', 13, column === 0)), head) + 24;
  }
  const heads = legendColumnNames.map((name, column): Shape => ({
    kind: 'text',
    x: ends[column] ?? 0,
    y: contentTop + 4,
    text: name,
    size: 12,
    fill: palette.muted,
    anchor: 'end',
  }));
  return lines.reduce<Shape[]>((shapes, line, index) => {
    const middle = contentTop + (index + 1) * legendRow;
    const fill = line.isPrevious ? palette.muted : palette.foreground;
    const text = fitting(names[index] ?? '', end - margin - 38, 13, false, measure);
    return [
      ...shapes,
      { ...strokeOf(line, palette.lines), path: `M${margin} ${middle}H${margin + 28}` },
      { kind: 'text', x: margin + 38, y: middle + 4.5, text, size: 13, fill },
      ...(rows[index] ?? []).map((value, column): Shape => ({
        kind: 'text',
        x: ends[column] ?? 0,
        y: middle + 4.5,
        text: value,
        size: 13,
        fill,
        anchor: 'end',
        ...(column === 0 ? { bold: true } : {}),
      })),
    ];
  }, heads);
}

function legendText(line: MeasureLine, format: Format): string {
  const name = nameWithoutUnit(fullName(line.measure));
  return line.isPrevious ? `${name}, ${previousDays(line, format)}` : name;
}

function strokeOf({ look, isPrevious }: MeasureLine, colors: readonly string[]): Extract<Shape, { kind: 'line' }> {
  const dash = isPrevious ? previousDash : dashes[look];
  return {
    kind: 'line',
    path: '',
    stroke: colors[look] ?? '#808080',
    width: isPrevious ? 1.5 : 2.5,
    ...(dash === undefined ? {} : { dash }),
    ...(isPrevious ? { opacity: 0.75 } : {}),
  };
}

function hasPath(shape: Shape): boolean {
  return shape.kind !== 'line' || shape.path !== '';
}
