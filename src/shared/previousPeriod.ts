import { addDays } from '../base/dates.js';
import type { DailyValues } from './report.js';
import type { ComparedSeries } from './weeksChange.js';

/** How many days before a day its counterpart in the previous period is: whole weeks, so that both are the same weekday. */
export function previousShift(days: number): number {
  return Math.ceil(days / 7) * 7;
}

/**
 * The period before a series, one value for each of its days: 30 days are compared with those 35 days before.
 *
 * @returns `undefined` where none of its days is known
 */
export function previousPeriod({ firstDay, values, earlier }: ComparedSeries): DailyValues | undefined {
  const shift = previousShift(values.length);
  const known = earlier?.values ?? [];
  const previous = values.map((_, index) => known[known.length - shift + index] ?? null);
  return previous.some((value) => value !== null)
    ? { firstDay: addDays(firstDay, -shift), values: previous }
    : undefined;
}
