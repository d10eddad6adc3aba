import * as vscode from 'vscode';
import { chooseConnection } from './chooseConnection.js';
import type { ConnectionCommandOptions } from './connectionCommands.js';

/** Takes a connection away, with what is kept of its sign-in; its reports only where the person says so. */
export async function removeConnectionCommand(argument: unknown, options: ConnectionCommandOptions): Promise<void> {
  const connection = await chooseConnection(argument, vscode.l10n.t('Remove Connection'), options);
  if (connection === undefined || connection.kind === 'sample') {
    return;
  }
  const { active, connections, service, signIn } = options;
  const remove = vscode.l10n.t('Remove');
  const removeAll = vscode.l10n.t('Remove and Delete Reports');
  const tenant = await service.tenantOf(connection);
  const others = await Promise.all(
    connections.all.filter(({ id }) => id !== connection.id).map((other) => service.tenantOf(other)),
  );
  // What another connection shows as well does not go with this one.
  const hasArchived = !others.includes(tenant) && (await service.hasArchived(connection));
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Remove connection "{0}"?', connection.name),
    {
      modal: true,
      detail: [
        connection.kind === 'appOnly'
          ? vscode.l10n.t(
              "This removes its entry in the settings and its stored secret. The app registration isn't changed.",
            )
          : vscode.l10n.t("This removes its entry in the settings. The account stays in VS Code's Accounts menu."),
        ...(hasArchived ? [vscode.l10n.t('Archived reports stay on this computer unless you also delete them.')] : []),
      ].join('\n\n'),
    },
    ...(hasArchived ? [remove, removeAll] : [remove]),
  );
  if (answer === undefined) {
    return;
  }
  if (answer === removeAll) {
    // Before what is known of its tenant goes.
    await service.deleteArchived(connection);
  } else {
    // An archive that cannot be written is no reason to keep the connection.
    await service.detachConnection(connection).catch(() => undefined);
  }
  await signIn.forget(connection);
  await connections.remove(connection);
  await active.refreshState();
}
