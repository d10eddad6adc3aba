import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import { openSettings } from '../../settings.js';
import { withDelayedProgress } from '../common/progress.js';
import { connectionItems } from './chooseConnection.js';
import type { ConnectionTools } from './connectionTools.js';
import { showPick } from '../common/quickInput.js';

/** Shows another tenant: the one of the named connection, or the one that is picked. */
export async function switchTenant(named: Connection | undefined, tools: ConnectionTools): Promise<void> {
  const connection = named ?? (await pickTenant(tools));
  if (connection !== undefined) {
    await switchTo(connection, tools);
  }
}

/**
 * Shows the tenant at once, whatever its sign-in does: archived reports can be read without one. Then signs in where that is missing,
 * as the person is looking at the tenant now.
 */
async function switchTo(
  connection: Connection,
  { connections, signIn, forConnection }: ConnectionTools,
): Promise<void> {
  await connections.activate(connection);
  await forConnection(connection, () =>
    withDelayedProgress(vscode.l10n.t('Signing in to {0}', connection.name), async (signal) => {
      if ((await signIn.state(connection)).kind === 'signedOut') {
        await signIn.signIn(connection, { signal });
      }
    }),
  );
}

async function pickTenant({ addConnection, connections, signIn }: ConnectionTools): Promise<Connection | undefined> {
  const items = await connectionItems(connections.all, connections, signIn);
  const separator = { label: '', kind: vscode.QuickPickItemKind.Separator };
  const add = { label: vscode.l10n.t('Add Connection…'), iconPath: new vscode.ThemeIcon('add') };
  const configure = { label: vscode.l10n.t('Configure…'), iconPath: new vscode.ThemeIcon('gear') };
  const picked = await showPick([...items, separator, add, configure], {
    title: vscode.l10n.t('Switch Tenant'),
    placeHolder: vscode.l10n.t("Which tenant's usage reports do you want to see?"),
    matchOnDetail: true,
  });
  if (picked === add) {
    await addConnection();
  } else if (picked === configure) {
    await openSettings('connections');
  }
  return items.find((item) => item === picked)?.connection;
}
