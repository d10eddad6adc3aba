import type { ReportSummary } from '../../src/shared/pages/report.js';
import type { Chart } from '../../src/shared/report.js';
import { chartTarget } from '../common/charts/measures/chartNames.js';

/** As many as stand in one row of a usual window. */
const most = 4;

/**
 * Which pictures get a card. A detail report's columns all have a summary in their headers, so only those get one as well that the
 * catalogue says tell most of the report. Where the file has none of them, the first ones do.
 */
export function cardCharts({ kind, charts, cards = [] }: ReportSummary): readonly Chart[] {
  if (kind !== 'detail') {
    return charts;
  }
  const byName = new Map(charts.map((chart) => [chartTarget(chart), chart]));
  const chosen = cards.flatMap((name) => byName.get(name) ?? []);
  return chosen.length > 0 ? chosen : charts.slice(0, most);
}

const shown = new WeakMap<ReportSummary, ReportSummary>();

/** The report with the pictures that get a card; the same object for the same report, so that nothing is drawn twice. */
export function summaryWithCardCharts(summary: ReportSummary): ReportSummary {
  const known = shown.get(summary) ?? { ...summary, charts: cardCharts(summary) };
  shown.set(summary, known);
  return known;
}
