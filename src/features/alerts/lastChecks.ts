import type * as vscode from 'vscode';
import { askedBy } from '../../core/alerts/asked.js';
import type { NotJudged } from '../../core/alerts/judgement.js';
import type { ListedAlert } from '../../core/alerts/listedAlert.js';
import type { AlertRule } from '../../core/alerts/rule.js';
import type { CheckedRules } from '../../services/alerts/checkRules.js';

const KEY = 'usageReports.checkedRules';

/** What the last check of a tenant said of its rules, by their IDs. */
type LastCheck = Readonly<Record<string, { readonly asked: string; readonly notJudged?: NotJudged }>>;

/** A rule without an alert, and why the last check could not judge it. */
export interface UnjudgedRule {
  readonly rule: AlertRule;
  readonly reason: NotJudged;
}

/** The rules of which nobody knows whether they should have an alert. */
export interface UnknownRules {
  readonly unjudged: readonly UnjudgedRule[];
  /** How many were not checked since they ask what they ask. */
  readonly unchecked: number;
}

/** Remembers what the last check of each tenant could not judge: without it, an empty list would say that all is well. */
export class LastChecks {
  readonly #memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  async remember(connection: string, rules: readonly AlertRule[], notJudged: CheckedRules['notJudged']): Promise<void> {
    const reasons = new Map(notJudged.map(({ rule, reason }) => [rule.id, reason]));
    const last = rules.map((rule) => [rule.id, { asked: askedBy(rule), notJudged: reasons.get(rule.id) }] as const);
    await this.#memento.update(KEY, { ...this.#all, [connection]: Object.fromEntries(last) });
  }

  /** @param alerts those of the rules: a rule with an alert says itself how it was judged */
  unknown(connection: string, rules: readonly AlertRule[], alerts: readonly ListedAlert[]): UnknownRules {
    const last = this.#all[connection];
    // Alerts without a check in this VS Code are of the command line, or of another computer, which knows of the other rules.
    if (last === undefined && alerts.length > 0) {
      return { unjudged: [], unchecked: 0 };
    }
    const known = new Set(alerts.map(({ rule }) => rule.id));
    const others = rules.filter(({ id }) => !known.has(id));
    const checked = others.filter((rule) => last?.[rule.id]?.asked === askedBy(rule));
    return {
      unjudged: checked.flatMap((rule) => {
        const reason = last?.[rule.id]?.notJudged;
        return reason === undefined ? [] : [{ rule, reason }];
      }),
      unchecked: others.length - checked.length,
    };
  }

  get #all(): Readonly<Record<string, LastCheck>> {
    return this.#memento.get<Readonly<Record<string, LastCheck>>>(KEY) ?? {};
  }
}
