import type { ReportDefinition } from '../../core/catalog/definition.js';
import { usualPeriod } from '../../core/catalog/period.js';
import type { ReportRef } from '../../shared/report.js';
import type { RecentReports } from './recentReports.js';

/** A report for the period that it was opened with last, else for its usual one. */
export function usualRef(
  definition: ReportDefinition,
  recent: Pick<RecentReports, 'periodOf'>,
): Pick<ReportRef, 'report' | 'period'> {
  const last = recent.periodOf(definition.name);
  const period = definition.periods.find((published) => published === last) ?? usualPeriod(definition);
  return { report: definition.name, ...(period === undefined ? {} : { period }) };
}
