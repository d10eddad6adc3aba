import { addDays, type IsoDate } from '../../base/dates.js';
import { firstOfMonth } from '../../shared/monthOverMonth.js';

/** The last days of the months before that of a day, newest first. */
export function pastMonthEnds(day: IsoDate, count: number): IsoDate[] {
  const ends: IsoDate[] = [];
  for (let month = firstOfMonth(day); ends.length < count; month = firstOfMonth(ends.at(-1) ?? day)) {
    ends.push(addDays(month, -1));
  }
  return ends;
}
