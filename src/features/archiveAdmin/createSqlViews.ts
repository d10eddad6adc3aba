import path from 'node:path';
import * as vscode from 'vscode';
import { UsageReportsError } from '../../base/errors.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import { missingViewTexts } from '../../l10n/sqlViewTexts.js';
import type { Archive } from '../../services/archive/archive.js';
import type { SqlEngine } from '../../services/sqlViews/engines.js';
import { sqlViews } from '../../services/sqlViews/sqlViews.js';
import { showWarning } from '../common/messages.js';
import { withProgress } from '../common/progress.js';
import { showPick } from '../common/quickInput.js';

/**
 * Opens SQL with a view for each archived report in an editor; where it is saved is the person's choice.
 * @throws UsageReportsError `storage`, with the code `nothingArchived` if nothing is archived
 */
export async function createSqlViews(archive: Archive, catalog: Catalog): Promise<void> {
  const items: readonly (vscode.QuickPickItem & { readonly engine: SqlEngine })[] = [
    { label: 'DuckDB', engine: 'duckdb' },
    { label: 'Spark SQL', description: vscode.l10n.t('In its plainest form'), engine: 'spark' },
  ];
  const picked = await showPick(items, {
    title: vscode.l10n.t('Create SQL Views'),
    placeHolder: vscode.l10n.t('What reads the archive?'),
  });
  if (picked === undefined) {
    return;
  }
  const made = await withProgress(vscode.l10n.t('Creating SQL views'), (signal) =>
    sqlViews(archive, catalog, { engine: picked.engine, archive: archive.folder.replaceAll(path.sep, '/'), signal }),
  );
  if (made.reports === 0) {
    throw new UsageReportsError('storage', 'Nothing is archived yet.', { code: 'nothingArchived' });
  }
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'sql', content: made.sql }));
  const missing = missingViewTexts(made);
  if (missing.length > 0) {
    await showWarning(missing.join(' '));
  }
}
