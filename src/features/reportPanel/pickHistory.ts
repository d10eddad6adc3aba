import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { ReportRef } from '../../shared/report.js';

/**
 * The history to open: that of the given report, else the person picks one of the archived daily reports.
 * @param asked a report with any period
 * @returns `undefined` when the person pressed Escape, or nothing is archived, which a message says
 */
export async function pickHistory(
  asked: ReportRef | undefined,
  {
    catalog,
    connection,
    service,
  }: { readonly catalog: Catalog; readonly connection: Connection; readonly service: ReportService },
): Promise<ReportRef | undefined> {
  const definition = asked === undefined ? undefined : catalog.find(asked.report);
  if (asked !== undefined && definition?.kind === 'daily-series') {
    return { connection: asked.connection, report: definition.name, history: true };
  }
  const kept = new Set(await service.history.reportsWithHistory(connection.id));
  if (kept.size === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'No daily report of {0} has been fetched yet. Reports that you open are archived, and their history grows from then on.',
        connection.name,
      ),
    );
    return undefined;
  }
  const items = catalog.products.flatMap((product) => {
    const reports = catalog.reports.filter((report) => report.product === product.id && kept.has(report));
    return reports.length === 0
      ? []
      : [
          { label: product.title, kind: vscode.QuickPickItemKind.Separator, definition: undefined },
          ...reports.map((report): vscode.QuickPickItem & { definition: ReportDefinition | undefined } => ({
            label: report.title,
            description: product.title,
            detail: report.description,
            iconPath: new vscode.ThemeIcon(product.icon),
            definition: report,
          })),
        ];
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Open History'),
    placeHolder: vscode.l10n.t('Which report? Its history shows every archived day.'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.definition === undefined
    ? undefined
    : { connection: connection.id, report: picked.definition.name, history: true };
}
