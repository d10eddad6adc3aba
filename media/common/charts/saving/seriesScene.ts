import { type ChartLayout, chartLayout } from '../../../../src/shared/charts/chartLayout.js';
import { type HistoryMarks, historyMarks } from '../../../../src/shared/charts/historyMarks.js';
import type { Scene } from '../../../../src/shared/charts/scene.js';
import { seriesPlot } from '../../../../src/shared/charts/seriesPlot.js';
import { stepEnd } from '../../../../src/shared/charts/timeSteps.js';
import type { Format } from '../../../../src/shared/format/format.js';
import type { HistoryFacts } from '../../../../src/shared/history.js';
import type { Overlay } from '../../../../src/shared/pages/report.js';
import { texts } from '../../base/texts.js';
import { axisNotes } from '../measures/chartNotes.js';
import { dataEndText } from '../measures/legendCells.js';
import type { MeasureLine } from '../measures/measureLines.js';
import { isByDayOfMonth } from '../measures/overlays.js';
import {
  contentTop,
  footerLine,
  footerRow,
  type Frame,
  frameScene,
  margin,
  sceneWidth,
  wideContentBottom,
} from './frame.js';
import { legendOf, legendRow, legendText } from './lineLegend.js';

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
  const plot = seriesPlot(
    layout,
    { left: margin + axisWidth, right: sceneWidth - margin, top, bottom, edge: sceneWidth },
    {
      palette,
      measure: frame.measure,
      format,
      valueText: (value, unit) => format.value(value, unit),
      marks,
      isByDayOfMonth: isByDayOfMonth(overlay),
      dataEnds: texts.dataEnds,
    },
  );
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
    ...plot,
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
