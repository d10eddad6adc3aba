import { UniqueNames } from '../table/store/columnNames.js';
import { type ArchivedPeriod, type ArchivedReport, NO_PERIOD } from './archivedReport.js';

/** Names of the views of a period of a report. */
export interface PeriodViews {
  readonly period: ArchivedPeriod;
  /** `getMailboxUsageDetail_D7`; views are this and `_latest`, `_history`, or `_all_snapshots`. */
  readonly name: string;
}

export interface ReportViews {
  readonly report: ArchivedReport;
  /** Of the history of all periods, where there is one. */
  readonly name: string;
  readonly periods: readonly PeriodViews[];
}

/**
 * Names that need no quotes, in the order of reports and periods: letters, digits, and `_` of a name; all other characters are `_`. Where that makes
 * two of them one, the later one has a number.
 */
export function viewNames(reports: readonly ArchivedReport[]): readonly ReportViews[] {
  const names = new UniqueNames();
  const unique = (name: string) => names.make(plainName(name)).replace(/ \((\d+)\)$/, '_$1');
  return reports.map((report) => {
    const name = unique(report.name);
    const periods = report.periods.map((period) => ({
      period,
      name: period.period === NO_PERIOD ? name : unique(`${name}_${period.period}`),
    }));
    return { report, name, periods };
  });
}

function plainName(text: string): string {
  const name = text.replace(/[^A-Za-z0-9_]/g, '_');
  return /^[A-Za-z_]/.test(name) ? name : `_${name}`;
}
