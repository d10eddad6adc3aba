import { forEachSlice, type TimeSlicer } from '../../base/timeSlicer.js';
import type { ComparedCells, ComparedColumn } from './comparedColumns.js';
import type { RowPairs } from './rowPairs.js';

/** Pairs of rows with one hash that are compared cell by cell. */
const MAX_COMPARED_PAIRS = 2_500;

/**
 * Pairs rows that are equal in all columns that both snapshots have. Of several equal rows on each side as many are paired as there are on
 * both.
 *
 * @param orderOf tells equal rows of one snapshot apart; `undefined` if nothing does
 */
export async function pairEqualRows(
  pairs: RowPairs,
  columns: readonly ComparedColumn[],
  orderOf: Readonly<Record<'before' | 'after', ((row: number) => string) | undefined>>,
  slicer: TimeSlicer,
): Promise<void> {
  const before = await rowsByHash(
    columns.map((column) => column.before),
    pairs.partnerOfBefore.length,
    slicer,
  );
  const after = await rowsByHash(
    columns.map((column) => column.after),
    pairs.partnerOfAfter.length,
    slicer,
  );
  const isSame = (rowBefore: number, rowAfter: number) => columns.every((column) => column.isSame(rowBefore, rowAfter));
  const pairGroup = (firstBefore: number, firstAfter: number) => {
    const [rowsBefore, rowsAfter] = [before.rowsFrom(firstBefore), after.rowsFrom(firstAfter)];
    if (rowsBefore.length !== rowsAfter.length) {
      inOrder(rowsBefore, orderOf.before);
      inOrder(rowsAfter, orderOf.after);
    }
    if (rowsBefore.length * rowsAfter.length > MAX_COMPARED_PAIRS) {
      pairByContent(pairs, columns, rowsBefore, rowsAfter);
      return;
    }
    let paired = 0;
    for (const rowAfter of rowsAfter) {
      let at = paired;
      // Different rows with the same hash are as good as impossible, so the first one nearly always fits.
      while (at < rowsBefore.length && !isSame(rowsBefore[at] ?? 0, rowAfter)) {
        at++;
      }
      const rowBefore = rowsBefore[at];
      if (rowBefore !== undefined) {
        pairs.addEqual(rowBefore, rowAfter);
        rowsBefore[at] = rowsBefore[paired] ?? 0;
        paired++;
      }
    }
  };
  await forEachSlice(
    after.slots.length,
    slicer,
    (from, to) => {
      for (let slot = from; slot < to; slot++) {
        const rowAfter = (after.slots[slot] ?? 0) - 1;
        const rowBefore = rowAfter < 0 ? -1 : before.firstWith(after.high[rowAfter] ?? 0, after.low[rowAfter] ?? 0);
        if (rowBefore < 0) {
          continue;
        }
        if (!after.isAlone(rowAfter) || !before.isAlone(rowBefore)) {
          pairGroup(rowBefore, rowAfter);
        } else if (isSame(rowBefore, rowAfter)) {
          pairs.addEqual(rowBefore, rowAfter);
        }
      }
    },
    columns.length + 1,
  );
}

/** The same for many rows with one hash, which a file may have on purpose: each row is read once. */
function pairByContent(
  pairs: RowPairs,
  columns: readonly ComparedColumn[],
  rowsBefore: readonly number[],
  rowsAfter: readonly number[],
): void {
  const contentOf = (side: 'before' | 'after', row: number) =>
    columns.map((column) => column[side].text(row)).join('\0');
  const waiting = new Map<string, number[]>();
  for (const row of rowsBefore.toReversed()) {
    const content = contentOf('before', row);
    const rows = waiting.get(content);
    if (rows === undefined) {
      waiting.set(content, [row]);
    } else {
      rows.push(row);
    }
  }
  for (const rowAfter of rowsAfter) {
    const rowBefore = waiting.get(contentOf('after', rowAfter))?.pop();
    if (rowBefore !== undefined) {
      pairs.addEqual(rowBefore, rowAfter);
    }
  }
}

function inOrder(rows: number[], orderOf: ((row: number) => string) | undefined): void {
  if (orderOf !== undefined && rows.length > 1) {
    const texts = new Map(rows.map((row) => [row, orderOf(row)]));
    const text = (row: number) => texts.get(row) ?? '';
    rows.sort((one, other) => (text(one) < text(other) ? -1 : text(one) > text(other) ? 1 : 0));
  }
}

const NO_ROW = 0xffff_ffff;

/** The rows of a snapshot by a hash of 64 bits, in an open-addressing table. A map of numbers that large would allocate each of them. */
class RowsByHash {
  /** A row with each hash, plus 1; 0 where a slot is free. Its length is a power of 2. */
  readonly slots: Uint32Array;
  readonly #nextOf: Uint32Array;

  constructor(
    readonly high: Uint32Array,
    readonly low: Uint32Array,
  ) {
    this.slots = new Uint32Array(2 ** Math.ceil(Math.log2(high.length * 2 + 2)));
    this.#nextOf = new Uint32Array(high.length).fill(NO_ROW);
  }

  add(row: number): void {
    const slot = this.#slotOf(this.high[row] ?? 0, this.low[row] ?? 0);
    const known = this.slots[slot] ?? 0;
    if (known > 0) {
      this.#nextOf[row] = known - 1;
    }
    this.slots[slot] = row + 1;
  }

  /** @returns -1 if there is none */
  firstWith(high: number, low: number): number {
    return (this.slots[this.#slotOf(high, low)] ?? 0) - 1;
  }

  /** Whether no other row has the hash of this first one. */
  isAlone(first: number): boolean {
    return this.#nextOf[first] === NO_ROW;
  }

  /** All rows with the hash of this first one. */
  rowsFrom(first: number): number[] {
    const rows: number[] = [];
    for (let row = first; row !== NO_ROW; row = this.#nextOf[row] ?? NO_ROW) {
      rows.push(row);
    }
    return rows;
  }

  #slotOf(high: number, low: number): number {
    const mask = this.slots.length - 1;
    let slot = high & mask;
    for (let row = this.slots[slot] ?? 0; row > 0; row = this.slots[slot] ?? 0) {
      if (this.high[row - 1] === high && this.low[row - 1] === low) {
        break;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}

/** Another one in every process, so that no file can be made of rows that all belong in one slot. */
const HASH_SEED = Math.floor(Math.random() * 2 ** 32);

async function rowsByHash(cells: readonly ComparedCells[], rowCount: number, slicer: TimeSlicer): Promise<RowsByHash> {
  const [high, low] = [new Uint32Array(rowCount), new Uint32Array(rowCount)];
  for (const { hash } of cells) {
    await forEachSlice(rowCount, slicer, (from, to) => {
      for (let row = from; row < to; row++) {
        const value = hash(row) ^ HASH_SEED;
        let mixed = Math.imul((high[row] ?? 0) ^ value, 0x9e3779b1);
        high[row] = mixed ^ (mixed >>> 15);
        mixed = Math.imul((low[row] ?? 0) + value + 0x7f4a7c15, 0x85ebca6b);
        low[row] = mixed ^ (mixed >>> 13);
      }
    });
  }
  const rows = new RowsByHash(high, low);
  await forEachSlice(rowCount, slicer, (from, to) => {
    for (let row = from; row < to; row++) {
      rows.add(row);
    }
  });
  return rows;
}
