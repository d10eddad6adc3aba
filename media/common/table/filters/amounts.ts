import type { Unit } from '../../../../src/shared/report.js';
import { type AmountNames, createAmountNames } from './amountNames.js';

/** How much of the unit that a column counts in is one of the units people write, largest first. */
const sizes: Readonly<Record<Unit, readonly (readonly [name: string, size: number, ...others: readonly string[]])[]>> =
  {
    count: [],
    bytes: [
      ['PB', 1024 ** 5, 'pib'],
      ['TB', 1024 ** 4, 'tib'],
      ['GB', 1024 ** 3, 'gib', 'g'],
      ['MB', 1024 ** 2, 'mib', 'm'],
      ['KB', 1024, 'kib', 'k'],
      ['B', 1, 'byte', 'bytes'],
    ],
    minutes: [
      ['d', 1440, 'day', 'days'],
      ['h', 60, 'hour', 'hours'],
      ['min', 1, 'm', 'minute', 'minutes'],
      ['s', 1 / 60, 'sec', 'second', 'seconds'],
    ],
    seconds: [
      ['d', 86_400, 'day', 'days'],
      ['h', 3600, 'hour', 'hours'],
      ['min', 60, 'm', 'minute', 'minutes'],
      ['s', 1, 'sec', 'second', 'seconds'],
    ],
  };

const clock = /^(\d+):([0-5]?\d)(?::([0-5]?\d))?$/;
const part = /([\d.,'’\s]*\d)\s*([\p{L}\p{M}]*\.?)/giuy;

/**
 * What somebody means by `1.5 GB`, `2 h 30 min`, `1:30:00` or `1,024`, in the column's own unit; `undefined` where it cannot be read,
 * and `null` where nothing is written. Reads what the display language writes, and English.
 *
 * @param bare what 1 means without a unit, in the column's own unit
 */
export function parseAmount(text: string, unit: Unit, language = 'en', bare = 1): number | null | undefined {
  const tidy = namesOf(language).toEnglishDigits(text.replace(/[\u00a0\u202f]/g, ' ').trim());
  if (tidy === '') {
    return null;
  }
  const sign = /^[-−]/.test(tidy) ? -1 : 1;
  const amount = parseUnsigned(tidy.replace(/^[-−+]\s*/, ''), unit, language, bare);
  return amount === undefined ? undefined : sign * amount;
}

function parseUnsigned(text: string, unit: Unit, language: string, bare: number): number | undefined {
  const time = unit === 'seconds' || unit === 'minutes' ? clock.exec(text) : null;
  if (time !== null) {
    const [, first = '0', second = '0', third] = time;
    const seconds =
      third === undefined
        ? Number(first) * 3600 + Number(second) * 60
        : Number(first) * 3600 + Number(second) * 60 + Number(third);
    return unit === 'seconds' ? seconds : seconds / 60;
  }
  part.lastIndex = 0;
  let amount = 0;
  let at = 0;
  for (let parts = 0; at < text.length; parts++) {
    part.lastIndex = at;
    const match = part.exec(text);
    const number = match === null ? undefined : parseDecimal(match[1] ?? '', language);
    const size = match === null ? undefined : sizeOf(match[2] ?? '', unit, language, bare);
    // A number may be alone; after another part it would be anybody's guess.
    if (match === null || number === undefined || size === undefined || (match[2] === '' && parts > 0)) {
      return undefined;
    }
    amount += number * size;
    at = part.lastIndex;
    while (text[at] === ' ') {
      at++;
    }
  }
  return Number.isFinite(amount) ? amount : undefined;
}

function sizeOf(name: string, unit: Unit, language: string, bare: number): number | undefined {
  const wanted = name.toLowerCase();
  if (wanted === '') {
    return bare;
  }
  const isNamed = ([own, , ...others]: (typeof sizes)[Unit][number]) =>
    own.toLowerCase() === wanted || others.includes(wanted) || namesOf(language).areNamed(own, wanted);
  return sizes[unit].find(isNamed)?.[1];
}

/** A number with a point or a comma for decimals, and groups of three. */
function parseDecimal(text: string, language: string): number | undefined {
  const tight = text.replace(/[\s'’]/g, '');
  const marks = tight.replace(/\d/g, '');
  const decimal = /^([.,])\1*([.,])$/.exec(marks);
  const group = namesOf(language).decimalMark === ',' ? '.' : ',';
  let plain: string;
  if (marks === '') {
    plain = tight;
  } else if (decimal !== null && decimal[1] !== decimal[2]) {
    plain = tight.replaceAll(decimal[1] ?? ',', '').replace(',', '.');
  } else if (
    /^([.,])\1*$/.test(marks) &&
    /^\d{1,3}([.,]\d{3})+$/.test(tight) &&
    (marks.length > 1 || marks === group)
  ) {
    plain = tight.replace(/[.,]/g, '');
  } else if (marks.length === 1) {
    plain = tight.replace(',', '.');
  } else {
    return undefined;
  }
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

/**
 * Writes an amount so that {@link parseAmount} reads exactly the same: in a large unit where that is short, in digits where not. Numbers
 * and units are those of the display language.
 */
export function amountText(value: number, unit: Unit, language = 'en', bare = 1): string {
  for (const [name, size] of sizes[unit]) {
    const shown = value / size;
    if (Math.abs(shown) >= 1 && Number.isInteger(Math.round(shown * 1000)) && Math.round(shown * 100) / 100 === shown) {
      const text = `${namesOf(language).digits(shown)} ${namesOf(language).nameOf(name, shown)}`;
      if (parseAmount(text, unit, language, bare) === value) {
        return text;
      }
    }
  }
  const digits = namesOf(language).digits(value);
  const own = sizes[unit].find(([, size]) => size === 1)?.[0];
  const text = bare === 1 || own === undefined ? digits : `${digits} ${own}`;
  return parseAmount(text, unit, language, bare) === value ? text : String(value);
}

const known = new Map<string, AmountNames>();

function namesOf(language: string): AmountNames {
  const names = known.get(language) ?? createAmountNames(language);
  known.set(language, names);
  return names;
}
