import { addDays, type IsoDate, isIsoDate, parseDay } from '../../base/dates.js';
import { UsageReportsError } from '../../base/errors.js';
import type { DayRange } from '../../shared/history.js';
import type { Format } from '../../shared/format/format.js';
import { daysIn, firstOfMonth, monthBefore } from '../../shared/monthOverMonth.js';
import type { HandoutSpan } from './document.js';

/** Far beyond what any report is of, and far within what the calendar has: months before it are asked, too. */
const [FIRST_MONTH, LAST_MONTH] = ['1900-01', '2999-12'];

/**
 * @param month `2026-10`
 * @throws UsageReportsError `invalidRequest` where it is none
 */
export function spanOfMonth(month: string): HandoutSpan {
  const from = `${month}-01`;
  if (!/^\d{4}-\d{2}$/.test(month) || !isIsoDate(from) || month < FIRST_MONTH || month > LAST_MONTH) {
    throw new UsageReportsError('invalidRequest', `"${month}" is no month. Write it as YYYY-MM, such as 2026-10.`, {
      argument: 'month',
    });
  }
  return monthFrom(from);
}

/**
 * Days in a row, both inclusive.
 * @throws UsageReportsError `invalidRequest` where they are none, or in the wrong order
 */
export function spanOfDays(from: IsoDate, to: IsoDate): HandoutSpan {
  for (const [argument, day] of Object.entries({ from, to })) {
    if (!isIsoDate(day)) {
      throw new UsageReportsError('invalidRequest', `"${day}" is no day. Write it as YYYY-MM-DD.`, { argument });
    }
  }
  if (from > to) {
    throw new UsageReportsError('invalidRequest', `${from} is after ${to}.`, { argument: 'from' });
  }
  const month = monthFrom(firstOfMonth(from));
  return month.from === from && month.to === to ? month : { from, to };
}

/** The month before a month; before other days, as many days. */
export function previousSpan({ from, to, month }: HandoutSpan): HandoutSpan {
  return month === undefined
    ? { from: addDays(from, -daysOf({ from, to })), to: addDays(from, -1) }
    : monthFrom(monthBefore(from));
}

/** The months that end with the month of the span's last day, oldest first. The last one ends with the span. */
export function monthsUntil({ to }: DayRange, count: number): readonly HandoutSpan[] {
  const months: HandoutSpan[] = [];
  for (let first = firstOfMonth(to); months.length < count; first = monthBefore(first)) {
    months.unshift(monthFrom(first));
  }
  return months.map((month) => (month.to > to ? spanOfDays(month.from, to) : month));
}

/** `October 2026`, or `Oct 3 – 12, 2026`. */
export function spanText({ month, from, to }: HandoutSpan, format: Pick<Format, 'dayRange' | 'monthOfYear'>): string {
  return month === undefined ? format.dayRange(from, to) : format.monthOfYear(`${month}-01`);
}

/** Number of days. */
export function daysOf({ from, to }: DayRange): number {
  return parseDay(to) - parseDay(from) + 1;
}

function monthFrom(from: IsoDate): HandoutSpan {
  return { from, to: addDays(from, daysIn(from) - 1), month: from.slice(0, 7) };
}
