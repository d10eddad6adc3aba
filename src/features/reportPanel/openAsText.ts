import * as vscode from 'vscode';

/** Shows a file as VS Code shows it by itself. */
export async function openAsText(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', uri, 'default');
}
