import * as vscode from 'vscode';
import type { Connections } from '../../services/auth/connections/connections.js';
import { usualPeriod } from '../../core/catalog/period.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { ReportRef } from '../../shared/report.js';
import { showInformation } from '../common/messages.js';
import { withDelayedProgress } from '../common/progress.js';
import type { ReportPicker } from '../common/reportPicker.js';

export interface PickComparableOptions {
  readonly connections: Pick<Connections, 'active'>;
  readonly service: Pick<ReportService, 'comparableReports'>;
  readonly picker: () => Promise<Pick<ReportPicker, 'pickDefinition'>>;
}

/**
 * Asks for a report of which two snapshots are archived. Its periods are not asked for: the snapshots that are offered next are of all of
 * them. Where there is no such report, it says what is missing.
 * @returns the report, for its usual period; `undefined` when the person pressed Escape, or there is none
 */
export async function pickComparable({
  connections: { active },
  service,
  picker,
}: PickComparableOptions): Promise<ReportRef | undefined> {
  const reports = await withDelayedProgress(vscode.l10n.t('Reading the archive'), () =>
    service.comparableReports(active),
  );
  if (reports.length === 0) {
    void showInformation(
      vscode.l10n.t(
        'No report of {0} has two archived snapshots to compare. Fetch a report again when Microsoft has newer data, usually a day later.',
        active.name,
      ),
    );
    return undefined;
  }
  const definition = await (
    await picker()
  ).pickDefinition(reports, {
    title: vscode.l10n.t('Compare Snapshots'),
    placeholder: vscode.l10n.t('Which report? Those with two archived snapshots are listed'),
  });
  if (definition === undefined) {
    return undefined;
  }
  const period = usualPeriod(definition);
  return { connection: active.id, report: definition.name, ...(period === undefined ? {} : { period }) };
}
