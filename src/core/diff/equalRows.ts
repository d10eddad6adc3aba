import { forEachSlice, type TimeSlicer } from '../../base/timeSlicer.js';
import type { ComparedCells, ComparedColumn } from './comparedColumns.js';
import type { RowPairs } from './rowPairs.js';

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
  const hashes = [...after.firstOf.keys()];
  await forEachSlice(
    hashes.length,
    slicer,
    (from, to) => {
      for (const hash of hashes.slice(from, to)) {
        const rowsBefore = before.rows(hash);
        if (rowsBefore.length === 0) {
          continue;
        }
        const rowsAfter = after.rows(hash);
        if (rowsBefore.length !== rowsAfter.length) {
          inOrder(rowsBefore, orderOf.before);
          inOrder(rowsAfter, orderOf.after);
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
            pairs.add(rowBefore, rowAfter);
            rowsBefore[at] = rowsBefore[paired] ?? 0;
            paired++;
          }
        }
      }
    },
    columns.length + 1,
  );
}

function inOrder(rows: number[], orderOf: ((row: number) => string) | undefined): void {
  if (orderOf !== undefined && rows.length > 1) {
    const texts = new Map(rows.map((row) => [row, orderOf(row)]));
    const text = (row: number) => texts.get(row) ?? '';
    rows.sort((one, other) => (text(one) < text(other) ? -1 : text(one) > text(other) ? 1 : 0));
  }
}

const NO_ROW = 0xffff_ffff;

interface RowsByHash {
  readonly firstOf: ReadonlyMap<number, number>;
  rows(hash: number): number[];
}

async function rowsByHash(cells: readonly ComparedCells[], rowCount: number, slicer: TimeSlicer): Promise<RowsByHash> {
  const [high, low] = [new Uint32Array(rowCount), new Uint32Array(rowCount)];
  for (const { hash } of cells) {
    await forEachSlice(rowCount, slicer, (from, to) => {
      for (let row = from; row < to; row++) {
        const value = hash(row);
        let mixed = Math.imul((high[row] ?? 0) ^ value, 0x9e3779b1);
        high[row] = mixed ^ (mixed >>> 15);
        mixed = Math.imul((low[row] ?? 0) + value + 0x7f4a7c15, 0x85ebca6b);
        low[row] = mixed ^ (mixed >>> 13);
      }
    });
  }
  const firstOf = new Map<number, number>();
  const nextOf = new Uint32Array(rowCount);
  await forEachSlice(rowCount, slicer, (from, to) => {
    for (let row = from; row < to; row++) {
      // 53 bits, all that a number can have.
      const hash = (high[row] ?? 0) * 0x20_0000 + ((low[row] ?? 0) >>> 11);
      nextOf[row] = firstOf.get(hash) ?? NO_ROW;
      firstOf.set(hash, row);
    }
  });
  return {
    firstOf,
    rows: (hash) => {
      const rows: number[] = [];
      for (let row = firstOf.get(hash) ?? NO_ROW; row !== NO_ROW; row = nextOf[row] ?? NO_ROW) {
        rows.push(row);
      }
      return rows;
    },
  };
}
