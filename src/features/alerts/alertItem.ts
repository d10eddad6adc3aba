import * as vscode from 'vscode';
import { type CommandArgument, commandId } from '../../commandIds.js';
import type { ListedAlert } from '../../core/alerts/listedAlert.js';
import type { Severity } from '../../core/alerts/rule.js';
import { alertSentence, limitText, notJudgedText, readingText, severityLabel } from '../../l10n/alertTexts.js';
import { viewItem } from '../common/contextKeys.js';
import { plainText } from '../common/plainText.js';
import { tooltip } from '../common/tooltip.js';
import { sinceText } from './alertFacts.js';

const ICONS: Readonly<Record<Severity, readonly [icon: string, color?: string]>> = {
  error: ['error', 'list.errorForeground'],
  warning: ['warning', 'list.warningForeground'],
  info: ['info'],
};

/** The item of an alert. A click opens its report. */
export function alertItem(listed: ListedAlert, connection: string, now: Date): vscode.TreeItem {
  const { rule, alert } = listed;
  const { reading, label, notJudged } = alert;
  const sentence = alertSentence(rule, alert);
  const item = new vscode.TreeItem(plainText(rule.title));
  const since = sinceText(alert, now);
  // A narrow sidebar has room for the beginning alone: the number that counts.
  item.description = [readingText(reading), plainText(label), since].filter(Boolean).join(' · ');
  const [icon, color] = ICONS[rule.severity];
  item.iconPath = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
  item.tooltip = tooltip(
    [{ bold: rule.title }],
    [sentence],
    [`${limitText(reading)} · ${since}`],
    [vscode.l10n.t('Rule {0}', rule.id)],
    ...(rule.description === undefined ? [] : [[rule.description]]),
    ...(notJudged === undefined ? [] : [[notJudgedText(notJudged.reason)]]),
  );
  item.accessibilityInformation = {
    label: [severityLabel(rule.severity), rule.title, sentence, since].join(', '),
  };
  item.contextValue = viewItem('alert');
  item.command = {
    title: vscode.l10n.t('Open Report'),
    command: commandId('openAlert'),
    arguments: [{ rule, alert, connection } satisfies CommandArgument<'openAlert'>],
  };
  return item;
}
