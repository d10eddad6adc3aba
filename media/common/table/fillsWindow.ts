import type { ReportSummary } from '../../../src/shared/pages/report.js';

/** So few rows are less high than the least height of a table that fills the window: below them would be nothing. */
const FEW_ROWS = 12;

/** Whether people open a report for its table, which then takes what is left of the window: a list of users or sites, or a file. */
export function fillsWindow({ kind, file, sources, rowCount }: ReportSummary): boolean {
  return rowCount > FEW_ROWS && (kind === 'detail' || file !== undefined || sources !== undefined);
}
