/** A calendar day in UTC, `YYYY-MM-DD`. */
export type IsoDate = string;

/** An instant in UTC: ISO 8601 with milliseconds and `Z`. */
export type IsoInstant = string;

export const MS_PER_HOUR = 3_600_000;
export const MS_PER_DAY = 24 * MS_PER_HOUR;

/** The day of an instant in UTC. */
export function dayOf(instant: Date): IsoDate {
  return instant.toISOString().slice(0, 10);
}

/**
 * @param days negative for earlier
 * @returns `date` itself where it is no day
 */
export function addDays(date: IsoDate, days: number): IsoDate {
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) ? date : dayOf(new Date(time + days * MS_PER_DAY));
}

/** Whether a text is an existing calendar day of the form `YYYY-MM-DD`. */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return false;
  }
  const time = Date.parse(`${text}T00:00:00Z`);
  // February 30 parses as March 2, so only a text that comes out unchanged is a day.
  return !Number.isNaN(time) && dayOf(new Date(time)) === text;
}

/** Whether a stored value is an instant as `toISOString` writes it, of a year with four digits: as texts they are in the order of time. */
export function isIsoInstant(value: unknown): value is IsoInstant {
  return (
    typeof value === 'string' &&
    isIsoDate(value.slice(0, 10)) &&
    /^T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(value.slice(10)) &&
    !Number.isNaN(Date.parse(value)) &&
    new Date(value).toISOString() === value
  );
}

const SECONDS_PER_DAY = 86_400;
const instant = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?$/;
const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

/** An instant in UTC, reduced to its day. */
export interface Instant {
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Whether the instant is the very beginning of the day. */
  readonly isMidnight: boolean;
}

/** Parses the first ten characters of `text` (`YYYY-MM-DD`) as days since 1970-01-01; `NaN` if they are not a calendar day. */
export function parseDayPrefix(text: string): number {
  if (text.length < 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) {
    return Number.NaN;
  }
  return dayOfParts(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
}

/** The same of ten bytes from `from` on: most cells of a column of days never become strings. */
export function parseDayBytes(bytes: Uint8Array, from: number): number {
  return bytes[from + 4] === 45 && bytes[from + 7] === 45
    ? dayOfParts(
        digitPair(bytes, from) * 100 + digitPair(bytes, from + 2),
        digitPair(bytes, from + 5),
        digitPair(bytes, from + 8),
      )
    : Number.NaN;
}

function dayOfParts(year: number, month: number, dayOfMonth: number): number {
  // Written so that NaN fails, too.
  if (!(year >= 1 && month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= daysIn(year, month))) {
    return Number.NaN;
  }
  return daysBeforeYear(year) + daysBefore(year, month) + dayOfMonth - 1 - EPOCH_DAYS;
}

/** Parses exactly `YYYY-MM-DD` as days since 1970-01-01; `NaN` for anything else. */
export function parseDay(text: string): number {
  return text.length === 10 ? parseDayPrefix(text) : Number.NaN;
}

/**
 * Parses a day with a time of day. Without `Z` or an offset it is in UTC, like all days of the service.
 *
 * @returns `undefined` for anything else
 */
export function parseInstant(text: string): Instant | undefined {
  const match = instant.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, dayText = '', hourText = '', minuteText = '', secondText = '0', fraction = '', zone = 'Z'] = match;
  const day = parseDay(dayText);
  const [hour, minute, second] = [Number(hourText), Number(minuteText), Number(secondText)];
  const offset =
    zone === 'Z' ? 0 : (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6)));
  if (Number.isNaN(day) || hour > 23 || minute > 59 || second > 59 || Math.abs(offset) > 14 * 60) {
    return undefined;
  }
  const seconds = hour * 3600 + (minute - offset) * 60 + second;
  const daysAway = Math.floor(seconds / SECONDS_PER_DAY);
  return { day: day + daysAway, isMidnight: seconds === daysAway * SECONDS_PER_DAY && !/[1-9]/.test(fraction) };
}

const withSlashes = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:,? (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AP])M)?)?$/i;

/** What comes first in a day with slashes. */
export type SlashOrder = 'month' | 'day';

/**
 * Parses a day in any form that the service has used: `2026-11-18`, `2026-11-18T00:00:00Z`, `11/18/2026`, `11/18/2026 12:00:00 AM`. With
 * slashes the month comes first; a text such as `18/11/2026` isn't guessed at.
 *
 * @returns `undefined` for anything else
 */
export function parseServiceDay(text: string): Instant | undefined {
  const day = parseDay(text);
  return Number.isNaN(day) ? (parseInstant(text) ?? parseSlashes(text, 'month')) : { day, isMidnight: true };
}

/**
 * A day with slashes, with or without a time of day, in ISO 8601: `2026-11-18T00:00:00`.
 *
 * @returns `undefined` for anything else, and for a day that does not exist in this order
 */
export function isoOfSlashes(text: string, first: SlashOrder): string | undefined {
  const match = withSlashes.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, one = '', other = '', year = '', hourText = '0', minute = '00', second = '00', half] = match;
  const [month, dayOfMonth] = first === 'month' ? [one, other] : [other, one];
  let hour = Number(hourText);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) {
      return undefined;
    }
    hour = (hour % 12) + (half.toUpperCase() === 'P' ? 12 : 0);
  }
  const two = (value: number | string) => String(value).padStart(2, '0');
  const iso = `${year}-${two(month)}-${two(dayOfMonth)}T${two(hour)}:${minute}:${second}`;
  return parseInstant(iso) === undefined ? undefined : iso;
}

/** @returns `undefined` as {@link isoOfSlashes} does */
export function parseSlashes(text: string, first: SlashOrder): Instant | undefined {
  const iso = isoOfSlashes(text, first);
  return iso === undefined ? undefined : parseInstant(iso);
}

/** No report is older. */
const FIRST_DATA_DAY: IsoDate = '2010-01-01';
const LAST_DATA_DAY: IsoDate = '2099-12-31';
/** The service's clock, and a time zone. */
const MAX_DAYS_AHEAD = 2;

/** The days that the data of a file can be of, as days since 1970-01-01. `9999-12-31` can't. */
export interface DataDayLimits {
  readonly first: number;
  readonly last: number;
}

/** @param fetchedAt when the file was fetched; its data can't be newer, time zones and wrong clocks aside */
export function dataDayLimits(fetchedAt?: IsoInstant): DataDayLimits {
  const fetched = fetchedAt === undefined ? Number.NaN : parseDayPrefix(fetchedAt);
  return {
    first: parseDay(FIRST_DATA_DAY),
    last: Number.isNaN(fetched) ? parseDay(LAST_DATA_DAY) : fetched + MAX_DAYS_AHEAD,
  };
}

/** Whether the data of a file can be of a day, see {@link dataDayLimits}. */
export function isDataDay(date: IsoDate, fetchedAt: IsoInstant): boolean {
  const { first, last } = dataDayLimits(fetchedAt);
  const day = parseDay(date);
  return day >= first && day <= last;
}

/** @param day days since 1970-01-01 */
export function formatDay(day: number): IsoDate {
  let year = Math.floor((day + EPOCH_DAYS) / 365.2425) + 1;
  const since = day + EPOCH_DAYS;
  if (daysBeforeYear(year) > since) {
    year--;
  } else if (daysBeforeYear(year + 1) <= since) {
    year++;
  }
  const dayOfYear = since - daysBeforeYear(year);
  let month = Math.min(12, Math.floor(dayOfYear / 29) + 1);
  while (daysBefore(year, month) > dayOfYear) {
    month--;
  }
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(dayOfYear - daysBefore(year, month) + 1, 2)}`;
}

/** Days from 0001-01-01 to January 1 of `year`. */
function daysBeforeYear(year: number): number {
  const years = year - 1;
  return years * 365 + Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
}

/** Days from 0001-01-01 to 1970-01-01. */
const EPOCH_DAYS = daysBeforeYear(1970);

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysBefore(year: number, month: number): number {
  return (daysBeforeMonth[month - 1] ?? 0) + (month > 2 && isLeap(year) ? 1 : 0);
}

function daysIn(year: number, month: number): number {
  return daysBefore(year, month + 1) - daysBefore(year, month);
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) {
      return Number.NaN;
    }
    value = value * 10 + digit;
  }
  return value;
}

function digitPair(bytes: Uint8Array, at: number): number {
  const [tens, ones] = [(bytes[at] ?? 0) - 48, (bytes[at + 1] ?? 0) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
