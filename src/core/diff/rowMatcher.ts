import { forEachSlice, TEXT_COST, type TimeSlicer } from '../../base/timeSlicer.js';
import { normalizeName } from '../table/store/columnNames.js';
import type { ColumnPair } from './columnPairs.js';
import { type ComparedColumn, ownContent } from './comparedColumns.js';
import { pairEqualRows } from './equalRows.js';
import { identifierColumns } from './identifierColumns.js';
import { type RowKeyReader, rowKeyReader } from './rowKeys.js';
import { type MatchedRows, type RowGroup, RowPairs } from './rowPairs.js';
import { pairSimilarRows, type SimilarityOptions } from './similarRows.js';

export interface MatchResult extends MatchedRows {
  /** Number of rows whose key an earlier row of the same snapshot has; 0 if all of these are equal in both snapshots. */
  readonly duplicates: { readonly before: number; readonly after: number };
  /** Columns that are no keys, and by which rows were matched whose keys don't tell them apart. */
  readonly alsoBy: readonly string[];
}

export interface MatchOptions {
  readonly pairs: readonly ColumnPair[];
  readonly columns: readonly ComparedColumn[];
  /** Names of the key columns; none if nothing identifies the rows. */
  readonly keys: readonly string[];
  /** Whether a column names a user, a group, or a site. */
  readonly isIdentity: (name: string) => boolean;
  readonly rowCounts: { readonly before: number; readonly after: number };
  readonly slicer: TimeSlicer;
}

/**
 * Matches the rows of two snapshots: first those that are equal, then those with the same key, then those with the same value in a column
 * that is unique in both snapshots. Of rows with the same key, those that are most alike are matched. The order of the rows never counts.
 */
export async function matchRows(options: MatchOptions): Promise<MatchResult> {
  const { pairs, columns, keys, isIdentity, rowCounts, slicer } = options;
  const rows = new RowPairs(rowCounts.before, rowCounts.after);
  const own = { before: ownContent(pairs, 'before'), after: ownContent(pairs, 'after') };
  await pairEqualRows(rows, columns, own, slicer);

  const keyNames = new Set(keys.map(normalizeName));
  const isKey = (name: string) => keyNames.has(normalizeName(name));
  const keyColumns = columns.filter(({ name }) => isKey(name));
  const byKey = rowKeyReader(keyColumns.map((column) => ({ column, isIdentity: isIdentity(column.name) })));
  const others = columns.filter(({ name }) => !isKey(name) && isIdentity(name));
  const byOtherNames = rowKeyReader(others.map((column) => ({ column, isIdentity: true })));
  const inNameOrder = columns.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const contentOf = (side: 'before' | 'after') => (row: number) =>
    [...inNameOrder.map((column) => column[side].text(row)), own[side]?.(row) ?? ''].join('\0');
  const similarity: SimilarityOptions = {
    columns,
    contentOf: { before: contentOf('before'), after: contentOf('after') },
    slicer,
  };
  const hasRest = rows.count < Math.min(rowCounts.before, rowCounts.after);
  const identifiers = hasRest ? await identifierColumns(pairs, columns, isKey, slicer) : [];
  const alsoBy = new Set<string>();

  let hasRepeatedKeys = false;
  for (const group of await groupsByKey(rows.rest(), byKey, slicer)) {
    const isRepeated = group.before.length * group.after.length > 1;
    hasRepeatedKeys ||= isRepeated;
    const rest = isRepeated ? await pairIdentified(group, identifiers, rows, { alsoBy, slicer }) : group;
    await pairSimilarRows(rest, rows, similarity);
  }
  await pairIdentified(rows.rest(), identifiers, rows, { alsoBy, slicer });
  if (others.length > 0) {
    const { before, after } = rows.rest();
    const withoutKey = {
      before: before.filter((row) => byKey.before(row) === undefined),
      after: after.filter((row) => byKey.after(row) === undefined),
    };
    for (const group of await groupsByKey(withoutKey, byOtherNames, slicer)) {
      others.forEach(({ name }) => alsoBy.add(name));
      await pairSimilarRows(group, rows, similarity);
    }
  }
  return {
    ...rows.matched(),
    duplicates: {
      before: hasRepeatedKeys ? await countDuplicates(rowCounts.before, byKey.before, slicer) : 0,
      after: hasRepeatedKeys ? await countDuplicates(rowCounts.after, byKey.after, slicer) : 0,
    },
    alsoBy: [...alsoBy],
  };
}

/** Groups rows by their keys. Rows without a key, and keys that only one snapshot has, are left out. */
async function groupsByKey(rows: RowGroup, keyOf: RowKeyReader, slicer: TimeSlicer): Promise<RowGroup[]> {
  const groups = new Map<string, { readonly before: number[]; readonly after: number[] }>();
  const { before, after } = rows;
  const addBefore = (from: number, to: number) => {
    for (const row of before.slice(from, to)) {
      const key = keyOf.before(row);
      const group = key === undefined ? undefined : groups.get(key);
      if (group !== undefined) {
        group.before.push(row);
      } else if (key !== undefined) {
        groups.set(key, { before: [row], after: [] });
      }
    }
  };
  const addAfter = (from: number, to: number) => {
    for (const row of after.slice(from, to)) {
      const key = keyOf.after(row);
      if (key !== undefined) {
        groups.get(key)?.after.push(row);
      }
    }
  };
  await forEachSlice(before.length, slicer, addBefore, TEXT_COST);
  await forEachSlice(after.length, slicer, addAfter, TEXT_COST);
  return [...groups.values()].filter((group) => group.after.length > 0);
}

/** Pairs rows by columns whose values are unique. @returns the rows that are left */
async function pairIdentified(
  group: RowGroup,
  identifiers: readonly ComparedColumn[],
  rows: RowPairs,
  { alsoBy, slicer }: { readonly alsoBy: Set<string>; readonly slicer: TimeSlicer },
): Promise<RowGroup> {
  let { before, after } = group;
  for (const { name, before: cellsBefore, after: cellsAfter } of identifiers) {
    const rowOf = new Map<string, number>();
    const remember = (from: number, to: number) => {
      for (const row of before.slice(from, to)) {
        rowOf.set(cellsBefore.text(row), row);
      }
    };
    const pair = (from: number, to: number) => {
      for (const row of after.slice(from, to)) {
        const partner = rowOf.get(cellsAfter.text(row));
        if (partner !== undefined) {
          rows.add(partner, row);
          alsoBy.add(name);
        }
      }
    };
    await forEachSlice(before.length, slicer, remember, TEXT_COST);
    await forEachSlice(after.length, slicer, pair, TEXT_COST);
    before = before.filter((row) => !rows.hasBefore(row));
    after = after.filter((row) => !rows.hasAfter(row));
  }
  return { before, after };
}

async function countDuplicates(
  rowCount: number,
  keyOf: (row: number) => string | undefined,
  slicer: TimeSlicer,
): Promise<number> {
  const seen = new Set<string>();
  let keyed = 0;
  const count = (from: number, to: number) => {
    for (let row = from; row < to; row++) {
      const key = keyOf(row);
      if (key !== undefined) {
        seen.add(key);
        keyed++;
      }
    }
  };
  await forEachSlice(rowCount, slicer, count, TEXT_COST);
  return keyed - seen.size;
}
