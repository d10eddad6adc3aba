import * as vscode from 'vscode';
import { monthGapsText } from '../../l10n/monthGapsText.js';
import { isIncomplete, type MonthGaps } from '../../core/handout/incompleteMonth.js';
import { showWarning } from '../common/messages.js';

/** Titles that a notification has room for. */
const MAX_NAMED = 3;

export type GapsAnswer = 'fetch' | 'make' | 'otherMonth';

/**
 * Asks whether a report is wanted although the archive has only part of its month; where it has almost all, nobody is asked.
 * @param month as people read it
 * @param canFetch whether the service may have more of it
 * @returns `undefined` when the person wants none
 */
export async function askAboutGaps(month: string, gaps: MonthGaps, canFetch: boolean): Promise<GapsAnswer | undefined> {
  if (!isIncomplete(gaps)) {
    return 'make';
  }
  const answers = new Map<string, GapsAnswer>([
    ...(canFetch ? [[vscode.l10n.t('Fetch Now'), 'fetch'] as const] : []),
    [vscode.l10n.t('Make Anyway'), 'make'],
    [vscode.l10n.t('Choose Another Month'), 'otherMonth'],
  ]);
  const answer = await showWarning(monthGapsText(month, gaps, MAX_NAMED), ...answers.keys());
  return answer === undefined ? undefined : answers.get(answer);
}
