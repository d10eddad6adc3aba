import type * as vscode from 'vscode';

/**
 * Shows a quick pick, and disposes of it after the answer.
 * @param isAnswer is called with what was picked; where it says `false`, the list stays
 * @returns `undefined` when the user pressed Escape, `back` for the button of that name
 */
export async function pickResult<T extends vscode.QuickPickItem>(
  pick: vscode.QuickPick<T>,
  isAnswer: (picked: T | undefined) => boolean = () => true,
): Promise<T | 'back' | undefined> {
  try {
    return await new Promise((resolve) => {
      pick.onDidTriggerButton(() => resolve('back'));
      pick.onDidAccept(() => {
        const [picked] = pick.selectedItems;
        if (isAnswer(picked)) {
          resolve(picked);
        }
      });
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}
