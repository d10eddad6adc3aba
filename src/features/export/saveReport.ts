import * as vscode from 'vscode';
import { neutralizeFormulas } from '../../settings.js';
import type { AboutSheet } from '../../core/export/aboutSheet.js';
import { exportFileName } from '../../core/export/exportFileName.js';
import { type ExportFacts, type ExportFormat, type ExportSource, formatById } from '../../core/export/formats.js';
import { type Conflict, type SaveResult, saveFile } from '../../core/export/saveFile.js';
import { exportFiles } from './workspaceFiles.js';
import { factsOf, type Report } from '../../services/reports/report.js';
import { UsageReportsError } from '../../base/errors.js';
import { type AboutDetails, aboutSheet } from '../../l10n/aboutTexts.js';
import { archivedCopyText } from '../../l10n/archivedCopyText.js';
import type { ShownGroups, ShownReport } from '../common/openReport.js';

/** What an export takes of an opened report. */
export function exportSource(report: Report): ExportSource {
  const facts = factsOf(report);
  return {
    facts,
    table: report.table,
    about: aboutReport(facts, report),
    ...(report.format === 'csv' && report.rawChunks !== undefined ? { rawChunks: report.rawChunks } : {}),
  };
}

/** What an export takes of the displayed rows. The delivered bytes are of all rows, so they are left out. */
export function exportSourceOfView({ report, view }: ShownReport): ExportSource {
  const facts = { ...factsOf(report), asShown: true };
  return {
    facts,
    table: { write: (job) => report.table.write({ ...job, view }) },
    about: aboutReport(facts, report, { view }),
  };
}

/** What an export takes of the groups that are displayed in place of the rows. */
export function exportSourceOfGroups({ groupedBy, hiddenGroups, of, ...shown }: ShownGroups): ExportSource {
  const source = exportSourceOfView(shown);
  const facts = { ...source.facts, groupedBy, hiddenGroups };
  return { ...source, facts, about: aboutReport(facts, shown.report, { view: shown.view, of }) };
}

/** What a workbook says of a report, or of a part of it. */
export function aboutReport(
  facts: ExportFacts,
  report: Report,
  { view, of, notes = [] }: Pick<AboutDetails, 'view' | 'of' | 'notes'> = {},
): AboutSheet {
  const { columns, warnings } = report.table;
  const archived = report.notFetched === undefined ? [] : [archivedCopyText(report, report.notFetched)];
  return aboutSheet(facts, { columns, warnings, view, of, notes: [...notes, ...archived] });
}

/**
 * Writes one report, or what `source` has of it, into a folder under its usual name.
 * @throws UsageReportsError `exportFailed`; the signal's `AbortError` when canceled
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
    exportFiles(source.facts),
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
 * Writes one report for a program: to a file, or into an existing folder under the usual name. Never replaces a file with different
 * content.
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
  const { outcome, target: written } = await saveFile(exportFiles(source.facts), folder, name, chunks, {
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

async function isDirectory(target: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(target)).type & vscode.FileType.Directory) !== 0;
  } catch {
    return false;
  }
}
