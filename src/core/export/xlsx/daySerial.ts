import { type IsoInstant, MS_PER_DAY, parseDay } from '../../../base/dates.js';

/** Excel counts days from 1899-12-30, and takes 1900 for a leap year: before March of it, its days are not those of the calendar. */
const UNIX_DAY_ZERO = -Date.UTC(1899, 11, 30) / MS_PER_DAY;
const FIRST_SERIAL = Date.UTC(1900, 2, 1) / MS_PER_DAY + UNIX_DAY_ZERO;

/** The number that Excel has for a day; `undefined` for what is no day of the calendar, and for days before 1900-03-01. */
export function daySerial(day: string): number | undefined {
  const serial = parseDay(day) + UNIX_DAY_ZERO;
  return serial >= FIRST_SERIAL ? serial : undefined;
}

/** The same with the time of UTC, to the second; `undefined` for what is no instant. */
export function instantSerial(instant: IsoInstant): number | undefined {
  const seconds = Math.floor(Date.parse(instant) / 1000);
  const serial = (seconds * 1000) / MS_PER_DAY + UNIX_DAY_ZERO;
  return serial >= FIRST_SERIAL ? serial : undefined;
}
