import type { TableView } from '../shared/report.js';
import { breath, throwIfAborted } from './breath.js';
import type { Column, DictionaryColumn, ScalarColumn } from './column.js';
import { rowsPassing } from './columnFilters.js';
import { columnarOf } from './columnarTable.js';
import type { ReportTable } from './table.js';

export interface ViewOptions {
  readonly signal?: AbortSignal;
}

/** So many rows or comparisons in one go; then whatever else waits for the event loop has its turn. */
const mouthful = 50_000;

/**
 * Row indexes of a view: filtered, then sorted. Sorting keeps the order of equal rows; blank cells come last in both directions,
 * before them cells that do not fit their column's type. Numbers sort as numbers, texts and lists as the user's language sorts
 * them, digits within by their number.
 *
 * @throws the signal's `AbortError`
 */
export async function viewOf(table: ReportTable, view: TableView, options: ViewOptions = {}): Promise<Uint32Array> {
  const columnar = columnarOf(table);
  const { data, rowCount } = columnar;
  const pace = new Pace(options.signal);
  throwIfAborted(options.signal);
  const needle = view.filter?.toLowerCase() ?? '';
  const matching = needle === '' ? allRows(rowCount) : await matchingRows(data, rowCount, needle, pace);
  const rows = await rowsPassing(columnar, matching, view.filters, options.signal);
  const column = view.sort === undefined ? undefined : data[view.sort.column];
  return column === undefined ? rows : sorted(rows, await orderOf(column, view.sort?.descending ?? false, pace), pace);
}

/** Counts work done, and takes a breath after every mouthful of it. */
class Pace {
  #left = mouthful;

  constructor(private readonly signal: AbortSignal | undefined) {}

  /** Work of `size`; `undefined` as long as there is no need to wait. */
  did(size: number): Promise<void> | undefined {
    this.#left -= size;
    if (this.#left > 0) {
      return undefined;
    }
    this.#left = mouthful;
    return breath().then(() => throwIfAborted(this.signal));
  }
}

function allRows(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, row) => row);
}

async function matchingRows(data: readonly Column[], rowCount: number, needle: string, pace: Pace): Promise<Uint32Array> {
  const matches = new Uint8Array(rowCount);
  for (const column of data) {
    await (column.storage === 'dictionary' ? matchTexts(column, needle, matches, pace) : matchScalars(column, needle, matches, pace));
  }
  return allRows(rowCount).filter((row) => matches[row] === 1);
}

async function matchTexts({ codes, texts }: DictionaryColumn, needle: string, matches: Uint8Array, pace: Pace): Promise<void> {
  const hits = new Uint8Array(texts.length);
  for (const [code, text] of texts.entries()) {
    hits[code] = text.toLowerCase().includes(needle) ? 1 : 0;
    const wait = pace.did(1);
    if (wait !== undefined) {
      await wait;
    }
  }
  for (const [row, code] of codes.entries()) {
    matches[row] ||= hits[code] ?? 0;
  }
}

async function matchScalars(column: ScalarColumn, needle: string, matches: Uint8Array, pace: Pace): Promise<void> {
  const digits = withoutGroups(needle);
  for (let row = 0; row < column.length; row++) {
    if (matches[row] === 0) {
      const text = column.text(row).toLowerCase();
      matches[row] = text.includes(needle) || (digits !== needle && text.includes(digits)) ? 1 : 0;
    }
    const wait = pace.did(1);
    if (wait !== undefined) {
      await wait;
    }
  }
}

/** The plain digits of a number that was copied off the screen (`1,234`, `1 234`, `1.234`); anything else stays as it is. */
function withoutGroups(needle: string): string {
  return /^\d{1,3}(?:([,.\s’'])\d{3})(?:\1\d{3})*$/.test(needle) ? needle.replace(/\D/g, '') : needle;
}

type Compare = (a: number, b: number) => number;

/** How rows compare by a column. */
async function orderOf(column: Column, descending: boolean, pace: Pace): Promise<Compare> {
  const collator = new Intl.Collator(undefined, { numeric: true });
  const sign = descending ? -1 : 1;
  if (column.storage === 'dictionary') {
    const ranks = await ranksOf(column, collator, pace);
    return byKey((row) => ranks[column.codes[row] ?? 0] ?? Number.NaN, column.length, sign);
  }
  const irregular = (row: number) => (column.value(row) === null ? Number.NaN : Number.POSITIVE_INFINITY);
  const keys = byKey((row) => {
    const key = column.numberAt(row);
    return Number.isNaN(key) ? irregular(row) : key * sign;
  }, column.length, 1);
  // Two cells of the same key that both do not fit the column's type: by their texts.
  return (a, b) => keys(a, b) || (Number.isNaN(column.numberAt(a)) ? collator.compare(column.text(a), column.text(b)) * sign : 0);
}

/** Place of each distinct text in the order of texts, equal for texts that the collator holds equal; `NaN` for the blank one. */
async function ranksOf({ texts }: DictionaryColumn, collator: Intl.Collator, pace: Pace): Promise<Float64Array> {
  const textOf = (code: number) => texts[code] ?? '';
  const compare: Compare = (a, b) => collator.compare(textOf(a), textOf(b));
  const order = await sorted(allRows(texts.length), compare, pace);
  const ranks = new Float64Array(texts.length).fill(Number.NaN);
  let rank = 0;
  let before: number | undefined;
  for (const code of order) {
    if (before !== undefined && compare(before, code) !== 0) {
      rank++;
    }
    if (textOf(code) !== '') {
      ranks[code] = rank;
    }
    before = code;
    const wait = pace.did(1);
    if (wait !== undefined) {
      await wait;
    }
  }
  return ranks;
}

/** Compares by a number per row, rows without one last whatever the direction. */
function byKey(keyOf: (row: number) => number, length: number, sign: number): Compare {
  const keys = Float64Array.from({ length }, (_, row) => keyOf(row) * sign);
  return (a, b) => {
    const [keyA, keyB] = [keys[a] ?? Number.NaN, keys[b] ?? Number.NaN];
    if (keyA < keyB) {
      return -1;
    }
    if (keyA > keyB) {
      return 1;
    }
    return keyA === keyB ? 0 : Number(Number.isNaN(keyA)) - Number(Number.isNaN(keyB));
  };
}

/** A merge sort that can be interrupted, which the language's own cannot: two hundred thousand names take more than a second. */
async function sorted(rows: Uint32Array, compare: Compare, pace: Pace): Promise<Uint32Array> {
  let from = rows.slice();
  let to = rows.slice();
  for (let width = 1; width < rows.length; width *= 2) {
    for (let left = 0; left < rows.length; left += width * 2) {
      const middle = Math.min(left + width, rows.length);
      const end = Math.min(left + width * 2, rows.length);
      let [a, b] = [left, middle];
      for (let at = left; at < end; at++) {
        const takesLeft = a < middle && (b >= end || compare(from[a] ?? 0, from[b] ?? 0) <= 0);
        to[at] = from[takesLeft ? a++ : b++] ?? 0;
        const wait = pace.did(1);
        if (wait !== undefined) {
          await wait;
        }
      }
    }
    [from, to] = [to, from];
  }
  return from;
}
