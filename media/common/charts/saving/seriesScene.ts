import type { Overlay } from '../../../../src/shared/pages/report.js';
import type { Format } from '../../base/format/format.js';
import { texts } from '../../base/texts.js';
import { type ChartLayout, type ChartLine, chartLayout } from '../drawing/chartLayout.js';
import { weekendBands } from '../drawing/weekendBands.js';
import { type HistoryFacts, type HistoryMarks, historyMarks } from '../drawing/historyMarks.js';
import { dotPath, linePath, type PointOrGap, roundCoordinate } from '../drawing/svgPaths.js';
import { stepEnd } from '../drawing/timeSteps.js';
import { axisNotes } from '../measures/chartNotes.js';
import { axisDays, isByDayOfMonth } from '../measures/dayAxis.js';
import { dataEndText } from '../measures/legendCells.js';
import type { MeasureLine } from '../measures/measureLines.js';
import { legendOf, legendRow, legendText, strokeOf } from './lineLegend.js';
import {
  contentTop,
  footerLine,
  footerRow,
  type Frame,
  frameScene,
  margin,
  type Scene,
  sceneWidth,
  type Shape,
  wideContentBottom,
} from './scene.js';

const axisWidth = 72;
const usualPlotHeight = 360;
/** Less is no chart, whatever the image's sides. */
const minPlotHeight = 200;

export interface SeriesExtras {
  /** Present if the report is a history. */
  readonly history?: HistoryFacts;
  /** What the card says beside its line. */
  readonly facts?: readonly string[];
  /** What there was no place for, in words. */
  readonly leftOut?: readonly string[];
  /** What lies under the lines. */
  readonly overlay?: Overlay;
  /** What its values are, where they are not those of days. */
  readonly note?: string | undefined;
}

/** Lines over days: with a legend that says of each what the panel says, axes, weekends, the end of the data, and what a history lacks. */
export function seriesScene(
  frame: Frame,
  lines: readonly MeasureLine[],
  format: Format,
  { history, facts = [], leftOut = [], overlay = 'none', note }: SeriesExtras = {},
): Scene {
  const { palette } = frame;
  const layout = chartLayout(lines);
  const names = lines.map((line) => legendText(line, format));
  const notes = [...axisNotes(layout, format), ...(note === undefined ? [] : [note])].join(' · ');
  const marks = historyMarks(layout, isByDayOfMonth(overlay) ? undefined : history);
  const remarks = remarksOf(layout, format, marks).join(' · ');
  const foot = [...facts, ...leftOut, ...(remarks === '' ? [] : [remarks])];
  const legend = legendOf(frame, lines, names, format);
  const top = contentTop + (lines.length + 1) * legendRow + (notes === '' ? 12 : 32);
  const below = foot.length === 0 ? 28 : 28 + foot.length * footerRow + 8;
  const plotHeight = frame.isWide ? Math.max(minPlotHeight, wideContentBottom - below - top) : usualPlotHeight;
  const bottom = top + plotHeight;
  const [left, right] = [margin + axisWidth, sceneWidth - margin];
  const across = (place: number) => left + (place / 100) * (right - left);
  const x = (day: number) => across(layout.x(day));
  const y = (level: number) => top + (level / 100) * plotHeight;

  const weekends = (
    isByDayOfMonth(overlay) || layout.step !== 'day' ? [] : weekendBands(layout.firstDay, layout.dayCount)
  ).map((band): Shape => ({
    kind: 'rect',
    x: across(band.left),
    y: top,
    width: (band.width / 100) * (right - left),
    height: plotHeight,
    fill: palette.foreground,
    opacity: 0.06,
  }));
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
    // The last label ends with the image.
    x: Math.min(x(index), sceneWidth - 4 - frame.measure(label, 12, false) / 2),
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
    const points = line.lastKnown === undefined || line.series.isPrevious ? line.dots : [...line.dots, line.lastKnown];
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
  const last = stepEnd(layout.step, layout.dayAt(layout.dayCount - 1));
  const description = [
    names.join('; '),
    ...(isByDayOfMonth(overlay) ? [] : [format.dayRange(layout.firstDay, last)]),
    ...(notes === '' ? [] : [notes]),
    ...foot,
  ];
  return frameScene(frame, bottom + below, description.join(' · '), [
    ...legend,
    ...(notes === '' ? [] : [footerLine(frame, top - 12, notes, 12)]),
    ...weekends,
    ...grid,
    ...past,
    ...days,
    ...dataEnd,
    ...drawn.filter(hasPath),
    ...foot.map((text, index) => footerLine(frame, bottom + 48 + index * footerRow, text)),
  ]);
}

/** What is said below the chart. */
function remarksOf(
  layout: ChartLayout<MeasureLine>,
  format: Format,
  { missingRanges, snapshotBoundaries }: HistoryMarks,
): readonly string[] {
  const end = layout.dataEnd === undefined ? undefined : dataEndText(layout, format);
  return [
    ...(missingRanges.length + snapshotBoundaries.length > 0 ? [texts.historyMarks] : []),
    ...(end === undefined ? [] : [end]),
  ];
}

function hasPath(shape: Shape): boolean {
  return shape.kind !== 'line' || shape.path !== '';
}
