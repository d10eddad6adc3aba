import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { ReportRef } from '../../shared/report.js';
import type { ReportPicker } from '../common/reportPicker.js';
import { showInformation } from '../common/messages.js';

/**
 * The history to open: that of the given report, else the user picks one of the archived daily reports.
 * @param asked a report with any period
 * @returns `undefined` when the user pressed Escape, or nothing is archived, which a message says
 */
export async function pickHistory(
  asked: ReportRef | undefined,
  {
    catalog,
    connection,
    service,
    picker,
  }: {
    readonly catalog: Catalog;
    readonly connection: Connection;
    readonly service: ReportService;
    readonly picker: () => Promise<ReportPicker>;
  },
): Promise<ReportRef | undefined> {
  const definition = asked === undefined ? undefined : catalog.find(asked.report);
  if (asked !== undefined && definition?.kind === 'daily-series') {
    return { connection: asked.connection, report: definition.name, history: true };
  }
  const archived = await service.history.reportsWithHistory(connection.id);
  if (archived.length === 0) {
    void showInformation(
      vscode.l10n.t(
        'No daily report of {0} has been fetched yet. Reports that you open are archived, and their history grows from then on.',
        connection.name,
      ),
    );
    return undefined;
  }
  const picked = await (
    await picker()
  ).pickDefinition(archived, {
    title: vscode.l10n.t('Open History'),
    placeholder: vscode.l10n.t('Which report? Its history shows every archived day.'),
  });
  return picked === undefined ? undefined : { connection: connection.id, report: picked.name, history: true };
}
