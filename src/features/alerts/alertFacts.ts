import * as vscode from 'vscode';
import type { ActiveAlert } from '../../core/alerts/alertState.js';
import type { ListedAlert } from '../../core/alerts/listedAlert.js';
import { alertSentence, severityLabel } from '../../l10n/alertTexts.js';
import { momentLabel, shortMomentLabel } from '../../l10n/periodTexts.js';
import type { ShownAlerts } from '../../shared/shownAlert.js';

/** More than these push everything else off a page; the sidebar lists all. */
const MAX_ON_PAGE = 5;

/** Since when an alert is there, and since when it can't be judged. */
export function sinceText({ since, notJudged }: ActiveAlert, now: Date): string {
  const raised = vscode.l10n.t('since {0}', shortMomentLabel(since, now));
  return notJudged === undefined
    ? raised
    : `${raised} · ${vscode.l10n.t('not judged since {0}', momentLabel(notJudged.since, now))}`;
}

/** All that an alert says, for who passes it on. */
export function alertText({ rule, alert }: ListedAlert, now: Date): string {
  const title = vscode.l10n.t('{0}: {1}', severityLabel(rule.severity), rule.title);
  return [title, alertSentence(rule, alert), sinceText(alert, now)].join('\n');
}

/** What a page shows of alerts. */
export function alertsOnPage(listed: readonly ListedAlert[], now: Date): ShownAlerts {
  return {
    alerts: listed.slice(0, MAX_ON_PAGE).map(({ rule, alert }) => ({
      ...{ id: alertId(alert), severity: rule.severity, label: severityLabel(rule.severity), title: rule.title },
      ...{ sentence: alertSentence(rule, alert), remark: sinceText(alert, now) },
    })),
    more: Math.max(0, listed.length - MAX_ON_PAGE),
  };
}

/** Names an alert among those of its tenant. */
export function alertId({ rule, group }: Pick<ActiveAlert, 'rule' | 'group'>): string {
  return JSON.stringify([rule, group]);
}
