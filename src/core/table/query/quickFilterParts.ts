import { dataDayLimits, formatDay, type IsoDate, parseDay } from '../../../base/dates.js';
import type { ColumnFilter, QuickFilter } from '../../../shared/report.js';

/** What the quick filters of a report, of all users, and of storage have in common. */

/** A license that was not used for this long is worth questioning. */
export const UNUSED_DAYS = 30;
/** Storage that has more than this part of its quota is nearly full. */
export const NEAR_QUOTA = 0.9;

/** The recipient type of a shared mailbox, as the service has spelled it over time. */
export const SHARED_MAILBOX = ['Shared', 'SharedMailbox', 'Shared Mailbox'];

/** A service writes a day such as `0001-01-01` where there is none. */
export const BEFORE_ALL_DATA = formatDay(dataDayLimits().first - 1);

/** @returns `undefined` where the day is not known */
export function dayBefore(day: IsoDate | null, days: number): IsoDate | undefined {
  const number = day === null ? Number.NaN : parseDay(day);
  return Number.isNaN(number) ? undefined : formatDay(number - days);
}

/** No activity after a day, in any of the columns. */
export function inactiveSince(columns: readonly number[], to: IsoDate): ColumnFilter[] {
  return columns.map((column) => ({ column, kind: 'days', to, orBlank: true }));
}

export function isTrue(column: number): ColumnFilter {
  return { column, kind: 'values', values: ['True'] };
}

/** Otherwise most of those who are inactive would be those who are deleted. */
export function withoutDeleted(quick: QuickFilter, deleted: number): QuickFilter {
  const notDeleted: ColumnFilter = { column: deleted, kind: 'values', values: ['False'], orBlank: true };
  return { ...quick, filters: [...(quick.filters ?? []), notDeleted] };
}
