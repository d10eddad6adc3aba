import * as vscode from 'vscode';
import { numberLabel } from '../../l10n/numberTexts.js';
import type { Format } from '../../shared/format/format.js';
import { showPick } from '../common/quickInput.js';
import type { ArchivedData } from './archivedDays.js';
import { monthsToOffer, type OfferedMonth } from './months.js';

/**
 * Asks for one of the months that the archive has days of, and says what is missing of each.
 * @param titleOf what a report is called
 * @returns `2026-10`; `undefined` when the person pressed Escape
 */
export async function pickMonth(
  archived: ArchivedData,
  format: Format,
  titleOf: (report: string) => string,
): Promise<string | undefined> {
  const items = monthsToOffer(archived).map((offered) => ({
    label: format.monthOfYear(`${offered.month}-01`),
    description: lackText(offered, titleOf),
    month: offered.month,
  }));
  const picked = await showPick(items, {
    title: vscode.l10n.t('Make Report'),
    placeHolder: vscode.l10n.t('Which month?'),
  });
  return picked?.month;
}

function lackText({ days, allDays, reports }: OfferedMonth, titleOf: (report: string) => string): string {
  return [
    ...(days === 0 ? [] : [vscode.l10n.t('{0} of {1} days', numberLabel(allDays - days), numberLabel(allDays))]),
    ...(reports.length === 0 ? [] : [vscode.l10n.t('nothing of {0}', reports.map(titleOf).join('; '))]),
  ].join(', ');
}
