import { addDays, type IsoDate, isIsoDate } from '../../base/dates.js';
import { changeRatio } from '../../shared/weeksChange.js';
import type { Query } from '../../shared/query/query.js';
import type { Unit } from '../../shared/report.js';
import { columnAt, rowsOf } from './answerGroups.js';
import {
  type Answer,
  type GroupOutcome,
  judged,
  noneJudged,
  notJudged,
  type Outcome,
  type RuleJudgement,
} from './judgement.js';
import type { Comparison } from './rule.js';

type EarlierDays = Extract<Comparison, { kind: 'earlierDays' }>;

/** A measure of a group, by day. */
interface DailyAmounts {
  readonly label: string;
  readonly values: Map<IsoDate, number>;
  /** Days with a row, with a number in it or not. */
  readonly days: Set<IsoDate>;
  /** Whether a day has several, of which nobody knows which one counts. */
  isRepeated: boolean;
}

/**
 * Compares the mean of the last days with that of the days before them. The last day is the newest one that any group has a number for, and
 * every day of both has to be known: a mean of some of the days would follow the weekdays that are missing.
 */
export function judgeEarlierDays(compare: EarlierDays, query: Query, answer: Answer): RuleJudgement {
  const dayAt = answer.columns.findIndex(({ type }) => type === 'date');
  const amountAt = columnAt(answer, query, compare.amount);
  if (dayAt < 0 || amountAt === undefined) {
    return noneJudged({ kind: 'noColumn', column: dayAt < 0 ? 'Report Date' : (compare.amount ?? '') });
  }
  const unit = answer.columns[amountAt]?.unit ?? 'count';
  const groups = new Map<string, DailyAmounts>();
  for (const { group, label, cells } of rowsOf(answer, query, [dayAt])) {
    const [day, amount] = [cells[dayAt], cells[amountAt]];
    if (typeof day === 'string' && isIsoDate(day)) {
      const daily = groups.get(group) ?? { label, values: new Map(), days: new Set(), isRepeated: false };
      groups.set(group, daily);
      daily.isRepeated ||= daily.days.has(day);
      daily.days.add(day);
      if (typeof amount === 'number' && Number.isFinite(amount)) {
        daily.values.set(day, amount);
      }
    }
  }
  const newest = [...groups.values()].flatMap(({ values }) => [...values.keys()]).reduce(later, '');
  return {
    groups: [...groups].map(([group, { label, values, isRepeated }]): GroupOutcome => ({
      group,
      label,
      outcome: isRepeated
        ? notJudged({ kind: 'severalRows' })
        : newest === ''
          ? notJudged({ kind: 'blank' })
          : outcomeOf(compare, values, newest, unit),
    })),
    // Of a group that is gone, no day is known any more.
    absent: notJudged({ kind: groups.size === 0 ? 'blank' : 'noGroup' }),
  };
}

function outcomeOf(
  { days, fallsBy, risesBy }: EarlierDays,
  values: ReadonlyMap<IsoDate, number>,
  newest: IsoDate,
  unit: Unit,
): Outcome {
  const window = (from: number) =>
    Array.from({ length: days }, (_, index) => values.get(addDays(newest, from + index)));
  const [before, last] = [window(1 - 2 * days), window(1 - days)];
  const missing = [...before, ...last].filter((value) => value === undefined).length;
  if (missing > 0) {
    return notJudged({ kind: 'missingDays', days: missing });
  }
  const means = { last: meanOf(last), before: meanOf(before), unit };
  // Few are noise: two users instead of three are no fall by a third.
  const percent = 100 * (changeRatio(means.before, means.last, unit) ?? 0);
  const compared = fallsBy === undefined ? percent : -percent;
  const limit = fallsBy ?? risesBy ?? 0;
  return judged(compared > limit, { compared, limit, unit: 'percent', is: 'above', means, day: newest });
}

function meanOf(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / values.length;
}

function later(left: IsoDate, right: IsoDate): IsoDate {
  return left > right ? left : right;
}
