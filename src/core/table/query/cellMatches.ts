import type { FindStep, ViewCell } from '../../../shared/find.js';
import { forEachSlice, type TimeSlicer } from '../../../base/timeSlicer.js';

/** Rows of the view whose matches are counted together, so that a place or a number is found without looking at all rows. */
const BLOCK_ROWS = 1 << 10;
export const BITS_PER_WORD = 32;

/** One bit per cell of a table: the row's words follow one another, and the first column is the lowest bit of the first word. */
export interface CellBits {
  readonly words: Uint32Array;
  readonly wordsPerRow: number;
}

/** A cell by its place: both count from 0 as the view is read. */
interface Place {
  readonly row: number;
  readonly position: number;
}

/** The matching cells of a view in the order in which it is read: row by row, each in the order of the columns. */
export class CellMatches {
  readonly total: number;
  /** By block: matching cells before it. */
  readonly #before: Float64Array;

  private constructor(
    private readonly rows: Uint32Array,
    private readonly columns: readonly number[],
    private readonly bits: CellBits,
    before: Float64Array,
  ) {
    this.#before = before;
    this.total = before.at(-1) ?? 0;
  }

  /**
   * @param rows of the table, in the order of the view
   * @param columns what the bits stand for
   * @throws the slicer's `AbortError`
   */
  static async of(
    rows: Uint32Array,
    columns: readonly number[],
    bits: CellBits,
    slicer: TimeSlicer,
  ): Promise<CellMatches> {
    const { words, wordsPerRow } = bits;
    const before = new Float64Array(Math.ceil(rows.length / BLOCK_ROWS) + 1);
    await forEachSlice(rows.length, slicer, (from, to) => {
      for (let at = from; at < to; at++) {
        const start = (rows[at] ?? 0) * wordsPerRow;
        const block = Math.floor(at / BLOCK_ROWS) + 1;
        for (let word = start; word < start + wordsPerRow; word++) {
          before[block] = (before[block] ?? 0) + bitCount(words[word] ?? 0);
        }
      }
    });
    for (let block = 1; block < before.length; block++) {
      before[block] = (before[block] ?? 0) + (before[block - 1] ?? 0);
    }
    return new CellMatches(rows, columns, bits, before);
  }

  /** @returns the cell that a step from another one leads to, with its number from 1; `undefined` if no cell matches */
  step({ row, column }: ViewCell, step: FindStep): (ViewCell & { readonly number: number }) | undefined {
    if (this.total === 0) {
      return undefined;
    }
    const place = { row, position: Math.max(0, this.columns.indexOf(column)) };
    const before = this.#countBefore(place);
    const ordinal =
      step === 'previous' ? before - 1 : step === 'here' ? before : before + (this.#isMatch(place) ? 1 : 0);
    const wrapped = (ordinal + this.total) % this.total;
    const found = this.#placeOf(wrapped);
    return { row: found.row, column: this.columns[found.position] ?? 0, number: wrapped + 1 };
  }

  /** The matching columns of each row of the view from `start` (inclusive) to `end` (exclusive). */
  columnsOf(start: number, end: number): readonly (readonly number[])[] {
    return Array.from({ length: Math.max(0, Math.min(end, this.rows.length) - start) }, (_, at) =>
      this.columns.filter((__, position) => this.#isMatch({ row: start + at, position })),
    );
  }

  #isMatch({ row, position }: Place): boolean {
    return row < this.rows.length && ((this.#word(row, position >>> 5) >>> (position & 31)) & 1) === 1;
  }

  /** 32 cells of a row of the view. */
  #word(row: number, word: number): number {
    return this.bits.words[(this.rows[row] ?? 0) * this.bits.wordsPerRow + word] ?? 0;
  }

  #countIn(row: number): number {
    let count = 0;
    for (let word = 0; word < this.bits.wordsPerRow; word++) {
      count += bitCount(this.#word(row, word));
    }
    return count;
  }

  #countBefore({ row, position }: Place): number {
    if (row >= this.rows.length) {
      return this.total;
    }
    const block = Math.floor(row / BLOCK_ROWS);
    let count = this.#before[block] ?? 0;
    for (let at = block * BLOCK_ROWS; at < row; at++) {
      count += this.#countIn(at);
    }
    for (let at = 0; at < position; at++) {
      count += this.#isMatch({ row, position: at }) ? 1 : 0;
    }
    return count;
  }

  /** @param ordinal from 0, below the total */
  #placeOf(ordinal: number): Place {
    // The last block that has not more matches before it.
    let [block, end] = [0, this.#before.length - 1];
    while (end - block > 1) {
      const middle = (block + end) >>> 1;
      if ((this.#before[middle] ?? 0) <= ordinal) {
        block = middle;
      } else {
        end = middle;
      }
    }
    let left = ordinal - (this.#before[block] ?? 0);
    let row = block * BLOCK_ROWS;
    for (let count = this.#countIn(row); count <= left; count = this.#countIn(row)) {
      left -= count;
      row++;
    }
    let position = 0;
    while (!this.#isMatch({ row, position }) || left-- > 0) {
      position++;
    }
    return { row, position };
  }
}

/** Bits that are set in a word of 32. */
function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
