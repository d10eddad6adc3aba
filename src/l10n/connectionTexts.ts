import * as vscode from 'vscode';
import type { Connection } from '../services/auth/connections/connection.js';
import type { ConnectionState } from '../services/auth/connections/connectionState.js';
import { cloudLabel } from './cloudTexts.js';

/** How a connection's state is said and drawn, wherever it is shown. `undefined` is a state that is not known yet. */
export interface ConnectionStateTexts {
  /** `signed in as ada@northlight.example`; begins in lower case, as it stands behind a name. */
  readonly text: string;
  /** The same where room is scarce; only where somebody has to do something. */
  readonly short?: string;
  readonly icon: string;
  /** The reports cannot be fetched until somebody does something about it. */
  readonly isWarning: boolean;
}

export function stateTexts(kind: Connection['kind'], state: ConnectionState | undefined): ConnectionStateTexts {
  switch (state?.kind) {
    case undefined:
      return { text: vscode.l10n.t('checking the sign-in…'), icon: iconOf(kind), isWarning: false };
    case 'sample':
      return { text: vscode.l10n.t('sample data'), icon: 'beaker', isWarning: false };
    case 'signedIn':
      return { text: vscode.l10n.t('signed in as {0}', state.account), icon: iconOf(kind), isWarning: false };
    case 'ready':
      return { text: vscode.l10n.t('ready'), icon: iconOf(kind), isWarning: false };
    case 'signedOut':
      return {
        text: kind === 'appOnly' ? vscode.l10n.t('signed out, secret missing') : vscode.l10n.t('signed out'),
        short: vscode.l10n.t('signed out'),
        icon: 'debug-disconnect',
        isWarning: false,
      };
    case 'expired': {
      const short = vscode.l10n.t('sign-in expired');
      return { text: withAccount(short, state.account), short, icon: 'warning', isWarning: true };
    }
    case 'noPermission': {
      const short = vscode.l10n.t('no permission');
      return {
        text: withAccount(vscode.l10n.t('no permission to read reports'), state.account),
        short,
        icon: 'lock',
        isWarning: true,
      };
    }
  }
}

export function connectionKindLabel(kind: Connection['kind']): string {
  switch (kind) {
    case 'sample':
      return vscode.l10n.t('Sample tenant');
    case 'delegated':
      return vscode.l10n.t('Signs in with an account');
    case 'appOnly':
      return vscode.l10n.t('Signs in as an app, without a user');
  }
}

/** What a connection is and how it stands, for a tooltip. Holds nothing that is secret. */
export function connectionTooltip(connection: Connection, state: ConnectionState | undefined): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  const line = (label: string, value: string) => text.appendText(`${label}: ${value}`).appendMarkdown('  \n');
  text.appendMarkdown('**').appendText(connection.name).appendMarkdown('** · ');
  text.appendText(stateTexts(connection.kind, state).text).appendMarkdown('\n\n');
  if (connection.kind === 'sample') {
    return text;
  }
  text.appendText(connectionKindLabel(connection.kind)).appendMarkdown('  \n');
  line(vscode.l10n.t('Cloud'), cloudLabel(connection.cloud));
  line(vscode.l10n.t('Tenant'), connection.tenantId ?? vscode.l10n.t("the account's home tenant"));
  line(vscode.l10n.t('Application'), connection.clientId ?? vscode.l10n.t("VS Code's built-in app"));
  line(vscode.l10n.t('Microsoft Graph'), new URL(connection.graphOrigin).host);
  return text;
}

function iconOf(kind: Connection['kind']): string {
  const icons: Record<Connection['kind'], string> = {
    sample: 'beaker',
    delegated: 'account',
    appOnly: 'server-process',
  };
  return icons[kind];
}

function withAccount(text: string, account: string | undefined): string {
  return account === undefined ? text : vscode.l10n.t('{0} ({1})', text, account);
}
