import { type CellBlock, decodeCell } from './cellBlock.js';
import type { ColumnBuilder, ScalarColumn, StoredNumbers } from './column.js';
import {
  formatDay,
  parseDay,
  parseDayBytes,
  parseDayPrefix,
  parseServiceDay,
  parseSlashes,
} from '../../../base/dates.js';
import { CHUNK_LENGTH, ChunkedArray, GrowableArray } from './growableArray.js';
import { IrregularTexts, irregularValue } from './irregularTexts.js';

/**
 * A cell is stored as its day, shifted left by two bits that say how the cell is written. The two usual spellings then need no text, even
 * in a column that mixes them.
 */
export const FORM_BITS = 2;
const PLAIN = 0;
const MIDNIGHT_ZULU = 1;
/** Midnight UTC in another spelling: the value is the day; the text is in `exactTexts`. */
const MIDNIGHT_OTHER_SPELLING = 2;
/** A day with a time of day: both value and text are the text in `exactTexts`. */
const TIME_OF_DAY = 3;
const ZULU_SUFFIX = 'T00:00:00Z';

/** No day. Every day is later. */
export const NO_DAY = -(2 ** 31);

/**
 * Stores calendar days in UTC as days since 1970-01-01. Days with slashes are read with the month first, as the service writes them: all of a
 * column, or none where one of them can only be read with the day first.
 */
export class DateColumnBuilder implements ColumnBuilder {
  readonly #packed = new GrowableArray(Int32Array);
  readonly #texts = new IrregularTexts();
  #lastText = '';
  #lastPacked = NO_DAY;
  /** Whether a cell can only be read with the day first. */
  #hasDayFirst = false;

  get length(): number {
    return this.#packed.length;
  }

  get irregularities() {
    return this.#texts.irregularities;
  }

  add(text: string): void {
    this.#packed.push(text === this.#lastText ? this.#lastPacked : this.#read(this.length, text));
  }

  /** Adds a day since 1970-01-01; `NaN` is a blank cell. */
  addNumber(day: number): void {
    this.#packed.push(Number.isNaN(day) ? NO_DAY : (day << FORM_BITS) | PLAIN);
  }

  addCells({ bytes, records, width, starts, ends }: CellBlock, column: number): void {
    for (let cell = column; cell < records * width; cell += width) {
      const from = starts[cell] ?? 0;
      const to = ends[cell] ?? 0;
      const packed = packedBytes(bytes, from, to);
      if (packed === undefined) {
        this.add(decodeCell(bytes, from, to));
      } else {
        this.#packed.push(packed);
      }
    }
  }

  #read(row: number, text: string): number {
    if (text === '') {
      return NO_DAY;
    }
    const day = parseDay(text);
    if (!Number.isNaN(day)) {
      return this.#remember(text, (day << FORM_BITS) | PLAIN);
    }
    if (text.length === 10 + ZULU_SUFFIX.length && text.endsWith(ZULU_SUFFIX)) {
      const prefix = parseDayPrefix(text);
      if (!Number.isNaN(prefix)) {
        return this.#remember(text, (prefix << FORM_BITS) | MIDNIGHT_ZULU);
      }
    }
    return this.#readIrregular(row, text);
  }

  #remember(text: string, packed: number): number {
    this.#lastText = text;
    this.#lastPacked = packed;
    return packed;
  }

  #readIrregular(row: number, text: string): number {
    const instant = parseServiceDay(text.trim());
    if (instant === undefined) {
      this.#hasDayFirst ||= parseSlashes(text.trim(), 'day') !== undefined;
      this.#texts.addIrregular(row, text);
      return NO_DAY;
    }
    this.#texts.addExact(row, text);
    return (instant.day << FORM_BITS) | (instant.isMidnight ? MIDNIGHT_OTHER_SPELLING : TIME_OF_DAY);
  }

  addBlanks(count: number): void {
    this.#packed.fill(NO_DAY, count);
  }

  finish(length = this.length): ScalarColumn {
    const packed = this.#inOneOrder().finish();
    return dateColumn({ length, stored: packed, exactTexts: this.#texts.byRow });
  }

  /** The cells, without the days that were read in another order than a cell of the same column can be. */
  #inOneOrder(): GrowableArray<Int32Array> {
    if (!this.#hasDayFirst) {
      return this.#packed;
    }
    const read = this.#packed.finish();
    const cells = new GrowableArray(Int32Array);
    for (let row = 0; row < read.length; row++) {
      const cell = read.at(row) ?? NO_DAY;
      const text = cell === NO_DAY ? undefined : this.#texts.byRow.get(row);
      const isRefused = text?.includes('/') === true;
      cells.push(isRefused ? NO_DAY : cell);
      if (isRefused) {
        this.#texts.addIrregular(row, text);
      }
    }
    return cells;
  }
}

/** A column of days since 1970-01-01, which were never texts; {@link NO_DAY} is a blank cell. */
export function daysColumn(days: Int32Array): ScalarColumn {
  const chunks: Int32Array[] = [];
  for (let from = 0; from < days.length; from += CHUNK_LENGTH) {
    const packed = days.slice(from, from + CHUNK_LENGTH);
    for (let at = 0; at < packed.length; at++) {
      const day = packed[at] ?? NO_DAY;
      packed[at] = day === NO_DAY ? NO_DAY : (day << FORM_BITS) | PLAIN;
    }
    chunks.push(packed);
  }
  return dateColumn({ length: days.length, stored: new ChunkedArray(chunks, days.length), exactTexts: new Map() });
}

export function dateColumn(cells: StoredNumbers<Int32Array>): ScalarColumn {
  const { stored, exactTexts } = cells;
  const packedAt = (row: number) => stored.at(row) ?? NO_DAY;
  return {
    storage: 'scalar',
    ...cells,
    parts: { kind: 'date', ...cells },
    numberAt: (row) => {
      const cell = packedAt(row);
      return cell === NO_DAY ? Number.NaN : cell >> FORM_BITS;
    },
    value: (row) => {
      const cell = packedAt(row);
      if (cell === NO_DAY) {
        return irregularValue(exactTexts.get(row));
      }
      return (cell & 3) === TIME_OF_DAY ? (exactTexts.get(row)?.trim() ?? null) : formatDay(cell >> FORM_BITS);
    },
    text: (row) => {
      const cell = packedAt(row);
      if (cell === NO_DAY) {
        return exactTexts.get(row) ?? '';
      }
      const form = cell & 3;
      if (form === PLAIN || form === MIDNIGHT_ZULU) {
        return formatDay(cell >> FORM_BITS) + (form === MIDNIGHT_ZULU ? ZULU_SUFFIX : '');
      }
      return exactTexts.get(row) ?? '';
    },
  };
}

/** What stands for a cell in one of the two usual spellings, or without a day; `undefined` for any other. */
function packedBytes(bytes: Uint8Array, from: number, to: number): number | undefined {
  const length = to - from;
  if (length === 0) {
    return NO_DAY;
  }
  if (length !== 10 && !(length === 10 + ZULU_SUFFIX.length && isZulu(bytes, from + 10))) {
    return undefined;
  }
  const day = parseDayBytes(bytes, from);
  return Number.isNaN(day) ? undefined : (day << FORM_BITS) | (length === 10 ? PLAIN : MIDNIGHT_ZULU);
}

function isZulu(bytes: Uint8Array, from: number): boolean {
  for (let at = 0; at < ZULU_SUFFIX.length; at++) {
    if (bytes[from + at] !== ZULU_SUFFIX.charCodeAt(at)) {
      return false;
    }
  }
  return true;
}
