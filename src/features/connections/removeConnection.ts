import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import { chooseConnection } from './chooseConnection.js';
import type { ConnectionTools } from './connectionTools.js';
import { ask } from '../common/messages.js';

/** Removes a connection and its sign-in; its reports only where the person says so. */
export async function removeConnection(named: Connection | undefined, tools: ConnectionTools): Promise<void> {
  const connection = await chooseConnection(named, vscode.l10n.t('Remove Connection'), tools);
  if (connection === undefined || connection.kind === 'sample') {
    return;
  }
  const { connections, checkForArchivedReports, directory, service, signIn } = tools;
  const remove = vscode.l10n.t('Remove');
  const removeAll = vscode.l10n.t('Remove and Delete Reports');
  const tenant = await service.tenantOf(connection);
  const others = await Promise.all(
    connections.all.filter(({ id }) => id !== connection.id).map((other) => service.tenantOf(other)),
  );
  // Reports that another connection shows as well stay.
  const hasArchived = !others.includes(tenant) && (await service.hasArchived(connection));
  const answer = await ask(
    vscode.l10n.t('Remove connection "{0}"?', connection.name),
    [
      connection.kind === 'appOnly'
        ? vscode.l10n.t(
            "This removes its entry in the settings and its stored secret. The app registration isn't changed.",
          )
        : vscode.l10n.t("This removes its entry in the settings. The account stays in VS Code's Accounts menu."),
      ...(hasArchived ? [vscode.l10n.t('Archived reports stay on this computer unless you also delete them.')] : []),
    ].join('\n\n'),
    ...(hasArchived ? [remove, removeAll] : [remove]),
  );
  if (answer === undefined) {
    return;
  }
  if (answer === removeAll) {
    // First, because afterwards its tenant is not known any more.
    await service.deleteArchived(connection);
  } else {
    // An archive that cannot be written is no reason to keep the connection.
    await service.detachConnection(connection).catch(() => undefined);
  }
  await directory.forget(connection);
  await signIn.forget(connection);
  await connections.remove(connection);
  await checkForArchivedReports();
}
