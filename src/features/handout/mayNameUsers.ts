import * as vscode from 'vscode';
import type { HandoutTemplate } from '../../core/handout/template.js';
import { ask } from '../common/messages.js';

/**
 * Asks whether a report names users, where its template wants to.
 * @returns `undefined` when the person canceled
 */
export async function mayNameUsers({ title, showsUsers }: HandoutTemplate): Promise<boolean | undefined> {
  if (showsUsers !== true) {
    return false;
  }
  const name = vscode.l10n.t('Name Users');
  const leaveOut = vscode.l10n.t('Leave Names Out');
  const answer = await ask(
    vscode.l10n.t('The template "{0}" names users. Should the report name them?', title),
    vscode.l10n.t('Everybody who gets the file can read the names. Without them, a sentence stands in their place.'),
    name,
    leaveOut,
  );
  return answer === name ? true : answer === leaveOut ? false : undefined;
}
