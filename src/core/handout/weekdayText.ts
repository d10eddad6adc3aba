import type { IsoDate } from '../../base/dates.js';
import type { Format } from '../../shared/format/format.js';

/** A day with its weekday, `Sat, Oct 31`: who reads that fewer were active has to see that it was a Saturday. */
export function weekdayText(day: IsoDate, { language }: Pick<Format, 'language'>): string {
  const format = new Intl.DateTimeFormat(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  return format.format(new Date(`${day}T00:00:00Z`));
}
