import type { ReportSummary } from '../../src/shared/pages/report.js';
import type { Chart } from '../../src/shared/report.js';
import { chartTarget } from '../common/charts/measures/chartNames.js';

/** As many as stand in one row of a usual window. */
const most = 4;

/**
 * Which charts get a card. All columns of a detail report have a summary in their headers, so only the columns that the catalog lists
 * as the most important get a card, too. If the file has none of them, the first columns do.
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

/** The report with the charts that get a card; the same object for the same report, so that nothing is drawn twice. */
export function summaryWithCardCharts(summary: ReportSummary): ReportSummary {
  const known = shown.get(summary) ?? { ...summary, charts: cardCharts(summary) };
  shown.set(summary, known);
  return known;
}
