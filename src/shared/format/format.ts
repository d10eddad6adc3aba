import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { Unit } from '../report.js';
import { pluralForm, type PluralText } from '../pages/pluralText.js';
import { byteAmount } from './byteAmount.js';
import type { ByteScale } from './byteScale.js';
import { formatText } from './formatText.js';

/** Numbers, units, days and plurals as the display language writes them. One instance for the life of the page. */
export interface Format {
  /** The language itself, as `Intl` takes it. */
  readonly language: string;
  /** A plain number, grouped: `1,234`. */
  count(value: number): string;
  /** The same with so many decimals: `4.0`. */
  decimal(value: number, places: 0 | 1 | 2): string;
  /** The form of a text for a quantity, which stands for `{0}`; other values for `{1}`, `{2}` … */
  plural(text: PluralText, quantity: number, ...values: readonly string[]): string;
  /**
   * A number in the unit people think in: `1.4 GB`, `1 hr 05 min`.
   * @param figures of bytes and of many hours; three, unless two amounts are compared that differ by less
   */
  value(value: number, unit: Unit, figures?: number): string;
  /** The same for where there is little room: durations in one part, `1.1 hr`. */
  brief(value: number, unit: Unit): string;
  /** The number itself with its unit's name: `1,503,238,553 bytes`. */
  exact(value: number, unit: Unit): string;
  /** An amount in a currency: `€328.50`. One that is no code, which anybody may type, stands beside the number. */
  money(value: number, currency: string): string;
  /** Bytes in a column's one unit, without its name: `1,433.25`, `<0.01`. */
  scaled(value: number, scale: ByteScale): string;
  /** The name of that unit: `GB`. */
  unitName(scale: ByteScale): string;
  /** `30 days`. */
  days(count: number): string;
  /** Like {@link brief}, always with a sign. */
  signed(value: number, unit: Unit): string;
  /** `0.078` as `7.8%`, `0.0004` as `<0.1%`, `0.9996` as `>99.9%`: only nothing is 0%, and only all is 100%. */
  percent(ratio: number): string;
  /** Like {@link percent}, with a sign unless it is 0. */
  signedPercent(ratio: number): string;
  /** `2026-11-18` as `Nov 18, 2026`. What is not such a day comes back as it is. */
  day(day: IsoDate): string;
  /** The same without the year. */
  shortDay(day: IsoDate): string;
  /** The month of a day, `November`. */
  month(day: IsoDate): string;
  /** The month with its year, `November 2026`. */
  monthOfYear(day: IsoDate): string;
  /** Days in a row, `Nov 16 – 22, 2026`. */
  dayRange(from: IsoDate, to: IsoDate): string;
  /** Days of one month, `November 1 – 26`. */
  monthDays(from: IsoDate, to: IsoDate): string;
  /** `today`, `yesterday`, `3 days ago`. */
  daysAgo(days: number): string;
  /** An instant in the reader's own time zone. */
  instant(instant: IsoInstant): string;
}

const NO_BREAK_SPACE = '\u00a0';
/** The shares next to none and to all that one decimal can write. */
const [LEAST_SHARE, MOST_SHARE] = [0.001, 0.999];
const WHOLE_FIGURES = 3;
const TWO_DIGITS = { minimumIntegerDigits: 2 } as const;

const isoDay = /^\d{4}-\d{2}-\d{2}$/;

/** @param locale BCP 47 tag, usually the document's `lang`; English where it is unknown to the runtime. */
export function createFormat(locale: string, timeZone?: string): Format {
  const tag = knownLocale(locale);
  const grouped = new Intl.NumberFormat(tag, { maximumFractionDigits: 2 });
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  const exactly = (unit: string) =>
    new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 2 });
  const exact = { count: grouped, bytes: exactly('byte'), minutes: exactly('minute'), seconds: exactly('second') };
  const percent = percentFormat(tag);
  const longDays = new Intl.NumberFormat(tag, { style: 'unit', unit: 'day', unitDisplay: 'long' });
  const dayFormat = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' });
  const shortDayFormat = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const monthOfYearFormat = new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const monthFormat = new Intl.DateTimeFormat(tag, { month: 'long', timeZone: 'UTC' });
  const monthDayFormat = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  const instantFormat = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short', timeZone });

  const amount = unitFormats(tag);
  const twoParts = new Intl.ListFormat(tag, { type: 'unit', style: 'narrow' });
  const joined = (major: string, minor: string) => twoParts.format([major, minor]).replaceAll(' ', NO_BREAK_SPACE);

  // Three figures: a tenant's storage grows by less than the tenth of a terabyte in a month.
  const bytes = (value: number, figures: number): string => {
    const { amount: size, unit, decimals } = byteAmount(value, figures);
    return amount(size, unit, { maximumFractionDigits: decimals });
  };

  const seconds = (value: number, figures: number): string => {
    const total = Math.round(value);
    if (total < 60) {
      return amount(value, 'second', { maximumFractionDigits: 2 });
    }
    return total < 3600
      ? joined(amount(Math.floor(total / 60), 'minute'), amount(total % 60, 'second', TWO_DIGITS))
      : minutes(total / 60, figures);
  };

  const minutes = (value: number, figures: number): string => {
    const total = Math.round(value);
    if (total < 60) {
      return amount(value, 'minute', { maximumFractionDigits: 2 });
    }
    // Beyond a day nobody reads the minutes.
    return total >= 1440
      ? amount(total / 60, 'hour', { maximumFractionDigits: Math.max(0, figures - WHOLE_FIGURES) })
      : joined(amount(Math.floor(total / 60), 'hour'), amount(total % 60, 'minute', TWO_DIGITS));
  };

  const positive = (value: number, unit: Unit, figures = WHOLE_FIGURES): string => {
    switch (unit) {
      case 'bytes':
        return bytes(value, figures);
      case 'minutes':
        return minutes(value, figures);
      case 'seconds':
        return seconds(value, figures);
      case 'count':
        return grouped.format(value);
    }
  };

  const value = (number: number, unit: Unit, figures?: number): string =>
    number < 0 ? `−${positive(-number, unit, figures)}` : positive(number, unit, figures);
  const formatBrief = (number: number, unit: Unit): string => {
    const minutes = unit === 'seconds' ? number / 60 : unit === 'minutes' ? number : 0;
    return minutes >= 59.5
      ? amount(minutes / 60, 'hour', { maximumFractionDigits: minutes < 6000 ? 1 : 0 })
      : unit === 'seconds' && minutes >= 1
        ? amount(minutes, 'minute')
        : positive(number, unit);
  };
  const sign = (number: number, text: string): string => (number > 0 ? `+${text}` : number < 0 ? `−${text}` : text);
  const inUtc = (format: Intl.DateTimeFormat, day: string): string => {
    const time = isoDay.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
    return Number.isNaN(time) ? day : format.format(time);
  };

  const withDecimals = {
    0: decimalFormat(tag, 0),
    1: decimalFormat(tag, 1),
    2: decimalFormat(tag, 2),
  };
  const scaled = (number: number, { size, decimals }: ByteScale): string => {
    const format = withDecimals[decimals];
    const least = 10 ** -decimals;
    const shown = number / size;
    // Something is not nothing.
    return number === 0
      ? grouped.format(0)
      : shown > 0 && shown < least / 2
        ? `<${format.format(least)}`
        : format.format(shown);
  };
  const rangeInUtc = (format: Intl.DateTimeFormat, from: IsoDate, to: IsoDate): string =>
    format.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`));

  return {
    language: tag,
    count: (number) => grouped.format(number),
    decimal: (number, places) => withDecimals[places].format(number),
    plural: (text, quantity, ...values) =>
      formatText(pluralForm(text, quantity, tag), grouped.format(quantity), ...values),
    value,
    money: moneyFormat(tag, grouped),
    scaled,
    unitName: ({ unit }) => unitName(tag, unit),
    days: (number) => longDays.format(number),
    exact: (number, unit) => exact[unit].format(number),
    brief: (number, unit) => (number < 0 ? `−${formatBrief(-number, unit)}` : formatBrief(number, unit)),
    signed: (number, unit) => sign(number, formatBrief(Math.abs(number), unit)),
    percent: (ratio) => (ratio < 0 ? `−${percent(-ratio)}` : percent(ratio)),
    signedPercent: (ratio) => sign(ratio, percent(Math.abs(ratio))),
    day: (day) => inUtc(dayFormat, day),
    shortDay: (day) => inUtc(shortDayFormat, day),
    monthOfYear: (day) => inUtc(monthOfYearFormat, day),
    dayRange: (from, to) => rangeInUtc(dayFormat, from, to),
    month: (day) => inUtc(monthFormat, day),
    monthDays: (from, to) => rangeInUtc(monthDayFormat, from, to),
    daysAgo: (days) => relative.format(-days, 'day'),
    instant: (instant) => {
      const time = Date.parse(instant);
      return Number.isNaN(time) ? instant : instantFormat.format(time);
    },
  };
}

/** Writes a ratio of at least 0 with at most one decimal, rounded to neither 0 nor 100 % where it is neither. */
function percentFormat(tag: string): (ratio: number) => string {
  const format = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 });
  return (ratio) =>
    ratio > 0 && ratio < LEAST_SHARE
      ? `<${format.format(LEAST_SHARE)}`
      : ratio > MOST_SHARE && ratio < 1
        ? `>${format.format(MOST_SHARE)}`
        : format.format(ratio);
}

function decimalFormat(tag: string, decimals: number): Intl.NumberFormat {
  return new Intl.NumberFormat(tag, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

function moneyFormat(tag: string, plain: Intl.NumberFormat): (value: number, currency: string) => string {
  const formats = new Map<string, Intl.NumberFormat>();
  return (value, currency) => {
    try {
      const format = formats.get(currency) ?? new Intl.NumberFormat(tag, { style: 'currency', currency });
      formats.set(currency, format);
      return format.format(value);
    } catch {
      return `${plain.format(value)}${NO_BREAK_SPACE}${currency}`;
    }
  };
}

/** The name of a unit alone, as headers have it. */
function unitName(tag: string, unit: ByteScale['unit']): string {
  const unitDisplay = unit === 'byte' ? 'long' : 'short';
  const parts = new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay }).formatToParts(2);
  const name = parts.find(({ type }) => type === 'unit')?.value ?? unit;
  return name === 'kB' ? 'KB' : name;
}

type FormatAmount = (value: number, unit: string, options?: Intl.NumberFormatOptions) => string;

/** Writes a number with the short name of its unit, which no line break parts from it. Whole numbers unless the options say otherwise. */
function unitFormats(tag: string): FormatAmount {
  const formats = new Map<string, Intl.NumberFormat>();
  return (value, unit, options = {}) => {
    const key = JSON.stringify([unit, options]);
    const format =
      formats.get(key) ??
      new Intl.NumberFormat(tag, {
        style: 'unit',
        unit,
        // The short name of the byte is its long one in many languages.
        unitDisplay: unit === 'byte' ? 'narrow' : 'short',
        maximumFractionDigits: 0,
        ...options,
      });
    formats.set(key, format);
    // Windows and VS Code write 1,024 bytes as "KB".
    const text = format.formatToParts(value).reduce((all, part) => all + (part.value === 'kB' ? 'KB' : part.value), '');
    // Narrow names follow their number without a space.
    return text.replace(/(\d)(\p{Script=Latin})/u, '$1 $2').replaceAll(' ', NO_BREAK_SPACE);
  };
}

function knownLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
