import { addDays, type IsoDate, parseDay } from '../base/dates.js';
import type { DailyValues } from './report.js';
import { changeRatio, type ComparedSeries, type DaysMean, knownDays, type MeanChange } from './weeksChange.js';

/** A calendar month of a measure beside the one before it. */
export interface MonthOverMonth {
  /** From the first of the month to its last known day, or to its end. */
  readonly after: DailyValues;
  /** The whole month before; of a month that has not ended, as many days as are known of that. */
  readonly before: DailyValues;
  readonly isWhole: boolean;
  /** Means of the known days, in which every weekday counts equally. Absent where a weekday is not known in both months. */
  readonly change?: MeanChange;
}

/** @returns the first day of the newest month that has data or, with `whole`, of the newest that has ended */
export function comparedMonth(lastDay: IsoDate, whole: boolean): IsoDate {
  const month = firstOfMonth(lastDay);
  return whole && !isMonthEnd(lastDay) ? monthBefore(month) : month;
}

/** Whether the month of a day ends with it. */
export function isMonthEnd(day: IsoDate): boolean {
  return firstOfMonth(addDays(day, 1)) !== firstOfMonth(day);
}

/** The first day of the month before. @param month its first day */
export function monthBefore(month: IsoDate): IsoDate {
  return firstOfMonth(addDays(month, -1));
}

/**
 * Compares a month with the one before it. A month that has not ended is compared with as many days of the one before.
 *
 * @param month its first day
 * @returns `undefined` where the series ends before that month
 */
export function monthOverMonth(series: ComparedSeries, month: IsoDate): MonthOverMonth | undefined {
  const known = knownDays(series);
  const lastKnown = addDays(known.firstDay, known.values.length - 1);
  const length = daysIn(month);
  const days = Math.min(length, parseDay(lastKnown) - parseDay(month) + 1);
  if (!(days > 0)) {
    return undefined;
  }
  const previous = monthBefore(month);
  const isWhole = days === length;
  const after = cut(known, month, days);
  const before = cut(known, previous, isWhole ? daysIn(previous) : Math.min(days, daysIn(previous)));
  const [meanBefore, meanAfter] = [weekdayMean(before), weekdayMean(after)];
  return {
    after,
    before,
    isWhole,
    ...(meanBefore === undefined || meanAfter === undefined
      ? {}
      : {
          change: {
            before: meanBefore,
            after: meanAfter,
            ratio: changeRatio(meanBefore.mean, meanAfter.mean, series.unit),
          },
        }),
  };
}

/** The mean of the means of the seven weekdays: months with five Mondays and months with five Sundays compare. `undefined` where a weekday is not known. */
export function weekdayMean({ firstDay, values }: DailyValues): DaysMean | undefined {
  const means = Array.from({ length: 7 }, (_, weekday) => {
    const known = values.filter((value, index) => value !== null && index % 7 === weekday);
    return known.reduce<number>((sum, value) => sum + (value ?? 0), 0) / known.length;
  });
  const mean = means.reduce((sum, each) => sum + each, 0) / means.length;
  return Number.isFinite(mean) ? { from: firstDay, to: addDays(firstDay, values.length - 1), mean } : undefined;
}

/** Some days of a series, `null` where it has no such day. */
export function cut({ firstDay, values }: DailyValues, from: IsoDate, days: number): DailyValues {
  const offset = parseDay(from) - parseDay(firstDay);
  return { firstDay: from, values: Array.from({ length: days }, (_, index) => values[offset + index] ?? null) };
}

/** The first day of the month of a day. */
export function firstOfMonth(day: IsoDate): IsoDate {
  return `${day.slice(0, 8)}01`;
}

/** @param month its first day */
export function daysIn(month: IsoDate): number {
  return parseDay(firstOfMonth(addDays(month, 31))) - parseDay(month);
}
