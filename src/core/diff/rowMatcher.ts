import type { Column } from '../table/store/column.js';
import type { ColumnarTable } from '../table/store/columnarTable.js';
import { forEachSlice, type TimeSlicer } from '../../base/timeSlicer.js';
import type { Matching } from './matching.js';

/** The rows of two snapshots, matched. All arrays hold row indexes. */
export interface MatchedRows {
  /** `before[i]` and `after[i]` are the same row, in the newer snapshot's order. */
  readonly before: Uint32Array;
  readonly after: Uint32Array;
  /** Rows that only the newer snapshot has, in its order. */
  readonly added: Uint32Array;
  /** Rows that only the older snapshot has, in its order. */
  readonly gone: Uint32Array;
  /** Number of rows whose key an earlier row of the same snapshot has. */
  readonly duplicates: { readonly before: number; readonly after: number };
}

const NO_ROW = 0xffff_ffff;
/** The cost of reading and looking up a key, in numbers read. */
const KEY_COST = 4;

/** Matches the rows of two snapshots. Of rows with the same key, the first matches the first, and so on. */
export async function matchRows(
  before: ColumnarTable,
  after: ColumnarTable,
  matching: Exclude<Matching, { by: 'impossible' }>,
  slicer: TimeSlicer,
): Promise<MatchedRows> {
  const keyBefore = rowKeyReader(before, matching);
  const keyAfter = rowKeyReader(after, matching);
  const firstOf = new Map<string, number>();
  /** By row, the next row with the same key. */
  const nextOf = new Uint32Array(before.rowCount).fill(NO_ROW);
  const lastOf = new Map<string, number>();
  let duplicatesBefore = 0;
  const note = (row: number) => {
    const key = keyBefore(row);
    if (firstOf.has(key)) {
      nextOf[lastOf.get(key) ?? firstOf.get(key) ?? 0] = row;
      lastOf.set(key, row);
      duplicatesBefore++;
    } else {
      firstOf.set(key, row);
    }
  };
  await eachRow(before.rowCount, slicer, note);
  const partner = new Uint32Array(after.rowCount).fill(NO_ROW);
  const taken = new Uint8Array(before.rowCount);
  const seen = new Set<string>();
  let duplicatesAfter = 0;
  let matched = 0;
  const find = (row: number) => {
    const key = keyAfter(row);
    const from = firstOf.get(key) ?? NO_ROW;
    if (from !== NO_ROW) {
      partner[row] = from;
      taken[from] = 1;
      matched++;
      firstOf.set(key, nextOf[from] ?? NO_ROW);
    }
    if (seen.has(key)) {
      duplicatesAfter++;
    } else {
      seen.add(key);
    }
  };
  await eachRow(after.rowCount, slicer, find);
  const pairs = { before: new Uint32Array(matched), after: new Uint32Array(matched) };
  const added = new Uint32Array(after.rowCount - matched);
  let [at, addedAt] = [0, 0];
  for (let row = 0; row < after.rowCount; row++) {
    const from = partner[row] ?? NO_ROW;
    if (from === NO_ROW) {
      added[addedAt++] = row;
    } else {
      pairs.before[at] = from;
      pairs.after[at++] = row;
    }
  }
  const gone = new Uint32Array(before.rowCount - matched);
  let goneAt = 0;
  for (let row = 0; row < before.rowCount; row++) {
    if (taken[row] === 0) {
      gone[goneAt++] = row;
    }
  }
  return { ...pairs, added, gone, duplicates: { before: duplicatesBefore, after: duplicatesAfter } };
}

function eachRow(rowCount: number, slicer: TimeSlicer, work: (row: number) => void): Promise<void> {
  const processRange = (from: number, to: number) => {
    for (let row = from; row < to; row++) {
      work(row);
    }
  };
  return forEachSlice(rowCount, slicer, processRange, KEY_COST);
}

function rowKeyReader(
  table: ColumnarTable,
  matching: Exclude<Matching, { by: 'impossible' }>,
): (row: number) => string {
  if (matching.by === 'order') {
    return String;
  }
  const readers = matching.columns.map((name) => textReader(table.data[table.columnIndex(name)], name));
  const [only] = readers;
  return readers.length === 1 && only !== undefined ? only : (row) => readers.map((read) => read(row)).join('\0');
}

/** Reads keys so that spellings of the same day or number are equal. Principal names ignore case. */
function textReader(column: Column | undefined, name: string): (row: number) => string {
  if (column === undefined) {
    return () => '';
  }
  if (column.storage === 'scalar') {
    return (row) => {
      const number = column.numberAt(row);
      return Number.isNaN(number) ? column.text(row) : String(number);
    };
  }
  return /principal name/i.test(name) ? (row) => column.text(row).toLowerCase() : (row) => column.text(row);
}
