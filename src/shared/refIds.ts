import type { ReportRef } from './report.js';

/** Identifies a report with its connection and its period or date. */
export function idOf({ connection, report, period, date, history }: ReportRef): string {
  return [connection, report, history === true ? 'history' : (period ?? date ?? '')].join('/');
}

/** Identifies a report that is compared with another. Independent of the period, as a comparison stays when the panel changes its period. */
export function comparisonId({ connection, report }: ReportRef): string {
  return `${connection}/${report}`;
}
