import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { ConnectionState } from '../../services/auth/connections/connectionState.js';
import { cloudLabel } from '../../l10n/cloudTexts.js';
import { connectionKindLabel, stateTexts } from '../../l10n/connectionTexts.js';

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
