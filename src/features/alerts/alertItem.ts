import * as vscode from 'vscode';
import { commandId, type CommandName } from '../../commandIds.js';
import type { ListedAlert } from '../../core/alerts/listedAlert.js';
import type { Severity } from '../../core/alerts/rule.js';
import type { ReportRef } from '../../shared/report.js';
import { alertSentence, notJudgedText, severityLabel } from '../../l10n/alertTexts.js';
import { momentLabel, shortMomentLabel } from '../../l10n/periodTexts.js';
import { plainText } from '../common/plainText.js';
import { tooltip } from '../common/tooltip.js';

const ICONS: Readonly<Record<Severity, readonly [icon: string, color?: string]>> = {
  error: ['error', 'list.errorForeground'],
  warning: ['warning', 'list.warningForeground'],
  info: ['info'],
};

/** The tables that are joined from several reports, with what opens them. */
const TABLES: Readonly<Record<string, CommandName>> = {
  users: 'openUsers',
  licenses: 'openLicenses',
  storage: 'openStorage',
};

/** The report that an alert is about; `undefined` for a table that is joined from several. */
export function reportOf({ rule }: Pick<ListedAlert, 'rule'>, connection: string): ReportRef | undefined {
  const { report = '', period, history } = rule.query.source ?? {};
  return Object.hasOwn(TABLES, report)
    ? undefined
    : {
        ...{ connection, report },
        ...(period === undefined ? {} : { period }),
        ...(history === undefined ? {} : { history }),
      };
}

/** What opens the report that an alert is about. */
function openingCommand({ rule }: Pick<ListedAlert, 'rule'>, connection: string): vscode.Command {
  const { report = '', period, history } = rule.query.source ?? {};
  const table = TABLES[report];
  return {
    title: vscode.l10n.t('Open Report'),
    command: commandId(table ?? 'openReport'),
    arguments: [table === undefined ? { report, period, history, connection } : { connection }],
  };
}

/** The item of an alert. A click opens its report. */
export function alertItem(listed: ListedAlert, connection: string, now: Date): vscode.TreeItem {
  const { rule, alert } = listed;
  const sentence = alertSentence(rule, alert);
  const item = new vscode.TreeItem(plainText(sentence));
  const since = vscode.l10n.t('since {0}', shortMomentLabel(alert.since, now));
  const unjudged =
    alert.notJudged === undefined
      ? undefined
      : vscode.l10n.t('not judged since {0}', momentLabel(alert.notJudged.since, now));
  item.description = [since, unjudged].filter(Boolean).join(' · ');
  const [icon, color] = ICONS[rule.severity];
  item.iconPath = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
  item.tooltip = tooltip(
    [{ bold: rule.title }],
    [sentence],
    ...(rule.description === undefined ? [] : [[rule.description]]),
    ...(alert.notJudged === undefined ? [] : [[notJudgedText(alert.notJudged.reason)]]),
  );
  item.accessibilityInformation = {
    label: [severityLabel(rule.severity), rule.title, sentence, since, unjudged].filter(Boolean).join(', '),
  };
  item.command = openingCommand(listed, connection);
  return item;
}
