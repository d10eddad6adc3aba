import { forEachSlice, type TimeSlicer } from '../../base/timeSlicer.js';
import type { ComparedColumn } from './comparedColumns.js';
import type { MatchedRows } from './rowPairs.js';

/** Which of the matched rows changed, and in which columns. */
export interface ChangedRows {
  /** Indexes into {@link MatchedRows.before} and {@link MatchedRows.after}. */
  readonly rows: Uint32Array;
  /** Per changed row, an index into {@link combinations}. */
  readonly combinationOf: Uint32Array;
  /** Sets of column pairs that changed together in some row, as indexes. */
  readonly combinations: readonly (readonly number[])[];
  /** Number of changed rows per column pair; 0 where it is absent. */
  readonly rowsByPair: readonly number[];
}

/** Compares matched rows cell by cell. Columns that only one snapshot has are not compared. */
export async function changedRows(
  matched: MatchedRows,
  columns: readonly ComparedColumn[],
  slicer: TimeSlicer,
): Promise<ChangedRows> {
  const rows: number[] = [];
  const combinationOf: number[] = [];
  const combinations: number[][] = [];
  const known = new Map<string, number>();
  const rowsByPair: number[] = [];
  const compare = (pair: number) => {
    const [rowBefore = 0, rowAfter = 0] = [matched.before[pair], matched.after[pair]];
    let different: number[] | undefined;
    for (const { index, isSame } of columns) {
      if (!isSame(rowBefore, rowAfter)) {
        (different ??= []).push(index);
        rowsByPair[index] = (rowsByPair[index] ?? 0) + 1;
      }
    }
    if (different !== undefined) {
      const name = different.join();
      let combination = known.get(name);
      if (combination === undefined) {
        combination = combinations.push(different) - 1;
        known.set(name, combination);
      }
      rows.push(pair);
      combinationOf.push(combination);
    }
  };
  const processRange = (from: number, to: number) => {
    for (let pair = from; pair < to; pair++) {
      if (matched.isEqual[pair] === 0) {
        compare(pair);
      }
    }
  };
  await forEachSlice(matched.after.length, slicer, processRange, Math.max(1, columns.length));
  return { rows: Uint32Array.from(rows), combinationOf: Uint32Array.from(combinationOf), combinations, rowsByPair };
}
