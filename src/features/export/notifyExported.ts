import * as vscode from 'vscode';
import type { SaveResult } from '../../core/export/saveFile.js';

/**
 * Says where a file went, with the ways to it.
 * @param caveat what is to be known about what is in it
 */
export async function notifyExported(
  outcome: SaveResult<vscode.Uri>['outcome'],
  target: vscode.Uri,
  caveat?: string,
): Promise<void> {
  if (outcome === 'skipped') {
    return;
  }
  const open = vscode.l10n.t('Open File');
  const reveal = vscode.l10n.t('Show in Explorer');
  const name = vscode.workspace.asRelativePath(target);
  const text =
    outcome === 'unchanged'
      ? vscode.l10n.t('{0} already exists with the same content.', name)
      : vscode.l10n.t('Exported to {0}.', name);
  const show = caveat === undefined ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const chosen = await show(caveat === undefined ? text : `${text} ${caveat}`, open, reveal);
  if (chosen === open) {
    await vscode.commands.executeCommand('vscode.open', target);
  } else if (chosen === reveal) {
    await vscode.commands.executeCommand('revealInExplorer', target);
  }
}
