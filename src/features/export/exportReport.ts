import * as vscode from 'vscode';
import { neutralizeFormulas } from '../../settings.js';
import { exportFileName } from '../../core/export/exportFileName.js';
import { type ExportFormat, type ExportSource, exportFormats, formatById } from '../../core/export/formats.js';
import { type Conflict, type SaveResult, saveFile } from '../../core/export/saveFile.js';
import { workspaceFiles } from './workspaceFiles.js';
import { factsOf, type Report } from '../../services/reports/report.js';
import { UsageReportsError } from '../../base/errors.js';

/** Asks for a format, the ones that this report can be written in. */
export async function pickFormat(
  title: string,
  available: (format: ExportFormat) => boolean,
): Promise<ExportFormat | undefined> {
  const items = exportFormats.filter(available).map((format) => ({ ...wordsOf(format.id), format }));
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder: vscode.l10n.t('Which format?') });
  return picked?.format;
}

/** What an export takes of an opened report. */
export function exportSource(report: Report): ExportSource {
  return {
    facts: factsOf(report),
    table: report.table,
    ...(report.format === 'csv' && report.rawChunks !== undefined ? { rawChunks: report.rawChunks } : {}),
  };
}

/**
 * Writes one report, or of it what `source` has, into a folder under its usual name.
 * @throws UsageReportsError `exportFailed`; the signal's `AbortError` when cancelled
 */
export function saveReport(
  report: Report,
  format: ExportFormat,
  folder: vscode.Uri,
  onConflict: (existing: vscode.Uri) => Promise<Conflict>,
  signal: AbortSignal,
  source = exportSource(report),
): Promise<SaveResult<vscode.Uri>> {
  return saveFile(
    workspaceFiles,
    folder,
    exportFileName(source.facts, format),
    format.write(source, { neutralizeFormulas: neutralizeFormulas(folder) }),
    {
      onConflict,
      signal,
    },
  );
}

/**
 * Writes one report for a program: to a file, or into an existing folder under the usual name. A different file that is
 * already there is refused rather than replaced.
 * @throws UsageReportsError `exportFailed` with code `FileExists`, `invalidRequest` for an unknown or unavailable format
 */
export async function saveReportTo(
  report: Report,
  formatId: string,
  target: vscode.Uri,
  signal: AbortSignal,
): Promise<vscode.Uri> {
  const format = requireFormat(formatId, report);
  const source = exportSource(report);
  const isFolder = target.path.endsWith('/') || (await isDirectory(target));
  const folder = isFolder ? target : vscode.Uri.joinPath(target, '..');
  const name = isFolder ? exportFileName(source.facts, format) : (target.path.split('/').at(-1) ?? '');
  const chunks = format.write(source, { neutralizeFormulas: neutralizeFormulas(target) });
  const { outcome, target: written } = await saveFile(workspaceFiles, folder, name, chunks, {
    onConflict: () => Promise.resolve('skip'),
    signal,
  });
  if (outcome === 'skipped') {
    throw new UsageReportsError('exportFailed', `${name} exists already and is different.`, { code: 'FileExists' });
  }
  return written;
}

/** @throws UsageReportsError `invalidRequest` */
function requireFormat(id: string, report: Report): ExportFormat {
  const format = formatById(id);
  if (format?.available(exportSource(report)) !== true) {
    throw new UsageReportsError('invalidRequest', `The report cannot be exported as "${id}".`, { argument: 'format' });
  }
  return format;
}

/** Asks what to do with a file that is there already and holds something else. */
export async function askAboutConflict(existing: vscode.Uri): Promise<Conflict> {
  const replace = vscode.l10n.t('Replace');
  const keepBoth = vscode.l10n.t('Keep Both');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} already exists with different content.', vscode.workspace.asRelativePath(existing)),
    { modal: true, detail: vscode.l10n.t("You can't undo replacing it.") },
    replace,
    keepBoth,
  );
  return answer === replace ? 'replace' : answer === keepBoth ? 'keepBoth' : 'skip';
}

async function isDirectory(target: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(target)).type & vscode.FileType.Directory) !== 0;
  } catch {
    return false;
  }
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
        description: vscode.l10n.t('Documented column names; consistent dates, Yes, and No'),
      };
    case 'json':
      return { label: 'JSON', description: vscode.l10n.t('Typed values, column names as keys, null for blank cells') };
    case 'markdown':
      return { label: 'Markdown', description: vscode.l10n.t('A table for a wiki or a pull request') };
  }
}
