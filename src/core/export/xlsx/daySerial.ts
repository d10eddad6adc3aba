import { isIsoDate, MS_PER_DAY } from '../../../base/dates.js';

/** Excel counts days from here, and takes 1900 for a leap year: before March of it, its days are not those of the calendar. */
const DAY_ZERO = Date.UTC(1899, 11, 30);
const FIRST_SERIAL = (Date.UTC(1900, 2, 1) - DAY_ZERO) / MS_PER_DAY;

/** The number that Excel has for a day; `undefined` for what is no day of the calendar, and for days before 1900-03-01. */
export function daySerial(day: string): number | undefined {
  if (!isIsoDate(day)) {
    return undefined;
  }
  const serial = (Date.parse(`${day}T00:00:00Z`) - DAY_ZERO) / MS_PER_DAY;
  return serial >= FIRST_SERIAL ? serial : undefined;
}
