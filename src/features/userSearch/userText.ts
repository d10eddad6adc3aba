import * as vscode from 'vscode';
import type { UserSummary } from '../../shared/pages/userSearch.js';
import type { CellValue } from '../../shared/report.js';

/** The page as plain text, for a ticket or an email: exact numbers, one per line. */
export function userText({
  connection,
  cards,
  displayName,
  principalName,
  id,
  products,
  licensed,
}: UserSummary): string {
  const lines = [[displayName, principalName, id].filter(Boolean).join(' · '), connection.name];
  const say = (label: string, value: string) => lines.push(`${label}: ${value}`);
  if (products.length > 0) {
    say(vscode.l10n.t('Products'), products.join(', '));
  }
  if (licensed.length > 0) {
    say(vscode.l10n.t('Licensed for'), licensed.join(', '));
  }
  for (const { product, title, parameter, refreshDate, entries } of cards) {
    lines.push('', [`${product}: ${title}`, parameter, refreshDate ?? ''].filter(Boolean).join(' · '));
    for (const { label, lastActivity, figures, zeros, used } of entries) {
      if (label !== undefined) {
        lines.push(label);
      }
      if (lastActivity !== undefined) {
        say(vscode.l10n.t('Last activity'), lastActivity);
      }
      figures.forEach(({ column, value }) => say(column.name, textOf(value)));
      zeros.forEach(({ name }) => say(name, '0'));
      if (used.length > 0) {
        say(vscode.l10n.t('Used'), used.join(', '));
      }
    }
  }
  return `${lines.join('\n')}\n`;
}

function textOf(value: CellValue): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}
