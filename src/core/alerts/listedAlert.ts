import type { ActiveAlert } from './alertState.js';
import { askedBy } from './asked.js';
import { type AlertRule, SEVERITIES } from './rule.js';

/** An alert with its rule. */
export interface ListedAlert {
  readonly rule: AlertRule;
  readonly alert: ActiveAlert;
}

/** The alerts whose rules are there, and ask what they asked, the most severe first, then the newest. */
export function listedAlerts(rules: readonly AlertRule[], alerts: readonly ActiveAlert[]): readonly ListedAlert[] {
  const rank = ({ rule }: ListedAlert) => SEVERITIES.indexOf(rule.severity);
  return alerts
    .flatMap((alert) => {
      const rule = rules.find((one) => one.id === alert.rule && askedBy(one) === alert.asked);
      return rule === undefined ? [] : [{ rule, alert }];
    })
    .toSorted((a, b) => rank(a) - rank(b) || Date.parse(b.alert.since) - Date.parse(a.alert.since));
}
