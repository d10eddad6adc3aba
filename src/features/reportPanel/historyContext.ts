import * as vscode from 'vscode';
import { daysOf } from '../../core/catalog/period.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { Report } from '../../services/reports/report.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { HostMessage } from '../../shared/pages/report.js';
import type { Chart } from '../../shared/report.js';
import { choicesOf, historyChoice } from './summary.js';
import { numberLabel } from '../../l10n/numberTexts.js';

/** Revised values that the page gets, newest first: nobody reads more in a table. */
export const MAX_RESTATED_VALUES = 500;

/**
 * What the archive knows beyond an opened report.
 * @returns `undefined` where it knows nothing more
 * @throws UsageReportsError `storage`; the signal's `AbortError`
 */
export async function loadHistoryContext(
  report: Report,
  charts: readonly Chart[],
  service: ReportService,
  now: Date,
  signal: AbortSignal,
): Promise<Extract<HostMessage, { type: 'past' }> | undefined> {
  const { definition, ref } = report;
  if (definition.kind !== 'daily-series' || report.history !== undefined) {
    return undefined;
  }
  const known = await service.history.loadContext(ref, charts, signal);
  if (known === undefined) {
    return undefined;
  }
  const more = known.archivedDays > maxPeriodDays(definition) ? [historyChoice(known.archivedDays)] : [];
  return { type: 'past', ref, charts: known.charts, choices: [...choicesOf(definition, now), ...more] };
}

function maxPeriodDays({ periods }: ReportDefinition): number {
  return Math.max(0, ...periods.map(daysOf));
}

/** How much of a history has been read. */
export function mergeProgressText(read: number, total: number): string {
  return vscode.l10n.t('Reading the archive: {0} of {1} files…', numberLabel(read), numberLabel(total));
}
