import * as vscode from 'vscode';

/**
 * The file that a person means who named none: that of the editor in front, or one of the computer.
 * @param title what is done with it
 * @returns `undefined` when the person canceled
 */
export async function chooseFile(title = vscode.l10n.t('Open as Usage Report')): Promise<vscode.Uri | undefined> {
  const shown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (shown instanceof vscode.TabInputText && /\.(csv|json)(\.gz)?$/i.test(shown.uri.path)) {
    return shown.uri;
  }
  const [chosen] =
    (await vscode.window.showOpenDialog({
      title,
      openLabel: vscode.l10n.t('Open'),
      filters: { [vscode.l10n.t('Usage reports')]: ['csv', 'json', 'gz'], [vscode.l10n.t('All files')]: ['*'] },
    })) ?? [];
  return chosen;
}
