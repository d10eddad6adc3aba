import type { ReportRef } from './report.js';

/** One text per report, period or date, and connection. */
export function idOf({ connection, report, period, date, history }: ReportRef): string {
  return [connection, report, history === true ? 'history' : (period ?? date ?? '')].join('/');
}

/**
 * Names what a report is compared with, the same in every period: a comparison follows the panel from one period to the next, and
 * so do the lines that were picked from it.
 */
export function comparisonId({ connection, report }: ReportRef): string {
  return `${connection}/${report}`;
}
