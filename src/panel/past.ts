import { daysOf } from '../catalog/period.js';
import type { ReportDefinition } from '../catalog/definition.js';
import type { Report } from '../reports/report.js';
import type { ReportService } from '../reports/reportService.js';
import type { HostMessage } from '../shared/protocol.js';
import type { Picture } from '../shared/report.js';
import { choicesOf, historyChoice } from './summary.js';

/** Restated values that travel to the webview: nobody reads more in a table, and the newest come first. */
export const MOST_RESTATED = 500;

/**
 * What the archive knows beyond an opened report.
 * @returns `undefined` where it knows nothing more
 * @throws UsageReportsError `storage`; the signal's `AbortError`
 */
export async function pastOf(
  report: Report,
  pictures: readonly Picture[],
  service: ReportService,
  now: Date,
  signal: AbortSignal,
): Promise<Extract<HostMessage, { type: 'past' }> | undefined> {
  const { definition, ref } = report;
  if (definition.kind !== 'daily-series' || report.history !== undefined) {
    return undefined;
  }
  const known = await service.history.around(ref, pictures, signal);
  if (known === undefined) {
    return undefined;
  }
  const more = known.knownDays > longestPeriodDays(definition) ? [historyChoice(known.knownDays)] : [];
  return { type: 'past', ref, pictures: known.pictures, choices: [...choicesOf(definition, now), ...more] };
}

function longestPeriodDays({ periods }: ReportDefinition): number {
  return Math.max(0, ...periods.map(daysOf));
}
