import type { Period, ReportDefinition } from '../../core/catalog/definition.js';
import type { ReportState } from '../../services/reports/report.js';
import type { ReportService } from '../../services/reports/reportService.js';

/** What is known of a report for each of its periods, in their order. A state that cannot be read is `undefined`. */
export function periodStates(
  connection: string,
  { name: report, periods }: ReportDefinition,
  service: Pick<ReportService, 'state'>,
): Promise<{ readonly period: Period; readonly state: ReportState | undefined }[]> {
  return Promise.all(
    periods.map(async (period) => ({
      period,
      state: await service.state({ connection, report, period }).catch(() => undefined),
    })),
  );
}
