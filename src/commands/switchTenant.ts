import * as vscode from 'vscode';
import type { Connection } from '../auth/connection.js';
import type { Connections } from '../auth/connections.js';
import type { SignIn } from '../auth/signIn.js';

interface TenantItem extends vscode.QuickPickItem {
  readonly connection?: Connection;
}

/** Asks which tenant to show. Choosing one that needs a sign-in asks for it at once, as the person is looking at it now. */
export async function switchTenant({ connections, signIn }: { connections: Connections; signIn: SignIn }): Promise<void> {
  const items = await Promise.all(connections.all.map((connection) => itemFor(connection, connections, signIn)));
  const configure: TenantItem = { label: vscode.l10n.t('Configure Tenants…'), iconPath: new vscode.ThemeIcon('gear') };
  const picked = await vscode.window.showQuickPick<TenantItem>(
    [...items, { label: '', kind: vscode.QuickPickItemKind.Separator }, configure],
    { title: vscode.l10n.t('Switch Tenant'), placeHolder: vscode.l10n.t('Whose usage reports?') },
  );
  if (picked === configure) {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'usageReports.connections');
  } else if (picked?.connection !== undefined) {
    await signIn.signIn(picked.connection, { signal: new AbortController().signal });
    await connections.activate(picked.connection);
  }
}

async function itemFor(connection: Connection, connections: Connections, signIn: SignIn): Promise<TenantItem> {
  const active = connection.id === connections.active.id;
  const state = await signIn.state(connection);
  return {
    label: connection.name,
    iconPath: new vscode.ThemeIcon(active ? 'check' : connection.kind === 'sample' ? 'beaker' : 'organization'),
    description: active ? vscode.l10n.t('shown now') : undefined,
    detail:
      connection.kind === 'sample'
        ? vscode.l10n.t('Made-up data, no account needed')
        : state.kind === 'signedIn'
          ? vscode.l10n.t('Signed in as {0}', state.account)
          : vscode.l10n.t('Signed out: choosing it asks you to sign in'),
    connection,
  };
}
