import * as vscode from 'vscode';
import type { ExportSource } from '../../core/export/formats.js';
import type { Report } from '../../services/reports/report.js';
import { isWholeTable, type TableView } from '../../shared/report.js';
import { exportSource } from './exportReport.js';

export interface ShownReport {
  readonly report: Report;
  readonly view: TableView;
}

/**
 * Asks whether to export the rows as a panel shows them or all. Without a question where the panel shows all of them as they came.
 * @returns `undefined` where the question was dismissed
 */
export async function pickRows(title: string, { report, view }: ShownReport): Promise<'shown' | 'all' | undefined> {
  if (isWholeTable(view)) {
    return 'all';
  }
  const { viewRowCount } = await report.table.rows(view, 0, 0);
  const count = (rows: number) => rows.toLocaleString(vscode.env.language);
  const items = [
    {
      label: vscode.l10n.t('Displayed Rows ({0})', count(viewRowCount)),
      description: vscode.l10n.t("With the table's filters and sort order"),
      rows: 'shown' as const,
    },
    {
      label: vscode.l10n.t('All Rows ({0})', count(report.table.rowCount)),
      description: vscode.l10n.t('As Microsoft sent them'),
      rows: 'all' as const,
    },
  ];
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder: vscode.l10n.t('Which rows?') });
  return picked?.rows;
}

/** What an export takes of the rows as they are shown. There are no delivered bytes of those. */
export function exportSourceOfView({ report, view }: ShownReport): ExportSource {
  const { facts } = exportSource(report);
  return { facts: { ...facts, asShown: true }, table: { write: (job) => report.table.write({ ...job, view }) } };
}
