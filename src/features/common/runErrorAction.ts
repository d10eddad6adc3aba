import * as vscode from 'vscode';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { SignIn } from '../../services/auth/signIn.js';
import { isCancelled, messageOf } from '../../base/errors.js';
import type { ReportRef } from '../../shared/report.js';
import { type ErrorAction, labelOf } from '../../l10n/errorActions.js';
import { detailsForSupport, errorTextsFor } from '../../l10n/errorTexts.js';
import { signInTo } from '../connections/signInOut.js';

const ROLE_HELP_URL = 'https://learn.microsoft.com/graph/reportroot-authorization';

export interface ErrorActionOptions {
  readonly connections: Connections;
  readonly signIn: SignIn;
  readonly log: vscode.LogOutputChannel;
}

/** Whose error it was; the active connection's where nothing else is known. */
export type ErrorScope = Pick<ReportRef, 'connection'> | undefined;

/** Carries out the button of an error, wherever it was shown. `retry` belongs to the surface that can try again. */
export async function runErrorAction(
  action: ErrorAction,
  error: unknown,
  place: ErrorScope,
  options: ErrorActionOptions,
): Promise<void> {
  const { connections, signIn } = options;
  const connection = () => (place === undefined ? connections.active : connections.get(place.connection));
  switch (action) {
    case 'signIn':
      await signInTo(connection(), signIn);
      return;
    case 'chooseAccount':
    case 'enterSecret':
      await signInTo(connection(), signIn, { chooseAccount: true });
      return;
    case 'signOut':
      await signIn.signOut(connection());
      return;
    case 'editConnection':
    case 'registerApp':
    case 'copyConsentLink':
      await vscode.commands.executeCommand(`usageReports.${action}`, { connection: connection().id });
      return;
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
      await vscode.env.openExternal(vscode.Uri.parse(ROLE_HELP_URL));
      return;
    case 'openSettings':
      await vscode.commands.executeCommand('workbench.action.openSettings', '@ext:usage-reports.m365-usage-reports');
      return;
    case 'openArchiveSettings':
      await vscode.commands.executeCommand('workbench.action.openSettings', 'usageReports.archive');
      return;
    case 'openSovereignSettings':
      await vscode.commands.executeCommand('workbench.action.openSettings', 'microsoft-sovereign-cloud');
      return;
    case 'openProxySettings':
      await vscode.commands.executeCommand('workbench.action.openSettings', 'http.proxy');
      return;
    case 'retry':
      return;
  }
}

/** Shows an error as a notification with its buttons. Cancelled is not failed and shows nothing. */
export async function showError(
  error: unknown,
  retry: (() => Promise<void>) | undefined,
  place: ErrorScope,
  options: ErrorActionOptions,
): Promise<void> {
  if (isCancelled(error)) {
    return;
  }
  options.log.error(messageOf(error));
  const { text, actions } = errorTextsFor(error);
  const offered = actions.filter((action) => action !== 'retry' || retry !== undefined);
  const chosen = await vscode.window.showErrorMessage(text, ...offered.map(labelOf));
  const action = offered.find((candidate) => labelOf(candidate) === chosen);
  if (action === 'retry') {
    await retry?.();
  } else if (action !== undefined) {
    await runErrorAction(action, error, place, options).catch((failure: unknown) =>
      showError(failure, undefined, place, options),
    );
  }
}
