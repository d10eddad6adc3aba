import * as l10n from '@vscode/l10n';
import type { ActiveAlert, CheckedAlerts } from '../core/alerts/alertState.js';
import { markdownText } from '../core/export/markdownText.js';
import { type ListedAlert, listedAlerts } from '../core/alerts/listedAlert.js';
import type { AlertRule } from '../core/alerts/rule.js';
import { alertSentence, notJudgedText, severityLabel } from '../l10n/alertTexts.js';
import { instantLabel, momentLabel } from '../l10n/periodTexts.js';
import type { CheckedRules } from '../services/alerts/checkRules.js';
import type { ReporterEvent } from './reporter.js';

/** An alert, and what the check has made of it. */
export interface ListedState extends ListedAlert {
  readonly state: 'raised' | 'worsened' | 'active';
}

/** The alerts of some rules, and what a check has made of each. */
export function withStates(rules: readonly AlertRule[], { alerts, news }: CheckedAlerts): readonly ListedState[] {
  return listedAlerts(rules, alerts).map(({ rule, alert }) => {
    const kind = news.find((one) => one.alert.rule === alert.rule && one.alert.group === alert.group)?.kind;
    return { rule, alert, state: kind === undefined || kind === 'cleared' ? 'active' : kind };
  });
}

/** What a program gets of an alert. */
export function alertEvent({ rule, alert, state }: ListedState): ReporterEvent {
  const { compared, limit, unit, day } = alert.reading;
  return {
    ...{ event: 'alert', state, severity: rule.severity, rule: rule.id, group: alert.label },
    ...{ title: rule.title, sentence: alertSentence(rule, alert), report: rule.query.source?.report },
    ...{ value: compared, limit, unit, day, since: alert.since },
    ...(alert.notJudged === undefined
      ? {}
      : { notJudgedSince: alert.notJudged.since, notJudged: alert.notJudged.reason.kind }),
  };
}

/** `Error: Mailboxes are nearly full – … (since Nov 20, 2:05 PM)` */
export function alertLine({ rule, alert, state }: ListedState, now: Date): string {
  const facts = [stateText(state, momentLabel(alert.since, now)), ...unjudged(alert, now)].join('; ');
  return l10n.t('{0}: {1} – {2} ({3})', severityLabel(rule.severity), rule.title, alertSentence(rule, alert), facts);
}

function unjudged({ notJudged }: ActiveAlert, now: Date): readonly string[] {
  return notJudged === undefined
    ? []
    : [l10n.t('not judged since {0}: {1}', momentLabel(notJudged.since, now), notJudgedText(notJudged.reason))];
}

function stateText(state: ListedState['state'], since: string): string {
  switch (state) {
    case 'raised':
      return l10n.t('new');
    case 'worsened':
      return l10n.t('worse, since {0}', since);
    case 'active':
      return l10n.t('since {0}', since);
  }
}

/** A summary for people, such as that of a job in a pipeline. */
export function markdownOf(tenant: string, alerts: readonly ListedState[], { notJudged }: CheckedRules): string {
  const header = [l10n.t('Severity'), l10n.t('Alert'), l10n.t('Since')];
  const rows = alerts.map(({ rule, alert, state }) => [
    severityLabel(rule.severity),
    `**${markdownText(rule.title)}** ${markdownText(alertSentence(rule, alert))}`,
    state === 'raised' ? markdownText(l10n.t('new')) : markdownText(instantLabel(alert.since)),
  ]);
  const table = [header.map(markdownText), header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [
    `### ${markdownText(l10n.t('Alerts of {0}', tenant))}`,
    '',
    ...(alerts.length === 0 ? [markdownText(l10n.t('No alerts'))] : table),
    ...notJudged.flatMap(({ rule, reason }) => [
      '',
      `- ${markdownText(l10n.t('{0} could not be judged. {1}', rule.title, notJudgedText(reason)))}`,
    ]),
  ].join('\n');
}
