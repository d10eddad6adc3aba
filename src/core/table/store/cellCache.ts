import { type CellBlock, decodeCell } from './cellBlock.js';

/** A column under construction whose cells are stored as whole numbers. */
export interface CachedCellSink {
  pushStored(stored: number): void;
  /**
   * Adds a cell by its text.
   * @returns what every cell with that text is stored as; `undefined` where the text is of this row alone, or not worth remembering
   */
  pushText(text: string): number | undefined;
}

/** Cells that are longer are seldom the same. */
const MAX_CELL_BYTES = 64;
const SLOT_COUNT = 256;

/**
 * Remembers what a column stores for cells that it saw lately, by their bytes: most columns hold the same few cells over and over, and
 * such a cell need not become a text to be understood. A cell takes the place of another that falls on the same slot.
 */
export class CellCache {
  readonly #bytes = new Uint8Array(SLOT_COUNT * MAX_CELL_BYTES);
  readonly #lengths = new Uint8Array(SLOT_COUNT);
  readonly #stored = new Int32Array(SLOT_COUNT);

  /** Adds the cells that a column of the block has. */
  addCells(cells: CachedCellSink, { bytes, records, width, starts, ends }: CellBlock, column: number): void {
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

  /** @returns the cell's slot, or -1 for a cell that is not remembered */
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
