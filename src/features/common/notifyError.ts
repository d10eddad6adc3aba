import * as vscode from 'vscode';
import { UsageReportsError } from '../../base/errors.js';
import { errorTextsFor } from '../../l10n/errorTexts.js';

/**
 * Shows an error of a page that has no place of its own for it. Of errors that are not ours, only the name is logged: their message may
 * contain a piece of a report.
 */
export async function notifyError(error: unknown, log: vscode.LogOutputChannel): Promise<void> {
  log.error(
    error instanceof UsageReportsError ? error.message : error instanceof Error ? error.name : 'A page has failed.',
  );
  const showLog = vscode.l10n.t('Show Log');
  if ((await vscode.window.showErrorMessage(errorTextsFor(error).text, showLog)) === showLog) {
    log.show(true);
  }
}
