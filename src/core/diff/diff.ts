import type { ReportDefinition } from '../catalog/definition.js';
import { columnarOf, ColumnarTable } from '../table/store/columnarTable.js';
import { concealedForm } from '../../shared/concealedNames.js';
import { throwIfAborted } from '../../base/cancellation.js';
import { forEachSlice, TEXT_COST, TimeSlicer } from '../../base/timeSlicer.js';
import { isReportMetadata, normalizeName } from '../table/store/columnNames.js';
import type { ReportTable } from '../table/store/table.js';
import { changedRows } from './changedRows.js';
import { columnPairs } from './columnPairs.js';
import { comparedColumns } from './comparedColumns.js';
import { type DiffTable, diffTable } from './diffTable.js';
import { identityTest, type Matching, matchingFor } from './matching.js';
import { type MatchResult, matchRows } from './rowMatcher.js';

export interface DiffOptions {
  readonly signal?: AbortSignal;
}

/** What changed between two snapshots of a report. */
export interface Diff {
  readonly matching: Matching;
  readonly rowCounts: { readonly before: number; readonly after: number };
  readonly changed: number;
  readonly added: number;
  readonly gone: number;
  readonly unchanged: number;
  /** Rows whose key occurs earlier in the same snapshot. Of these, the rows that are most alike are matched. 0 if all of them are equal. */
  readonly duplicates: { readonly before: number; readonly after: number };
  /** Columns that are no keys, and by which rows were matched whose keys don't tell them apart. */
  readonly alsoMatchedBy: readonly string[];
  /** Columns that only one snapshot has. Their cells do not count as changed. */
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
  /** Report metadata columns, which are not compared. */
  readonly ignored: readonly string[];
  /** Changed rows per column, most first. */
  readonly changedColumns: readonly { readonly name: string; readonly rows: number }[];
  /** True if names are concealed in both snapshots and hardly any is in both: the service may have used new hashes. */
  readonly hashesChanged: boolean;
  /** All rows that differ. */
  readonly table: DiffTable;
}

/** In a smaller snapshot, all rows may really have been replaced. */
const MIN_ROWS_FOR_NEW_HASHES = 20;
/** Share of the smaller snapshot's rows. With more matches, the hashes are the same. */
const MAX_MATCHED_SHARE = 0.02;

/**
 * Compares two snapshots of a report row by row and cell by cell.
 *
 * @throws the signal's `AbortError`
 */
export async function diffOf(
  tableBefore: ReportTable,
  tableAfter: ReportTable,
  definition: ReportDefinition,
  { signal }: DiffOptions = {},
): Promise<Diff> {
  throwIfAborted(signal);
  const slicer = new TimeSlicer(signal);
  const [before, after] = [columnarOf(tableBefore), columnarOf(tableAfter)];
  const pairs = await columnPairs(before, after, slicer);
  const rowCounts = { before: before.rowCount, after: after.rowCount };
  const isIdentity = identityTest(definition);
  const matching = await matchingFor(before, after, definition, slicer);
  const keys = matching.by === 'keys' ? matching.columns : [];
  const keyNames = new Set(keys.map(normalizeName));
  const isKey = (name: string) => keyNames.has(normalizeName(name)) || isIdentity(name);
  const columns = await comparedColumns(pairs, isKey, slicer);
  const matched =
    matching.by === 'impossible'
      ? noMatches()
      : await matchRows({ pairs, columns, keys, isIdentity, rowCounts, slicer });
  const changes = await changedRows(matched, columns, slicer);
  return {
    matching,
    rowCounts,
    changed: changes.rows.length,
    added: matched.added.length,
    gone: matched.gone.length,
    unchanged: matched.after.length - changes.rows.length,
    duplicates: matched.duplicates,
    alsoMatchedBy: matched.alsoBy,
    onlyBefore: pairs.filter((pair) => pair.after === undefined).map(({ info }) => info.name),
    onlyAfter: pairs.filter((pair) => pair.before === undefined).map(({ info }) => info.name),
    ignored: [...new Set([...after.columns, ...before.columns].map(({ name }) => name))].filter(
      (name) => isReportMetadata(name) && !pairs.some(({ info }) => info.name === name),
    ),
    changedColumns: pairs
      .map(({ info }, index) => ({ name: info.name, rows: changes.rowsByPair[index] ?? 0 }))
      .filter(({ rows }) => rows > 0)
      .sort((one, other) => other.rows - one.rows),
    hashesChanged: await hashesChanged(matched, keys, before, slicer),
    table: await diffTable({ pairs, keys, matched, changes }, slicer),
  };
}

function noMatches(): MatchResult {
  const no = new Uint32Array(0);
  const isEqual = new Uint8Array(0);
  return { before: no, after: no, isEqual, added: no, gone: no, duplicates: { before: 0, after: 0 }, alsoBy: [] };
}

/** @param keys the first one names a user, a group or a site */
async function hashesChanged(
  matched: MatchResult,
  keys: readonly string[],
  before: ColumnarTable,
  slicer: TimeSlicer,
): Promise<boolean> {
  const [key] = keys;
  const smaller = matched.after.length + Math.min(matched.added.length, matched.gone.length);
  if (key === undefined || smaller < MIN_ROWS_FOR_NEW_HASHES || matched.after.length > smaller * MAX_MATCHED_SHARE) {
    return false;
  }
  const column = before.data[before.columnIndex(key)];
  let hashes = 0;
  const count = (from: number, to: number) => {
    for (const row of matched.gone.subarray(from, to)) {
      hashes += concealedForm(column?.text(row) ?? '') === 'hash' ? 1 : 0;
    }
  };
  await forEachSlice(matched.gone.length, slicer, count, TEXT_COST);
  return hashes > matched.gone.length / 2;
}
