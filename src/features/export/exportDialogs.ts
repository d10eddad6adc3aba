import * as vscode from 'vscode';
import { type ExportFormat, exportFormats } from '../../core/export/formats.js';
import type { Conflict, SaveResult } from '../../core/export/saveFile.js';
import { isWholeTable } from '../../shared/report.js';
import type { ShownReport } from '../common/openReport.js';
import { numberLabel } from '../../l10n/numberTexts.js';
import { fileButtons, runFileButton } from '../common/fileButtons.js';
import { ask, showInformation, showWarning } from '../common/messages.js';
import { showPick } from '../common/quickInput.js';
import { setContextKey } from '../common/setContextKey.js';

/** Asks for a format, of those that are available. */
export async function pickFormat(
  title: string,
  available: (format: ExportFormat) => boolean,
): Promise<ExportFormat | undefined> {
  const items = exportFormats.filter(available).map((format) => ({ ...wordsOf(format.id), format }));
  const picked = await showPick(items, { title, placeHolder: vscode.l10n.t('Which format?') });
  return picked?.format;
}

/** A file for each of several reports, or one workbook with a sheet for each. */
export type FormatOfReports = ExportFormat | 'workbook';

/** Asks for the format of several reports. */
export async function pickFormatOfReports(title: string): Promise<FormatOfReports | undefined> {
  const items = exportFormats.flatMap((format): (vscode.QuickPickItem & { readonly format: FormatOfReports })[] => [
    { ...wordsOf(format.id), format },
    ...(format.id === 'xlsx'
      ? [
          {
            label: vscode.l10n.t('Excel, All in One Workbook'),
            description: vscode.l10n.t('A sheet for each report, and one that says what they have'),
            format: 'workbook' as const,
          },
        ]
      : []),
  ]);
  const picked = await showPick(items, { title, placeHolder: vscode.l10n.t('Which format?') });
  return picked?.format;
}

/**
 * Asks whether to export the groups or the rows as a panel shows them, or all rows. Does not ask where the panel shows all of them as they
 * came.
 * @returns `undefined` when the person pressed Escape
 */
export async function pickRows(
  title: string,
  { report, view }: ShownReport,
  groups: ShownReport | undefined,
): Promise<'groups' | 'shown' | 'all' | undefined> {
  const isWhole = isWholeTable(view);
  if (isWhole && groups === undefined) {
    return 'all';
  }
  const { viewRowCount } = await report.table.rows(view, 0, 0);
  const count = (rows: number) => numberLabel(rows);
  const items = [
    ...(groups === undefined
      ? []
      : [
          {
            label: vscode.l10n.t('Displayed Groups ({0})', count(groups.report.table.rowCount)),
            description: vscode.l10n.t('The grouped table, in its order'),
            rows: 'groups' as const,
          },
        ]),
    ...(isWhole
      ? []
      : [
          {
            label: vscode.l10n.t('Displayed Rows ({0})', count(viewRowCount)),
            description: vscode.l10n.t("With the table's filters and sort order"),
            rows: 'shown' as const,
          },
        ]),
    {
      label: vscode.l10n.t('All Rows ({0})', count(report.table.rowCount)),
      description: vscode.l10n.t('As Microsoft sent them'),
      rows: 'all' as const,
    },
  ];
  const picked = await showPick(items, { title, placeHolder: vscode.l10n.t('Which rows?') });
  return picked?.rows;
}

/** Asks what to do with an existing file that has different content. */
export async function askAboutConflict(existing: vscode.Uri): Promise<Conflict> {
  const replace = vscode.l10n.t('Replace');
  const keepBoth = vscode.l10n.t('Keep Both');
  const answer = await ask(
    vscode.l10n.t('{0} already exists with different content.', vscode.workspace.asRelativePath(existing)),
    vscode.l10n.t("You can't undo replacing it."),
    replace,
    keepBoth,
  );
  return answer === replace ? 'replace' : answer === keepBoth ? 'keepBoth' : 'skip';
}

/** Asks about the first different file only. The answer holds for all others. */
export function askOnceOnConflict(): (existing: vscode.Uri) => Promise<Conflict> {
  let answer: Promise<Conflict> | undefined;
  return (existing) => (answer ??= askAboutAll(existing));
}

async function askAboutAll(existing: vscode.Uri): Promise<Conflict> {
  const replaceAll = vscode.l10n.t('Replace All');
  const keepBoth = vscode.l10n.t('Keep Both');
  const answer = await ask(
    vscode.l10n.t('{0} already exists with different content.', vscode.workspace.asRelativePath(existing)),
    vscode.l10n.t('Your choice applies to all files of this export. Cancel keeps the existing files.'),
    replaceAll,
    keepBoth,
  );
  return answer === replaceAll ? 'replace' : answer === keepBoth ? 'keepBoth' : 'skip';
}

/**
 * Says where a file was saved, with buttons to look at it.
 * @param caveat what has to be known about its content
 */
export async function notifyExported(
  outcome: SaveResult<vscode.Uri>['outcome'],
  target: vscode.Uri,
  caveat?: string,
): Promise<void> {
  if (outcome === 'skipped') {
    return;
  }
  setContextKey('exported', true);
  const buttons = fileButtons(target);
  const name = vscode.workspace.asRelativePath(target);
  const text =
    outcome === 'unchanged'
      ? vscode.l10n.t('{0} already exists with the same content.', name)
      : vscode.l10n.t('Exported to {0}.', name);
  const show = caveat === undefined ? showInformation : showWarning;
  const labels = buttons.map(({ label }) => label);
  await runFileButton(buttons, await show(caveat === undefined ? text : `${text} ${caveat}`, ...labels));
}

function wordsOf(format: ExportFormat['id']): { label: string; description: string } {
  switch (format) {
    case 'csv':
      return {
        label: vscode.l10n.t('CSV, as Delivered'),
        description: vscode.l10n.t('The file exactly as Microsoft sent it'),
      };
    case 'csvNormalized':
      return {
        label: vscode.l10n.t('CSV, Normalized'),
        description: vscode.l10n.t('Documented column names; dates and truth values written in one way'),
      };
    case 'xlsx':
      return {
        label: 'Excel',
        description: vscode.l10n.t('A workbook with dates, numbers, and filters, and a sheet that says what it has'),
      };
    case 'json':
      return { label: 'JSON', description: vscode.l10n.t('Typed values, column names as keys, null for blank cells') };
    case 'markdown':
      return { label: 'Markdown', description: vscode.l10n.t('A table for a wiki or a pull request') };
    case 'parquet':
      return {
        label: 'Apache Parquet',
        description: vscode.l10n.t('Typed columns for DuckDB, Spark, Fabric, and other data tools'),
      };
  }
}
