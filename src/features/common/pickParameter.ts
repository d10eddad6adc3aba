import * as vscode from 'vscode';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { selectableDates } from '../../core/catalog/period.js';
import { dayLabel, periodLabel } from '../../l10n/periodTexts.js';
import { pickResult } from './pickResult.js';
import { plainItems } from './plainItems.js';

interface Parameter {
  readonly period?: string;
  readonly date?: string;
}

interface ParameterItem extends vscode.QuickPickItem {
  readonly parameter?: Parameter;
}

/**
 * Asks for the period or day of a report that has several, with VS Code's own back button.
 * @param recent the period that comes first, if the report has it
 * @returns `undefined` when the person pressed Escape
 */
export async function pickParameter(
  { periods, acceptsDate, title: reportTitle }: ReportDefinition,
  title: string,
  now: Date,
  recent: string | undefined,
): Promise<Parameter | 'back' | undefined> {
  if (periods.length === 0 && !acceptsDate) {
    return {};
  }
  const pick = vscode.window.createQuickPick<ParameterItem>();
  pick.items = plainItems([...periodItems(periods, recent), ...(acceptsDate ? dayItems(now) : [])]);
  pick.title = `${title}: ${reportTitle}`;
  pick.placeholder = vscode.l10n.t('Which period?');
  pick.matchOnDescription = true;
  pick.buttons = [vscode.QuickInputButtons.Back];
  const picked = await pickResult(pick);
  return picked === 'back' ? picked : picked?.parameter;
}

function periodItems(periods: readonly string[], recent: string | undefined): ParameterItem[] {
  const itemOf = (period: string) => ({ label: periodLabel(period), description: period, parameter: { period } });
  const others = periods.filter((period) => period !== recent).map(itemOf);
  return recent === undefined || others.length === periods.length
    ? others
    : [
        separator(vscode.l10n.t('Recently Opened')),
        itemOf(recent),
        separator(vscode.l10n.t('Other Periods')),
        ...others,
      ];
}

function dayItems(now: Date): ParameterItem[] {
  return [
    separator(vscode.l10n.t('Single Day (UTC)')),
    ...selectableDates(now).map((date) => ({ label: dayLabel(date), description: date, parameter: { date } })),
  ];
}

function separator(label: string): ParameterItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
