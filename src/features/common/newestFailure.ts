import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { ReportState } from '../../services/reports/report.js';
import type { ReportService } from '../../services/reports/reportService.js';
import { periodStates } from './periodStates.js';

/** The newest failure of any of its periods that was not followed by a success. */
export async function newestFailure(
  connection: string,
  definition: ReportDefinition,
  service: Pick<ReportService, 'state'>,
): Promise<Extract<ReportState, { kind: 'failed' }> | undefined> {
  const states = await periodStates(connection, definition, service);
  return states
    .map(({ state }) => state)
    .filter((state) => state?.kind === 'failed')
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))
    .at(0);
}
