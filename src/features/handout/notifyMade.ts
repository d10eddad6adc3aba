import * as vscode from 'vscode';
import type { SaveResult } from '../../core/export/saveFile.js';
import { fileButtons, runFileButton } from '../common/fileButtons.js';
import { showInformation } from '../common/messages.js';

/** Says where a report was saved, with buttons to look at it. Nothing is said of a file that the person chose to leave as it was. */
export async function notifyMade({ outcome, target }: SaveResult<vscode.Uri>): Promise<void> {
  if (outcome === 'skipped') {
    return;
  }
  const buttons = fileButtons(target);
  const name = vscode.workspace.asRelativePath(target);
  const text =
    outcome === 'unchanged'
      ? vscode.l10n.t('{0} already exists with the same content.', name)
      : vscode.l10n.t('The report is in {0}.', name);
  await runFileButton(buttons, await showInformation(text, ...buttons.map(({ label }) => label)));
}
