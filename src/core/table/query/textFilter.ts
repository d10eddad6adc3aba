import type { ColumnInfo, ColumnType } from '../../../shared/report.js';
import type { Column, DictionaryColumn, ScalarColumn } from '../store/column.js';
import { CHUNK_LENGTH, type NumericArray } from '../store/growableArray.js';
import { forEachSlice, type TimeSlicer } from '../../../base/timeSlicer.js';
import { foldText } from '../../../base/foldText.js';
import { AsciiSearcher } from '../store/asciiSearcher.js';
import { TextPool, type Texts } from '../store/textPool.js';
import { matchCodes } from './matchCodes.js';
import { markShown, type ShownCells } from './shownCells.js';

/**
 * Finds rows with a text in any cell, ignoring case and how accents are composed. A number is also found as the screen shows it (`1,234`).
 *
 * @param filter not empty
 * @param shown a cell is found by what a page writes, and by what the table has: a filter may be saved, and read in another language
 * @returns 1 or 0 per row
 * @throws the signal's `AbortError`
 */
export async function rowsContaining(
  columns: readonly ColumnInfo[],
  data: readonly Column[],
  rowCount: number,
  filter: string,
  slicer: TimeSlicer,
  shown?: ShownCells,
): Promise<Uint8Array> {
  const needle = foldText(filter);
  const matches = new Uint8Array(rowCount);
  for (const [index, column] of data.entries()) {
    await markCells(column, columns[index]?.type ?? 'text', needle, matches, slicer);
    const shownText = shown?.(index);
    if (shownText !== undefined) {
      await markShown(column, shownText, needle, matches, slicer);
    }
  }
  return matches;
}

/**
 * Marks the rows with a text in one column, by the rule of {@link rowsContaining}.
 *
 * @param needle folded, not empty
 * @param matches 1 or 0 per row; rows that have 1 already keep it
 * @throws the signal's `AbortError`
 */
export async function markCells(
  column: Column,
  type: ColumnType,
  needle: string,
  matches: Uint8Array,
  slicer: TimeSlicer,
): Promise<void> {
  await (column.storage === 'dictionary'
    ? matchTexts(column, needle, matches, slicer)
    : matchScalars(column, type, needle, matches, slicer));
}

function matchTexts(column: DictionaryColumn, needle: string, matches: Uint8Array, slicer: TimeSlicer): Promise<void> {
  return matchCodes(column, hasText(column.texts, needle), matches, slicer);
}

/** Tests the text of a code. If possible, texts in UTF-8 are searched without becoming strings. */
function hasText(texts: Texts, needle: string): (code: number) => boolean {
  const test = textTest(needle);
  if (!(texts instanceof TextPool) || !plainLetters.test(needle)) {
    return (code) => test(texts.at(code) ?? '');
  }
  const plain = new AsciiSearcher(needle);
  return (code) => texts.contains(code, plain) ?? test(texts.at(code) ?? '');
}

const plainLetters = /^[ -~]*$/;

/**
 * A faster `foldText(text).includes(needle)`. Folding takes longer than searching, so a case-insensitive pattern rules out most
 * texts first. It lets pass any text with a non-ASCII letter, as such a letter can become ASCII or join the one before it.
 */
function textTest(needle: string): (text: string) => boolean {
  const exactly = (text: string) => foldText(text).includes(needle);
  if (!plainLetters.test(needle)) {
    return exactly;
  }
  const maybe = new RegExp(`${needle.replace(/[^a-z0-9]/g, '\\$&')}|[^\\0-\\x7f]`, 'i');
  return (text) => maybe.test(text) && exactly(text);
}

/** Characters that a cell of a type can have if its text is not in `exactTexts`. */
const allowedCharacters: Readonly<Record<ColumnType, RegExp | undefined>> = {
  text: undefined,
  number: /^[-\d.]*$/,
  date: /^[-\d:tz]*$/,
  boolean: undefined,
  duration: /^[\d.:pdthms]*$/,
  list: undefined,
};

/** The result for stored numbers below this is cached. */
const MAX_CACHED_NUMBER = 1 << 20;
const ABSENT = 1;
const PRESENT = 2;

async function matchScalars(
  column: ScalarColumn,
  type: ColumnType,
  needle: string,
  matches: Uint8Array,
  slicer: TimeSlicer,
): Promise<void> {
  const digits = withoutThousandsSeparators(needle);
  const hasText = (text: string) => {
    const lower = foldText(text);
    return lower.includes(needle) || (digits !== needle && lower.includes(digits));
  };
  const { stored, exactTexts } = column;
  const possible = allowedCharacters[type]?.test(digits) ?? true;
  if (exactTexts.size > 0) {
    let rows = 0;
    for (const [row, text] of exactTexts) {
      matches[row] ||= hasText(text) ? 1 : 0;
      if (++rows % 1024 === 0) {
        await slicer.spend(1024);
      }
    }
  }
  if (!possible) {
    return;
  }
  // The cache takes a million bytes, too much for a short column.
  const known = new Uint8Array(stored.length < MAX_CACHED_NUMBER >> 5 ? 0 : MAX_CACHED_NUMBER);
  const inDigits = type === 'number' ? digitsTest(digits) : undefined;
  const isMatch = (row: number, value: number): boolean => {
    if (inDigits !== undefined && value >= MAX_CACHED_NUMBER && Number.isSafeInteger(value)) {
      return inDigits(value);
    }
    return hasText(column.text(row));
  };
  const exact = exactTexts.size > 0 ? exactTexts : undefined;
  await forEachSlice(stored.length, slicer, (from, to) => {
    // A slice never spans two chunks.
    const chunk = stored.chunkOf(from);
    if (chunk !== undefined) {
      markSlice(chunk, from, to, { matches, exact, known, isMatch });
    }
  });
}

interface ScalarSearch {
  readonly matches: Uint8Array;
  /** Rows whose text was looked at already. */
  readonly exact: ReadonlyMap<number, string> | undefined;
  /** By number: {@link PRESENT}, {@link ABSENT}, or 0 where that is not known yet. */
  readonly known: Uint8Array;
  readonly isMatch: (row: number, value: number) => boolean;
}

/** A function of its own: what a loop of millions of cells reads are its variables, and not those of a scope around it. */
function markSlice(
  chunk: NumericArray,
  first: number,
  end: number,
  { matches, exact, known, isMatch }: ScalarSearch,
): void {
  const knownLength = known.length;
  for (let row = first, at = first & (CHUNK_LENGTH - 1); row < end; row++, at++) {
    if (matches[row] !== 0 || exact?.has(row) === true) {
      continue;
    }
    const value = chunk[at] ?? Number.NaN;
    if (value >= 0 && value < knownLength && Number.isInteger(value)) {
      const before = known[value] ?? 0;
      const answer = before !== 0 ? before : isMatch(row, value) ? PRESENT : ABSENT;
      if (before === 0) {
        known[value] = answer;
      }
      if (answer === PRESENT) {
        matches[row] = 1;
      }
    } else if (isMatch(row, value)) {
      matches[row] = 1;
    }
  }
}

/** Tests whether the digits of a whole number contain the needle, without making a string; `undefined` if the needle is not only digits. */
function digitsTest(needle: string): ((value: number) => boolean) | undefined {
  if (!/^\d{1,16}$/.test(needle)) {
    return undefined;
  }
  const wanted = Uint8Array.from(needle, Number).reverse();
  const length = wanted.length;
  // Last digit first.
  const digits = new Uint8Array(16);
  return (value) => {
    const high = Math.floor(value / 1e8);
    let count = 0;
    for (let rest = value - high * 1e8, left = high > 0 ? 8 : -1; rest > 0 || left > 0; left--) {
      const next = (rest / 10) | 0;
      digits[count++] = rest - next * 10;
      rest = next;
    }
    for (let rest = high; rest > 0;) {
      const next = (rest / 10) | 0;
      digits[count++] = rest - next * 10;
      rest = next;
    }
    for (let from = 0; from + length <= count; from++) {
      let at = 0;
      while (at < length && digits[from + at] === wanted[at]) {
        at++;
      }
      if (at === length) {
        return true;
      }
    }
    return false;
  };
}

/** The digits of a number with thousands separators (`1,234`, `1 234`, `1.234`); anything else stays as it is. */
function withoutThousandsSeparators(needle: string): string {
  return /^\d{1,3}(?:([,.\s’'])\d{3})(?:\1\d{3})*$/.test(needle) ? needle.replace(/\D/g, '') : needle;
}
