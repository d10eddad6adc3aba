import type { CellValue } from '../../../shared/report.js';
import type { DurationForm } from '../../../base/duration.js';
import type { CellBlock } from './cellBlock.js';
import type { ChunkedArray } from './growableArray.js';
import type { Texts } from './textPool.js';

/**
 * The stored cells of one column. `text` returns every cell exactly as the file has it. To make that cheap, a column stores the meaning of
 * a cell, and the text only of cells that are written differently from the others of the column.
 */
export type Column = ScalarColumn | DictionaryColumn;

/** Number of cells that are stored, up to the last one that is not blank, or a little further. */
export function storedLength(column: Column): number {
  return column.storage === 'scalar' ? column.stored.length : column.codes.length;
}

/** Whether nothing is written in a cell, without making a text of it. */
export function isBlankCell(column: Column, row: number): boolean {
  return column.storage === 'dictionary'
    ? (column.codes[row] ?? 0) === 0
    : Number.isNaN(column.numberAt(row)) && !column.exactTexts.has(row);
}

/** What a column of numbers stores. See {@link ScalarColumn}. */
export interface StoredNumbers<T extends Float64Array | Int32Array | Uint8Array> {
  readonly length: number;
  readonly stored: ChunkedArray<T>;
  readonly exactTexts: ReadonlyMap<number, string>;
}

/** What a column of numbers is made of: data alone, which can be posted to another thread, see `postedColumn.ts`. */
export type ScalarParts =
  | ({ readonly kind: 'number' } & StoredNumbers<Float64Array | Int32Array>)
  | ({ readonly kind: 'date' } & StoredNumbers<Int32Array>)
  | ({ readonly kind: 'duration'; readonly form: DurationForm } & StoredNumbers<Float64Array | Int32Array>)
  | ({
      readonly kind: 'boolean';
      readonly spellings: readonly string[];
      readonly values: readonly (boolean | undefined)[];
    } & StoredNumbers<Uint8Array>);

interface ColumnCells {
  /** Number of rows. What is stored may end earlier: the last rows are blank then, and take no memory. */
  readonly length: number;
  value(row: number): CellValue;
  text(row: number): string;
}

/** Numbers, days, booleans, durations. */
export interface ScalarColumn extends ColumnCells {
  readonly storage: 'scalar';
  /** The number, seconds, days since 1970-01-01, or 1 or 0; `NaN` if the cell is blank or does not fit the column's type. */
  numberAt(row: number): number;
  /** One number per cell, without blank cells at the end. Cells with the same number have the same text, except for those in {@link exactTexts}. */
  readonly stored: ChunkedArray<Float64Array | Int32Array | Uint8Array>;
  /** Text by row, for cells whose text does not follow from their number. */
  readonly exactTexts: ReadonlyMap<number, string>;
  readonly parts: ScalarParts;
}

/** Texts and lists: one code per row, one text per code. */
export interface DictionaryColumn extends ColumnCells {
  readonly storage: 'dictionary';
  readonly type: 'text' | 'list';
  /** One code per cell, without blank cells at the end. */
  readonly codes: Uint32Array;
  /** Text by code; code 0 is the blank cell. */
  readonly texts: Texts;
  /** False if the same text may have several codes. */
  readonly distinct: boolean;
}

/** Cells that do not fit their column's type. */
export interface Irregularities {
  readonly count: number;
  readonly example: string;
}

export interface ColumnBuilder {
  readonly length: number;
  /** Adds the next row's cell; the empty text is a blank cell. */
  add(text: string): void;
  /** Adds the block's cells of one column. Equivalent to calling {@link add} with their texts. */
  addCells(block: CellBlock, column: number): void;
  /** Adds as many blank cells. */
  addBlanks(count: number): void;
  /**
   * Ends the building; no cell can be added afterwards.
   * @param length number of rows, if there are more than were added; the others are blank
   */
  finish(length?: number): Column;
  readonly irregularities: Irregularities | undefined;
}

/**
 * Each text of the column with its number of rows. A text may come more than once if the column is not `distinct`.
 *
 * @param rows rows to count; all by default
 */
export function* countByText(
  { codes, texts, length }: DictionaryColumn,
  rows?: Uint32Array,
): Iterable<readonly [text: string, rows: number]> {
  const counts = new Uint32Array(texts.length);
  counts[0] = rows === undefined ? length - codes.length : 0;
  for (const code of rows?.map((row) => codes[row] ?? 0) ?? codes) {
    counts[code] = (counts[code] ?? 0) + 1;
  }
  for (let code = 0; code < texts.length; code++) {
    yield [texts.at(code) ?? '', counts[code] ?? 0];
  }
}
