import type { IsoDate, IsoInstant } from '../../../src/base/dates.js';
import type { Unit } from '../../../src/shared/report.js';
import { strings } from './strings.js';

/** Numbers and days as the reader's locale writes them. One instance for the life of the panel. */
export interface Format {
  /** A plain number, grouped: `1,234`. */
  count(value: number): string;
  /** A number in the unit people think in: `1.4 GB`, `1 h 05 min`. */
  value(value: number, unit: Unit): string;
  /** The same for where there is little room: durations in one part, `1.1 h`. */
  brief(value: number, unit: Unit): string;
  /** The number itself with its unit's name: `1,503,238,553 bytes`. */
  exact(value: number, unit: Unit): string;
  /** Like {@link brief}, always with a sign. */
  signed(value: number, unit: Unit): string;
  /** `0.078` as `7.8%`. */
  percent(ratio: number): string;
  /** Like {@link percent}, always with a decimal, to stand under each other. */
  share(ratio: number): string;
  signedPercent(ratio: number): string;
  /** `2026-11-18` as `Nov 18, 2026`. What is not such a day comes back as it is. */
  day(day: IsoDate): string;
  /** The same without the year. */
  shortDay(day: IsoDate): string;
  /** An instant in the reader's own time zone. */
  instant(instant: IsoInstant): string;
}

const isoDay = /^\d{4}-\d{2}-\d{2}$/;

/** @param locale BCP 47 tag, usually the document's `lang`; English where it is unknown to the runtime. */
export function createFormat(locale: string, timeZone?: string): Format {
  const tag = knownLocale(locale);
  const grouped = new Intl.NumberFormat(tag, { maximumFractionDigits: 2 });
  const oneDecimal = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  const whole = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  const percent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 });
  const share = new Intl.NumberFormat(tag, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const dayFormat = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' });
  const shortDayFormat = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const instantFormat = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short', timeZone });

  const bytes = (value: number): string => {
    let size = value;
    let unit = 0;
    // 1,023.96 would be written as "1,024 KB": step up as soon as rounding gets there.
    while (Math.abs(size) >= 1023.95 && unit < strings.byteUnits.length - 1) {
      size /= 1024;
      unit++;
    }
    // Three figures: a tenant's storage grows by less than the tenth of a terabyte in a month.
    const digits = Math.abs(size) >= 100 ? whole : Math.abs(size) >= 10 ? oneDecimal : grouped;
    return `${digits.format(size)}\u00a0${strings.byteUnits[unit] ?? ''}`;
  };

  const twoParts = (major: number, majorName: string, minor: number, minorName: string): string =>
    `${whole.format(major)}\u00a0${majorName}\u00a0${String(minor).padStart(2, '0')}\u00a0${minorName}`;

  const seconds = (value: number): string => {
    const total = Math.round(value);
    if (total < 60) {
      return `${grouped.format(value)}\u00a0${strings.seconds}`;
    }
    if (total < 3600) {
      return twoParts(Math.floor(total / 60), strings.minutes, total % 60, strings.seconds);
    }
    return minutes(total / 60);
  };

  const minutes = (value: number): string => {
    const total = Math.round(value);
    if (total < 60) {
      return `${grouped.format(value)}\u00a0${strings.minutes}`;
    }
    // Beyond a day nobody reads the minutes.
    return total >= 1440
      ? `${whole.format(total / 60)}\u00a0${strings.hours}`
      : twoParts(Math.floor(total / 60), strings.hours, total % 60, strings.minutes);
  };

  const positive = (value: number, unit: Unit): string => {
    switch (unit) {
      case 'bytes':
        return bytes(value);
      case 'minutes':
        return minutes(value);
      case 'seconds':
        return seconds(value);
      case 'count':
        return grouped.format(value);
    }
  };

  const value = (number: number, unit: Unit): string =>
    number < 0 ? `−${positive(-number, unit)}` : positive(number, unit);
  const formatBrief = (number: number, unit: Unit): string => {
    const minutes = unit === 'seconds' ? number / 60 : unit === 'minutes' ? number : 0;
    return minutes >= 59.5
      ? `${(minutes < 6000 ? oneDecimal : whole).format(minutes / 60)}\u00a0${strings.hours}`
      : unit === 'seconds' && minutes >= 1
        ? `${whole.format(minutes)}\u00a0${strings.minutes}`
        : positive(number, unit);
  };
  const sign = (number: number, text: string): string => (number > 0 ? `+${text}` : number < 0 ? `−${text}` : text);
  const inUtc = (format: Intl.DateTimeFormat, day: string): string => {
    const time = isoDay.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
    return Number.isNaN(time) ? day : format.format(time);
  };

  return {
    count: (number) => grouped.format(number),
    value,
    exact: (number, unit) => strings.exactUnit[unit](grouped.format(number), number),
    brief: (number, unit) => (number < 0 ? `−${formatBrief(-number, unit)}` : formatBrief(number, unit)),
    signed: (number, unit) => sign(number, formatBrief(Math.abs(number), unit)),
    percent: (ratio) => percent.format(ratio),
    share: (ratio) => share.format(ratio),
    signedPercent: (ratio) => sign(ratio, percent.format(Math.abs(ratio))),
    day: (day) => inUtc(dayFormat, day),
    shortDay: (day) => inUtc(shortDayFormat, day),
    instant: (instant) => {
      const time = Date.parse(instant);
      return Number.isNaN(time) ? instant : instantFormat.format(time);
    },
  };
}

function knownLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
