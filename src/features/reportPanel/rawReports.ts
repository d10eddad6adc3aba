import * as vscode from 'vscode';
import type { Report } from '../../services/reports/report.js';
import type { ReportService } from '../../services/reports/reportService.js';
import { parseObject } from '../../base/json.js';
import { UsageReportsError } from '../../base/errors.js';
import { archivedCopyText } from '../../l10n/archivedCopyText.js';
import type { ReportRef } from '../../shared/report.js';
import { parseReportArgument } from '../../commandArguments.js';
import { refOf } from '../common/arguments.js';
import { editorText } from '../common/editorText.js';
import { abortControllerFor } from '../common/progress.js';
import { showWarning } from '../common/messages.js';

/**
 * Opens an editor with what the service sent.
 * @param scheme of the editor's address, which holds the reference and nothing else
 * @throws UsageReportsError where the report cannot be opened, could not be archived, or is too large for an editor
 */
export async function openRawReport(
  service: ReportService,
  ref: ReportRef,
  scheme: string,
  signal: AbortSignal,
): Promise<void> {
  const name = await service.use(ref, { signal, interactive: true }, async (report) => {
    if (report.notFetched !== undefined) {
      void showWarning(archivedCopyText(report, report.notFetched));
    }
    // Read before there is an editor: an error in the editor would have no buttons.
    await textOf(report, signal);
    const { exportFileName } = await import('../../core/export/exportFileName.js');
    return exportFileName(
      { ...report.ref, refreshDate: report.refreshDate, fetchedAt: report.fetchedAt },
      { extension: `.${report.format}` },
    );
  });
  const uri = vscode.Uri.from({ scheme, path: `/${ref.connection}/${name}`, query: JSON.stringify(ref) });
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
}

/** What an editor shows that {@link openRawReport} has opened. */
export async function rawReportText(
  service: ReportService,
  uri: vscode.Uri,
  token: vscode.CancellationToken,
): Promise<string> {
  const named = parseReportArgument(parseObject(uri.query));
  if (named === undefined) {
    throw new UsageReportsError('invalidRequest', 'The address names no report.', { argument: 'report' });
  }
  const { signal } = abortControllerFor(token);
  return service.use(refOf(named, ''), { signal }, (report) => textOf(report, signal));
}

/** The whole file; of JSON, one page below the other. Empty if the service sent no file because it has no data. */
async function textOf({ rawChunks, format, storageError, table }: Report, signal: AbortSignal): Promise<string> {
  if (table.warnings.some(({ kind }) => kind === 'noData')) {
    return '';
  }
  if (rawChunks === undefined) {
    throw storageError ?? new UsageReportsError('storage', 'The report was not kept as it came.');
  }
  return editorText(rawChunks(), format, signal);
}
