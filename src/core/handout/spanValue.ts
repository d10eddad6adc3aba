import { addDays, type IsoDate } from '../../base/dates.js';
import type { DayRange } from '../../shared/history.js';
import { cut, weekdayMean } from '../../shared/monthOverMonth.js';
import type { Aggregate, DailyValues, Unit } from '../../shared/report.js';
import { changeRatio } from '../../shared/weeksChange.js';
import type { FigureChange } from './document.js';
import { daysOf } from './span.js';

/** What the days of a measure come to. */
export interface SpanValue {
  /** `null` if no day is known. */
  readonly value: number | null;
  /** The last known day; `null` if there is none. */
  readonly lastDay: IsoDate | null;
  /** Days that have no value: blank, or not archived. */
  readonly missing: number;
  /** All days. */
  readonly days: number;
  /** Whether another span's value can be compared with it: every weekday is in a mean, and every day in a sum. */
  readonly isComparable: boolean;
  /** Whether fewer days change what it comes to, and not how it compares. */
  readonly isMean: boolean;
}

/**
 * What some days come to, by the meaning of the measure: of a mean, every weekday counts equally, as months with five Mondays and months with
 * five Sundays are compared; where some weekday is not known, every known day does.
 */
export function spanValue(series: DailyValues, span: DayRange, aggregate: Aggregate): SpanValue {
  const days = daysOf(span);
  const cells = cut(series, span.from, days);
  const known = cells.values.filter((value) => value !== null);
  const last = cells.values.findLastIndex((value) => value !== null);
  const missing = days - known.length;
  const isMean = aggregate === 'mean';
  const facts = { missing, days, isMean, lastDay: last < 0 ? null : addDays(span.from, last) };
  if (known.length === 0) {
    return { ...facts, value: null, isComparable: false };
  }
  const sum = known.reduce((all, value) => all + value, 0);
  switch (aggregate) {
    case 'sum':
      return { ...facts, value: sum, isComparable: missing === 0 };
    case 'last':
      return { ...facts, value: known.at(-1) ?? null, isComparable: true };
    case 'mean': {
      const byWeekday = weekdayMean(cells)?.mean;
      return { ...facts, value: byWeekday ?? sum / known.length, isComparable: byWeekday !== undefined };
    }
  }
}

/** How a value changed since that of the span before; `undefined` where the two cannot be compared. */
export function spanChange(before: SpanValue, after: SpanValue, unit: Unit): FigureChange | undefined {
  return before.value === null ||
    after.value === null ||
    before.lastDay === null ||
    !before.isComparable ||
    !after.isComparable
    ? undefined
    : { from: before.value, ratio: changeRatio(before.value, after.value, unit), since: before.lastDay };
}
