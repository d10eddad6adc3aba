import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import { connectionFromArgument, connectionItems } from './chooseConnection.js';
import type { ConnectionCommandOptions } from './connectionCommands.js';
import { withDelayedProgress } from './delayedProgress.js';

/** Shows another tenant: the one of a tree item, or the one that is picked. */
export async function switchTenantCommand(argument: unknown, options: ConnectionCommandOptions): Promise<void> {
  const connection = connectionFromArgument(argument, options.connections) ?? (await pickTenant(options));
  if (connection !== undefined) {
    await switchTo(connection, options);
  }
}

/**
 * The tenant is shown at once, whatever its sign-in does: what was fetched of it can be read without one. Then it is asked for
 * where it is missing, as the person is looking at it now.
 */
async function switchTo(
  connection: Connection,
  { connections, signIn, forConnection }: ConnectionCommandOptions,
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

async function pickTenant({ connections, signIn }: ConnectionCommandOptions): Promise<Connection | undefined> {
  const items = await connectionItems(connections.all, connections, signIn);
  const separator = { label: '', kind: vscode.QuickPickItemKind.Separator };
  const add = { label: vscode.l10n.t('Add Connection…'), iconPath: new vscode.ThemeIcon('add') };
  const configure = { label: vscode.l10n.t('Configure…'), iconPath: new vscode.ThemeIcon('gear') };
  const picked = await vscode.window.showQuickPick([...items, separator, add, configure], {
    title: vscode.l10n.t('Switch Tenant'),
    placeHolder: vscode.l10n.t("Which tenant's usage reports do you want to see?"),
    matchOnDetail: true,
  });
  if (picked === add) {
    await vscode.commands.executeCommand('usageReports.addConnection');
  } else if (picked === configure) {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'usageReports.connections');
  }
  return items.find((item) => item === picked)?.connection;
}
