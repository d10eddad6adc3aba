import { addDays, type IsoDate } from '../../base/dates.js';
import type { DayRange } from '../../shared/history.js';

/** Months that are offered: two years. */
const MAX_MONTHS = 24;

/** A calendar month, and whether the data have its last day. */
export interface OfferedMonth {
  /** `2026-10`. */
  readonly month: string;
  readonly isComplete: boolean;
}

/** The months that an archive has days of, newest first; those that are complete before the one that isn't. */
export function monthsToOffer({ from, to }: DayRange): OfferedMonth[] {
  const months: OfferedMonth[] = [];
  for (
    let month = to.slice(0, 7);
    month >= from.slice(0, 7) && months.length < MAX_MONTHS;
    month = monthBefore(month)
  ) {
    months.push({ month, isComplete: lastDayOf(month) <= to });
  }
  return [...months.filter(({ isComplete }) => isComplete), ...months.filter(({ isComplete }) => !isComplete)];
}

function monthBefore(month: string): string {
  return addDays(`${month}-01`, -1).slice(0, 7);
}

function lastDayOf(month: string): IsoDate {
  return addDays(`${addDays(`${month}-28`, 4).slice(0, 7)}-01`, -1);
}
