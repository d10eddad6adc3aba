import * as vscode from 'vscode';
import { daysOf } from '../../core/catalog/period.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { Report } from '../../services/reports/report.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { HostMessage } from '../../shared/pages/report.js';
import type { Picture } from '../../shared/report.js';
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

/** How far the reading of a history is. */
export function readingStep(read: number, total: number): string {
  return vscode.l10n.t('Putting together what was kept: {0} of {1} files…', read, total);
}
