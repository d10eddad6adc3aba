import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { ConnectionState } from '../../services/auth/connections/connectionState.js';
import { cloudLabel } from '../../l10n/cloudTexts.js';
import { connectionKindLabel, stateTexts } from '../../l10n/connectionTexts.js';
import { tooltip } from '../common/tooltip.js';

/** What a connection is and how it stands, for a tooltip. Holds nothing that is secret. */
export function connectionTooltip(connection: Connection, state: ConnectionState | undefined): vscode.MarkdownString {
  const title = [{ bold: connection.name }, ` · ${stateTexts(connection, state).text}`];
  if (connection.kind === 'sample') {
    return tooltip(title);
  }
  const lines = [
    connectionKindLabel(connection.kind),
    ...[
      [vscode.l10n.t('Cloud'), cloudLabel(connection.cloud)],
      [vscode.l10n.t('Tenant'), connection.tenantId ?? vscode.l10n.t("the account's home tenant")],
      [vscode.l10n.t('Application'), connection.clientId ?? vscode.l10n.t("VS Code's built-in app")],
      [vscode.l10n.t('Microsoft Graph'), new URL(connection.graphOrigin).host],
    ].map((line) => line.join(': ')),
  ];
  return tooltip(title, [lines.join('\n')]);
}
