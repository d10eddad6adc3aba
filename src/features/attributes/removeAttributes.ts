import * as vscode from 'vscode';
import { choiceFrom } from '../../services/attributes/attributesChoice.js';
import { attributeSettings, setAttributes } from '../../settings.js';
import { showInformation, showStatus } from '../common/messages.js';

/** Reports have no columns of a file from now on. The file itself is left alone. */
export async function removeAttributes(): Promise<void> {
  if (choiceFrom(attributeSettings()) === undefined) {
    void showInformation(vscode.l10n.t('No attributes file is in use.'));
    return;
  }
  await setAttributes(undefined);
  showStatus(vscode.l10n.t('Attributes file removed from reports'));
}
