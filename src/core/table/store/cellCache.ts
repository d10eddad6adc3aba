import { type CellBlock, decodeCell } from './cellBlock.js';

/** A column builder that stores each cell as a whole number. */
export interface CachedCellSink {
  pushStored(stored: number): void;
  /**
   * Adds a cell by its text.
   * @returns the number that stands for this text in every row; `undefined` if there is none, or if it is not worth caching
   */
  pushText(text: string): number | undefined;
}

/** Longer cells rarely repeat. */
const MAX_CELL_BYTES = 64;
const SLOT_COUNT = 256;
/** A column with fewer cells has no cache: it would be larger than the cells. */
const MIN_CELLS_TO_CACHE = 1024;

/**
 * Caches what a column stores for the bytes of a cell. Most columns repeat a few values, and a repeated cell then need not become a string.
 * Cells are hashed to slots; a new cell replaces the one in its slot.
 */
export class CellCache {
  #bytes = new Uint8Array(0);
  #lengths = new Uint8Array(0);
  #stored = new Int32Array(0);
  #cells = 0;

  /** Adds the block's cells of one column. */
  addCells(cells: CachedCellSink, { bytes, records, width, starts, ends }: CellBlock, column: number): void {
    if (!this.#isUsed(records)) {
      for (let cell = column; cell < records * width; cell += width) {
        cells.pushText(decodeCell(bytes, starts[cell] ?? 0, ends[cell] ?? 0));
      }
      return;
    }
    for (let cell = column; cell < records * width; cell += width) {
      const from = starts[cell] ?? 0;
      const to = ends[cell] ?? 0;
      const slot = this.#find(bytes, from, to);
      if (slot >= 0) {
        cells.pushStored(this.#stored[slot] ?? 0);
      } else {
        const stored = cells.pushText(decodeCell(bytes, from, to));
        if (stored !== undefined) {
          this.#remember(bytes, from, to, stored);
        }
      }
    }
  }

  /** Allocates the cache once it is worth it. */
  #isUsed(cells: number): boolean {
    this.#cells += cells;
    if (this.#lengths.length === 0 && this.#cells >= MIN_CELLS_TO_CACHE) {
      this.#bytes = new Uint8Array(SLOT_COUNT * MAX_CELL_BYTES);
      this.#lengths = new Uint8Array(SLOT_COUNT);
      this.#stored = new Int32Array(SLOT_COUNT);
    }
    return this.#lengths.length > 0;
  }

  /** @returns the cell's slot, or -1 if the cell is not cached */
  #find(bytes: Uint8Array, from: number, to: number): number {
    const length = to - from;
    if (length > MAX_CELL_BYTES || length === 0) {
      return -1;
    }
    const slot = slotOf(bytes, from, to);
    if (this.#lengths[slot] !== length) {
      return -1;
    }
    for (let at = from, own = slot * MAX_CELL_BYTES; at < to; at++, own++) {
      if (this.#bytes[own] !== bytes[at]) {
        return -1;
      }
    }
    return slot;
  }

  #remember(bytes: Uint8Array, from: number, to: number, stored: number): void {
    const length = to - from;
    if (length <= MAX_CELL_BYTES && length > 0) {
      const slot = slotOf(bytes, from, to);
      this.#lengths[slot] = length;
      this.#stored[slot] = stored;
      this.#bytes.set(bytes.subarray(from, to), slot * MAX_CELL_BYTES);
    }
  }
}

function slotOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0;
  for (let at = from; at < to; at++) {
    hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
  }
  return (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (SLOT_COUNT - 1);
}
