import * as vscode from 'vscode';
import { UsageReportsError } from '../../base/errors.js';
import type { ErrorAction } from '../../l10n/errorActions.js';
import { detailsForSupport } from '../../l10n/errorTexts.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import { openSettings } from '../../settings.js';
import { showStatus } from './messages.js';

const ENABLE_HELP_URL = 'https://learn.microsoft.com/graph/api/sharepointreportsettings-enableapiusagereport';
const ROLE_HELP_URL = 'https://learn.microsoft.com/graph/reportroot-authorization';

/** Buttons that are about a connection: the feature of connections says what they do. */
type ConnectionAction =
  | 'signIn'
  | 'chooseAccount'
  | 'enterSecret'
  | 'signOut'
  | 'editConnection'
  | 'registerApp'
  | 'copyConsentLink'
  | 'addPermissions'
  | 'switchTenant';

/** @param error below which the button stood */
export type ConnectionActions = Readonly<
  Record<ConnectionAction, (connection: Connection, error: unknown) => Promise<unknown>>
>;

/** Buttons that the feature of attributes carries out. */
export interface AttributesActions {
  chooseAttributesFile(): Promise<unknown>;
}

/** Buttons that the feature of the directory carries out. */
export interface DirectoryActions {
  refreshDirectoryData(connection: Connection): Promise<unknown>;
}

/** Buttons that the feature of collecting carries out. */
export interface CollectActions {
  collectReports(connection: Connection): Promise<unknown>;
}

export type ErrorActions = ConnectionActions & AttributesActions & DirectoryActions & CollectActions;

export interface ErrorActionOptions {
  readonly actions: Partial<ErrorActions>;
  readonly log: Pick<vscode.LogOutputChannel, 'show'>;
  readonly active: () => Connection;
  /** Whose error it was. */
  readonly connectionOf: () => Connection;
}

/** Carries out the button of an error. `retry` does nothing here: the caller repeats its own step. */
export async function runErrorAction(
  action: ErrorAction,
  error: unknown,
  { actions, log, active, connectionOf }: ErrorActionOptions,
): Promise<void> {
  switch (action) {
    case 'signIn':
    case 'chooseAccount':
    case 'enterSecret':
    case 'signOut':
    case 'editConnection':
    case 'registerApp':
    case 'copyConsentLink':
    case 'addPermissions':
      await actions[action]?.(connectionOf(), error);
      return;
    case 'switchTenant':
      await actions.switchTenant?.(active(), error);
      return;
    case 'showLog':
      log.show(true);
      return;
    case 'copyDetails':
      await vscode.env.clipboard.writeText(detailsForSupport(error));
      showStatus(vscode.l10n.t('Details copied'));
      return;
    case 'copyEnableRequest':
      await vscode.env.clipboard.writeText(
        error instanceof UsageReportsError ? (error.details.enableRequest ?? '') : '',
      );
      showStatus(vscode.l10n.t('Request copied'));
      return;
    case 'enableHelp':
      await vscode.env.openExternal(vscode.Uri.parse(ENABLE_HELP_URL));
      return;
    case 'roleHelp':
      await vscode.env.openExternal(vscode.Uri.parse(ROLE_HELP_URL));
      return;
    case 'chooseAttributesFile':
      await actions.chooseAttributesFile?.();
      return;
    case 'collectReports':
      await actions.collectReports?.(connectionOf());
      return;
    case 'refreshDirectoryData':
      await actions.refreshDirectoryData?.(connectionOf());
      return;
    case 'openFormatSetting':
      return openSettings('fetch.format');
    case 'openSnapshotsSetting':
      return openSettings('archive.detailSnapshots');
    case 'openReportSettings':
      return openSettings('makeReport');
    case 'openArchiveSettings':
      return openSettings('archive');
    case 'openSovereignSettings':
      await vscode.commands.executeCommand('workbench.action.openSettings', 'microsoft-sovereign-cloud');
      return;
    case 'openProxySettings':
      await vscode.commands.executeCommand('workbench.action.openSettings', 'http.proxy');
      return;
    // The editor of a file does the last two.
    case 'retry':
    case 'openAsText':
    case 'chooseReport':
      return;
  }
}
