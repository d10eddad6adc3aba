import * as vscode from 'vscode';
import type { Connections } from '../auth/connections.js';
import type { SignIn } from '../auth/signIn.js';
import { isCancelled } from '../shared/errors.js';
import type { ReportRef } from '../shared/report.js';
import { signInTo } from './connections/signInOut.js';
import { detailsForSupport, type ErrorAction, labelOf, wordsFor } from '../words/errorWords.js';

const ROLE_HELP = 'https://learn.microsoft.com/graph/reportroot-authorization';

export interface PerformOptions {
  readonly connections: Connections;
  readonly signIn: SignIn;
  readonly log: vscode.LogOutputChannel;
}

/** Carries out the button of an error, wherever it was shown. `retry` belongs to the surface that can try again. */
export async function perform(action: ErrorAction, error: unknown, about: Pick<ReportRef, 'connection'> | undefined, options: PerformOptions): Promise<void> {
  switch (action) {
    case 'signIn': {
      const connection = about === undefined ? options.connections.active : options.connections.get(about.connection);
      await signInTo(connection, options.signIn);
      return;
    }
    case 'showLog':
      options.log.show(true);
      return;
    case 'switchTenant':
      await vscode.commands.executeCommand('usageReports.switchTenant');
      return;
    case 'copyDetails':
      await vscode.env.clipboard.writeText(detailsForSupport(error));
      void vscode.window.setStatusBarMessage(vscode.l10n.t('Details copied'), 3_000);
      return;
    case 'roleHelp':
      await vscode.env.openExternal(vscode.Uri.parse(ROLE_HELP));
      return;
    case 'openSettings':
      await vscode.commands.executeCommand('workbench.action.openSettings', '@ext:usage-reports.m365-usage-reports');
      return;
    case 'retry':
      return;
  }
}

/** Shows an error as a notification with its buttons. Cancelled is not failed and shows nothing. */
export async function showError(error: unknown, retry: (() => Promise<void>) | undefined, about: Pick<ReportRef, 'connection'> | undefined, options: PerformOptions): Promise<void> {
  if (isCancelled(error)) {
    return;
  }
  options.log.error(error instanceof Error ? error.message : String(error));
  const { text, actions } = wordsFor(error);
  const offered = (actions.length === 0 ? (['showLog'] as const) : actions).filter((action) => action !== 'retry' || retry !== undefined);
  const chosen = await vscode.window.showErrorMessage(text, ...offered.map(labelOf));
  const action = offered.find((candidate) => labelOf(candidate) === chosen);
  if (action === 'retry') {
    await retry?.();
  } else if (action !== undefined) {
    await perform(action, error, about, options).catch((failure: unknown) => showError(failure, undefined, about, options));
  }
}
