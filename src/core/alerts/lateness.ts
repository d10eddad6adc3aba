import { type IsoDate, type IsoInstant, MS_PER_DAY } from '../../base/dates.js';
import { judged, noneJudged, notJudged, type RuleJudgement } from './judgement.js';
import type { Comparison } from './rule.js';

/** How old the data of a report were when they came. */
export interface Arrivals {
  /** Of the newest data; `null` if they have none. */
  readonly refreshDate: IsoDate | null;
  /** When the service was asked last. */
  readonly checkedAt: IsoInstant;
  /** Days from earlier refresh dates to when they were first there, in any order. */
  readonly lags: readonly number[];
  /** Days from one refresh date to the next. */
  readonly rhythmDays: number;
}

/** With fewer, nobody knows how old data usually are. */
const MIN_LAGS = 3;

/** Data that nobody has asked for are not late: what counts is how old they were at the last request. */
export function judgeLateness(
  { days: limit }: Extract<Comparison, { kind: 'late' }>,
  { refreshDate, checkedAt, lags, rhythmDays }: Arrivals,
): RuleJudgement {
  if (refreshDate === null || lags.length < MIN_LAGS) {
    return noneJudged({ kind: 'usualUnknown' });
  }
  const usual = (lags.toSorted((a, b) => a - b)[Math.floor(lags.length / 2)] ?? 0) + rhythmDays - 1;
  const compared = lagOf(refreshDate, checkedAt) - usual;
  return {
    groups: [
      {
        ...{ group: '', label: '' },
        outcome: judged(compared > limit, { compared, limit, unit: 'days', is: 'above', day: refreshDate }),
      },
    ],
    absent: notJudged({ kind: 'noGroup' }),
  };
}

/** Whole days from a refresh date to an instant. */
export function lagOf(refreshDate: IsoDate, at: IsoInstant): number {
  return Math.floor((Date.parse(at) - Date.parse(`${refreshDate}T00:00:00Z`)) / MS_PER_DAY);
}
