import * as vscode from 'vscode';
import type { SaveResult } from '../export/saveFile.js';

/** Says where a file went, with the ways to it. */
export async function tellExported(outcome: SaveResult<vscode.Uri>['outcome'], target: vscode.Uri): Promise<void> {
  if (outcome === 'skipped') {
    return;
  }
  const open = vscode.l10n.t('Open File');
  const reveal = vscode.l10n.t('Show in Explorer');
  const name = vscode.workspace.asRelativePath(target);
  const chosen = await vscode.window.showInformationMessage(
    outcome === 'unchanged' ? vscode.l10n.t('{0} is there already, with the same content.', name) : vscode.l10n.t('Exported to {0}.', name),
    open,
    reveal,
  );
  if (chosen === open) {
    await vscode.commands.executeCommand('vscode.open', target);
  } else if (chosen === reveal) {
    await vscode.commands.executeCommand('revealInExplorer', target);
  }
}
