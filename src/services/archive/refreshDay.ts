import { type IsoDate, type IsoInstant, isDataDay } from '../../base/dates.js';

/** The day that a snapshot is archived under, and where it is from. */
export interface RefreshDay {
  readonly day: IsoDate;
  /** `report`: its refresh date. `rows`: it has none, and this is their newest day. `fetch`: they say no day, and this is the day of the fetch. */
  readonly from: 'report' | 'rows' | 'fetch';
}

/** The days that a file says. */
export interface FileDays {
  readonly refreshDate: IsoDate | null;
  /** Used if the file has no refresh date. */
  readonly newestRowDay?: IsoDate | null;
}

/** The days come from the file, so one that cannot be right, such as `9999-12-31`, must neither become a path nor decide an order. */
export function refreshDayOfFile({ refreshDate, newestRowDay }: FileDays, fetchedAt: IsoInstant): RefreshDay {
  if (refreshDate !== null && isDataDay(refreshDate, fetchedAt)) {
    return { day: refreshDate, from: 'report' };
  }
  if (newestRowDay !== null && newestRowDay !== undefined && isDataDay(newestRowDay, fetchedAt)) {
    return { day: newestRowDay, from: 'rows' };
  }
  return { day: fetchedAt.slice(0, 10), from: 'fetch' };
}

/** The day of the newest data; `null` if nothing but the fetch says one. */
export function dataDayOf({ day, from }: RefreshDay): IsoDate | null {
  return from === 'fetch' ? null : day;
}
