import type { Comparison, LargeChartState, ReportSummary } from '../../../src/shared/pages/report.js';
import { chosenMeasures, introduced, measuresOf } from './measures/measures.js';

/** Draws what a report that has just joined adds. Without a measure to draw it changes nothing. */
export function withComparison(
  state: LargeChartState,
  comparison: Comparison,
  summary: ReportSummary,
  comparisons: readonly Comparison[],
): LargeChartState {
  const measures = measuresOf(summary, comparisons);
  if (!measures.some((measure) => measure.comparison === comparison.id)) {
    return state;
  }
  const { drawn, leftOut } = chosenMeasures(state.picked, measures);
  const chosen = [...drawn, ...leftOut].map(({ id }) => id);
  return { ...state, picked: introduced(comparison, measures, chosen) };
}

/** The measures of a report that leaves go with it, so that they do not come back unasked. @param comparison its id */
export function withoutComparison(
  state: LargeChartState,
  comparison: string,
  summary: ReportSummary | undefined,
  comparisons: readonly Comparison[],
): LargeChartState {
  const all = summary === undefined ? [] : measuresOf(summary, comparisons);
  const theirs = new Set(all.filter((measure) => measure.comparison === comparison).map(({ id }) => id));
  return { ...state, picked: state.picked.filter((picked) => !theirs.has(picked)) };
}
