import type * as vscode from 'vscode';

/**
 * Shows a quick pick, and disposes of it after the answer.
 * @returns `undefined` when the user pressed Escape, `back` for the button of that name
 */
export async function pickResult<T extends vscode.QuickPickItem>(
  pick: vscode.QuickPick<T>,
): Promise<T | 'back' | undefined> {
  try {
    return await new Promise((resolve) => {
      pick.onDidTriggerButton(() => resolve('back'));
      pick.onDidAccept(() => resolve(pick.selectedItems[0]));
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}
