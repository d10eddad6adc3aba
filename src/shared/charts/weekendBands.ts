import { addDays, type IsoDate } from '../../base/dates.js';
import { isWeekend } from '../format/days.js';

/** Weekends of more days would be a comb, not a help. */
const MAX_DAYS_WITH_WEEKENDS = 95;

/** Saturdays and Sundays as bands of a box of 100 units; none where they would be too many. */
export function weekendBands(
  firstDay: IsoDate,
  dayCount: number,
): readonly { readonly left: number; readonly width: number }[] {
  if (dayCount < 2 || dayCount > MAX_DAYS_WITH_WEEKENDS) {
    return [];
  }
  const half = 50 / (dayCount - 1);
  return Array.from({ length: dayCount }, (_, day) => day)
    .filter((day) => isWeekend(addDays(firstDay, day)))
    .map((day) => {
      const place = (day / (dayCount - 1)) * 100;
      const left = Math.max(0, place - half);
      return { left, width: Math.min(100, place + half) - left };
    });
}
