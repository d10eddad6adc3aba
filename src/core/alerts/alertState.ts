import { compareTexts } from '../../base/compareTexts.js';
import { type IsoInstant, MS_PER_DAY } from '../../base/dates.js';
import { askedBy } from './asked.js';
import type { GroupOutcome, NotJudged, Reading, RuleJudgement } from './judgement.js';
import { type AlertRule, DEFAULT_WORSE_BY } from './rule.js';

/** An alert that is there: its rule's condition was met when it was last judged. Names nobody. */
export interface ActiveAlert {
  /** ID of the rule. */
  readonly rule: string;
  /** What the rule asked, see {@link askedBy}. */
  readonly asked: string;
  /** See {@link GroupOutcome}. */
  readonly group: string;
  readonly label: string;
  /** When it was raised. */
  readonly since: IsoInstant;
  /** When it was raised or worsened last: what people are told. */
  readonly told: IsoInstant;
  /** What was compared then. */
  readonly toldValue: number;
  /** As it was judged last. */
  readonly reading: Reading;
  /** Names of the reports that it was ever judged by: it is cleared by all of them alone. */
  readonly reports: readonly string[];
  readonly judged: IsoInstant;
  /** When a check last had the rule, whether it could judge it or not. */
  readonly checked: IsoInstant;
  /** Absent where the last check could judge it. */
  readonly notJudged?: { readonly since: IsoInstant; readonly reason: NotJudged };
}

export interface AlertNews {
  readonly kind: 'raised' | 'worsened' | 'cleared';
  /** As it is now; where it was cleared, as it was. */
  readonly alert: ActiveAlert;
}

/** What a check says of a rule. */
export interface JudgedRule {
  readonly rule: AlertRule;
  readonly judgement: RuleJudgement;
  /** Names of the reports that it is judged by. */
  readonly reports: readonly string[];
}

export interface CheckedAlerts {
  readonly alerts: readonly ActiveAlert[];
  readonly news: readonly AlertNews[];
}

/** An alert of a rule that no check has had for so long is forgotten: nobody has the rule any more. */
const MAX_UNCHECKED_DAYS = 30;

/**
 * What becomes of the alerts with a check. An alert is raised once, told again when it has worsened enough, and cleared when its condition is
 * gone. What can't be judged stays as it is. Alerts of rules that the check doesn't have stay, too: several files can have rules. So do those of
 * another question that a rule asked: another window may have it as it was, and who changes it back isn't told anew.
 *
 * @param now when the rules were judged; not before the alerts were judged
 */
export function afterCheck(
  before: readonly ActiveAlert[],
  judged: readonly JudgedRule[],
  now: IsoInstant,
): CheckedAlerts {
  const questions = new Map(judged.map(({ rule }) => [rule.id, askedBy(rule)]));
  const isAsked = ({ rule, asked }: ActiveAlert) => questions.get(rule) === asked;
  const others = before.filter((alert) => !isAsked(alert) && !isForgotten(alert, now));
  const steps = judged.flatMap((one) => {
    const { rule, judgement } = one;
    const known = before.filter((alert) => alert.rule === rule.id && isAsked(alert));
    const seen = new Set(judgement.groups.map(({ group }) => group));
    const absent = known.filter(({ group }) => !seen.has(group));
    const outcomes = [
      ...judgement.groups,
      ...absent.map(({ group, label }) => ({ group, label, outcome: judgement.absent })),
    ];
    return outcomes.map((outcome) =>
      step(
        known.find(({ group }) => group === outcome.group),
        one,
        outcome,
        now,
      ),
    );
  });
  return {
    alerts: [...others, ...steps.flatMap(({ alert }) => (alert === undefined ? [] : [alert]))],
    news: steps.flatMap(({ news }) => (news === undefined ? [] : [news])),
  };
}

interface Step {
  readonly alert?: ActiveAlert;
  readonly news?: AlertNews;
}

function step(
  before: ActiveAlert | undefined,
  { rule, reports }: JudgedRule,
  { group, label, outcome }: GroupOutcome,
  now: IsoInstant,
): Step {
  if (outcome.met === undefined) {
    return before === undefined ? {} : { alert: withoutJudgement(before, outcome.notJudged, now) };
  }
  if (!outcome.met) {
    const lost = before?.reports.find((report) => !reports.includes(report));
    if (before !== undefined && lost !== undefined) {
      return { alert: withoutJudgement(before, { kind: 'notArchivedReport', report: lost }, now) };
    }
    return before === undefined ? {} : { news: { kind: 'cleared', alert: before } };
  }
  const { reading } = outcome;
  const facts = {
    ...{ rule: rule.id, asked: askedBy(rule), group, label, reading, judged: now, checked: now },
    reports: [...new Set([...(before?.reports ?? []), ...reports])].sort(compareTexts),
  };
  if (before !== undefined && !hasWorsened(before, reading, rule.worseBy)) {
    const { since, told, toldValue } = before;
    return { alert: { ...facts, since, told, toldValue } };
  }
  const alert: ActiveAlert = {
    ...facts,
    since: before?.since ?? now,
    told: now,
    toldValue: reading.compared,
  };
  return { alert, news: { kind: before === undefined ? 'raised' : 'worsened', alert } };
}

function withoutJudgement(before: ActiveAlert, reason: NotJudged, now: IsoInstant): ActiveAlert {
  return { ...before, checked: now, notJudged: { since: before.notJudged?.since ?? now, reason } };
}

/** By enough of what was told, or of the limit where that is more: 2 instead of 1 is no news where the limit is 100. */
function hasWorsened(
  { toldValue }: ActiveAlert,
  { compared, limit, is }: Reading,
  worseBy: number = DEFAULT_WORSE_BY,
): boolean {
  const by = is === 'above' ? compared - toldValue : toldValue - compared;
  return by > 0 && by >= (worseBy / 100) * Math.max(Math.abs(toldValue), Math.abs(limit));
}

function isForgotten({ checked }: ActiveAlert, now: IsoInstant): boolean {
  return Date.parse(now) - Date.parse(checked) > MAX_UNCHECKED_DAYS * MS_PER_DAY;
}
