import * as vscode from 'vscode';
import type { SaveResult } from '../../core/export/saveFile.js';
import type { HandoutFormat } from '../../core/handout/files/handoutFormats.js';
import { showInformation } from '../common/messages.js';

/** Says where a report was saved, with buttons to look at it. Nothing is said of a file that the person chose to leave as it was. */
export async function notifyMade({ outcome, target }: SaveResult<vscode.Uri>, format: HandoutFormat): Promise<void> {
  if (outcome === 'skipped') {
    return;
  }
  // A browser of this computer has no files of another one.
  const opensInBrowser = format === 'html' && target.scheme === 'file' && vscode.env.remoteName === undefined;
  const open = opensInBrowser ? vscode.l10n.t('Open in Browser') : vscode.l10n.t('Open File');
  const reveal = vscode.l10n.t('Show in Explorer');
  const name = vscode.workspace.asRelativePath(target);
  const text =
    outcome === 'unchanged'
      ? vscode.l10n.t('{0} already exists with the same content.', name)
      : vscode.l10n.t('The report is in {0}.', name);
  const chosen = await showInformation(text, open, reveal);
  if (chosen === reveal) {
    await vscode.commands.executeCommand('revealInExplorer', target);
  } else if (chosen === open) {
    await (opensInBrowser ? vscode.env.openExternal(target) : vscode.commands.executeCommand('vscode.open', target));
  }
}
