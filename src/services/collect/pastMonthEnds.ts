import { addDays, type IsoDate } from '../../base/dates.js';
import { firstOfMonth, monthBefore } from '../../shared/monthOverMonth.js';

/** The last days of the months before that of a day, newest first. */
export function pastMonthEnds(day: IsoDate, count: number): IsoDate[] {
  const ends: IsoDate[] = [];
  for (let month = firstOfMonth(day); ends.length < count; month = monthBefore(month)) {
    ends.push(addDays(month, -1));
  }
  return ends;
}
