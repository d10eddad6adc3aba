import type { CellValue } from '../../../shared/report.js';
import type { CellBlock } from './cellBlock.js';
import type { ChunkedArray } from './growableArray.js';
import type { Texts } from './textPool.js';

/**
 * The cells of one column, as they are stored. `text` gives back every cell exactly as it came; to make that cheap a column
 * stores what the cell means, and keeps the text only of cells that are written in another way than the column's others.
 */
export type Column = ScalarColumn | DictionaryColumn;

interface ColumnCells {
  readonly length: number;
  value(row: number): CellValue;
  text(row: number): string;
}

/** Numbers, days, booleans, durations. */
export interface ScalarColumn extends ColumnCells {
  readonly storage: 'scalar';
  /** The number, seconds, days since 1970-01-01, 1 or 0; `NaN` where the cell is blank or does not fit the column's type. */
  numberAt(row: number): number;
  /** One number per cell; cells of the same number have the same text, but for those that `exact` has. */
  readonly stored: ChunkedArray<Float64Array | Int32Array | Uint8Array>;
  /** Texts that `numberAt` does not stand for alone, by row. */
  readonly exactTexts: ReadonlyMap<number, string>;
}

/** Texts and lists: a code per row, a text per code. */
export interface DictionaryColumn extends ColumnCells {
  readonly storage: 'dictionary';
  readonly codes: Uint32Array;
  /** Text by code; code 0 is the blank cell. Texts occur twice where `distinct` is false. */
  readonly texts: Texts;
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
  /** Adds the cells that a column of the block has, as {@link add} would add their texts. */
  addCells(block: CellBlock, column: number): void;
  /** No more cells can be added after this. */
  finish(): Column;
  readonly irregularities: Irregularities | undefined;
}

/** Rows of a dictionary column by text. A text may come more than once where the column is not `distinct`. */
export function* countByText({ codes, texts }: DictionaryColumn): Iterable<readonly [text: string, rows: number]> {
  const counts = new Uint32Array(texts.length);
  for (const code of codes) {
    counts[code] = (counts[code] ?? 0) + 1;
  }
  for (let code = 0; code < texts.length; code++) {
    yield [texts.at(code) ?? '', counts[code] ?? 0];
  }
}
