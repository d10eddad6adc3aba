import * as vscode from 'vscode';
import type { Format } from '../../shared/format/format.js';
import type { DayRange } from '../../shared/history.js';
import { showPick } from '../common/quickInput.js';
import { monthsToOffer } from './months.js';

/** Asks for one of the months that the archive has days of. @returns `2026-10`; `undefined` when the person pressed Escape */
export async function pickMonth(days: DayRange, format: Format): Promise<string | undefined> {
  const items = monthsToOffer(days).map(({ month, isComplete }) => ({
    label: format.monthOfYear(`${month}-01`),
    description: isComplete ? '' : vscode.l10n.t('until {0}', format.day(days.to)),
    month,
  }));
  const picked = await showPick(items, {
    title: vscode.l10n.t('Make Report'),
    placeHolder: vscode.l10n.t('Which month?'),
  });
  return picked?.month;
}
