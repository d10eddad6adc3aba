import * as vscode from 'vscode';
import { monthGapsText } from '../../l10n/monthGapsText.js';
import { isIncomplete, type MonthGaps } from '../../core/handout/incompleteMonth.js';
import { showWarning } from '../common/messages.js';

/** Titles that a notification has room for. */
const MAX_NAMED = 3;

/**
 * Asks whether a report is wanted although the archive has only part of its month; where it has almost all, nobody is asked.
 * @param month as people read it
 * @returns `undefined` when the person wants none
 */
export async function askAboutGaps(month: string, gaps: MonthGaps): Promise<'make' | 'otherMonth' | undefined> {
  if (!isIncomplete(gaps)) {
    return 'make';
  }
  const make = vscode.l10n.t('Make Anyway');
  const other = vscode.l10n.t('Choose Another Month');
  const answer = await showWarning(monthGapsText(month, gaps, MAX_NAMED), make, other);
  return answer === make ? 'make' : answer === other ? 'otherMonth' : undefined;
}
