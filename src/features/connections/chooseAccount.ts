import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';

interface AccountItem extends vscode.QuickPickItem {
  readonly account?: vscode.AuthenticationSessionAccountInformation | 'another';
}

/**
 * Asks which of VS Code's accounts reads a connection's reports.
 * @returns `another` for one that VS Code does not know yet, `undefined` where the person gave up
 */
export async function chooseAccount(
  connection: Connection,
  accounts: readonly vscode.AuthenticationSessionAccountInformation[],
): Promise<vscode.AuthenticationSessionAccountInformation | 'another' | undefined> {
  const items: AccountItem[] = [
    ...accounts.map((account) => ({ label: account.label, iconPath: new vscode.ThemeIcon('account'), account })),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: vscode.l10n.t('Use Another Account…'), iconPath: new vscode.ThemeIcon('add'), account: 'another' },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Sign In to {0}', connection.name),
    placeHolder: vscode.l10n.t('Which account can read the usage reports of {0}?', connection.name),
    ignoreFocusOut: true,
  });
  return picked?.account;
}
