import * as vscode from 'vscode';
import type { HandoutFormat } from '../../core/handout/files/handoutFormats.js';
import { showPick } from '../common/quickInput.js';

/** Asks what to write. @returns `undefined` when the person pressed Escape */
export async function pickFormat(): Promise<HandoutFormat | undefined> {
  const items: readonly (vscode.QuickPickItem & { readonly format: HandoutFormat })[] = [
    {
      label: vscode.l10n.t('Web Page (HTML)'),
      description: vscode.l10n.t('One file to read, print, or mail, with charts'),
      format: 'html',
    },
    { label: 'Markdown', description: vscode.l10n.t('Tables for a wiki or a pull request'), format: 'md' },
  ];
  const picked = await showPick(items, {
    title: vscode.l10n.t('Make Report'),
    placeHolder: vscode.l10n.t('Which format?'),
  });
  return picked?.format;
}
