import type { ChangeKind } from '../../shared/diff.js';
import type { ColumnInfo } from '../../shared/report.js';
import type { Column } from '../table/store/column.js';
import { ColumnarTable } from '../table/store/columnarTable.js';
import { normalizeName, UniqueNames } from '../table/store/columnNames.js';
import { joinList } from '../table/store/lists.js';
import { columnBuilder } from '../table/store/columnBuilder.js';
import { assembleColumn, repeatedTextColumn, type RowSegment } from './assembleColumn.js';
import type { ColumnPair } from './columnPairs.js';
import type { ChangedRows } from './changedRows.js';
import { forEachSlice, TEXT_COST, type TimeSlicer } from '../../base/timeSlicer.js';
import type { MatchedRows } from './rowPairs.js';

/**
 * All rows that differ, as a table that can be shown, sorted, filtered and exported like any other. Its columns: the kind of change, the
 * names of the changed columns, the report's columns with the keys first (values of the newer snapshot, or of the older one for a row that
 * is gone), and the previous values of each column that changed in any row.
 */
export interface DiffTable {
  readonly table: ColumnarTable;
  /** The rows of each kind, from `start` (inclusive) to `end` (exclusive). */
  readonly ranges: Readonly<Record<ChangeKind, { readonly start: number; readonly end: number }>>;
  /** Index of the list column with the names of the changed columns. */
  readonly changedNamesColumn: number;
  /** Indexes of the report's own columns, and of their previous values. */
  readonly content: readonly {
    readonly column: number;
    readonly before: number | undefined;
    readonly isKey: boolean;
  }[];
}

interface Parts {
  readonly pairs: readonly ColumnPair[];
  readonly keys: readonly string[];
  readonly matched: MatchedRows;
  readonly changes: ChangedRows;
}

interface NamedColumn {
  readonly info: ColumnInfo;
  readonly data: Column;
}

export async function diffTable({ pairs, keys, matched, changes }: Parts, slicer: TimeSlicer): Promise<DiffTable> {
  const changedBefore = changes.rows.map((pair) => matched.before[pair] ?? 0);
  const changedAfter = changes.rows.map((pair) => matched.after[pair] ?? 0);
  const { added, gone } = matched;
  const names = new UniqueNames();
  pairs.forEach(({ info }) => names.take(info.name));
  const kinds = repeatedTextColumn('text', [
    { text: 'changed', times: changedAfter.length },
    { text: 'added', times: added.length },
    { text: 'gone', times: gone.length },
  ]);
  const columns: NamedColumn[] = [
    { info: { name: names.make('Change'), type: 'text', known: true }, data: kinds },
    {
      info: { name: names.make('Changed Columns'), type: 'list', known: true },
      data: await changedNamesColumn(changes, pairs, added.length + gone.length, slicer),
    },
  ];
  const keyNames = keys.map(normalizeName);
  const rank = ({ info }: ColumnPair) => {
    const at = keyNames.indexOf(normalizeName(info.name));
    return at < 0 ? keyNames.length : at;
  };
  const order = pairs
    .map((pair, index) => ({ pair, index, rank: rank(pair) }))
    .sort((one, other) => one.rank - other.rank);
  const content: { column: number; before: number | undefined; isKey: boolean }[] = [];
  for (const { pair, rank: place } of order) {
    const segments: RowSegment[] = [
      { column: pair.after, rows: changedAfter },
      { column: pair.after, rows: added },
      { column: pair.before, rows: gone },
    ];
    const data = await assembleColumn(pair.info.type, segments, slicer);
    content.push({
      column: columns.push({ info: pair.info, data }) - 1,
      before: undefined,
      isKey: place < keyNames.length,
    });
  }
  for (const [at, { pair, index }] of order.entries()) {
    if ((changes.rowsByPair[index] ?? 0) > 0) {
      const segments: RowSegment[] = [
        { column: pair.before, rows: changedBefore },
        { column: undefined, rows: added },
        { column: undefined, rows: gone },
      ];
      const { label, ...unlabeled } = pair.info;
      const name = names.make(`${pair.info.name} (before)`);
      const info = { ...unlabeled, ...(label === undefined ? {} : { label: `${label} (before)` }), name };
      const entry = content[at];
      const column = columns.push({ info, data: await assembleColumn(info.type, segments, slicer) }) - 1;
      if (entry !== undefined) {
        content[at] = { ...entry, before: column };
      }
    }
  }
  const rowCount = changedAfter.length + added.length + gone.length;
  return {
    table: new ColumnarTable(
      columns.map(({ info }) => info),
      columns.map(({ data }) => data),
      rowCount,
      [],
      true,
    ),
    ranges: {
      changed: { start: 0, end: changedAfter.length },
      added: { start: changedAfter.length, end: changedAfter.length + added.length },
      gone: { start: changedAfter.length + added.length, end: rowCount },
    },
    changedNamesColumn: 1,
    content,
  };
}

async function changedNamesColumn(
  { combinationOf, combinations }: ChangedRows,
  pairs: readonly ColumnPair[],
  others: number,
  slicer: TimeSlicer,
): Promise<Column> {
  const texts = combinations.map((indexes) => joinList(indexes.flatMap((index) => pairs[index]?.info.name ?? [])));
  const builder = columnBuilder('list');
  const add = (from: number, to: number) => {
    for (let row = from; row < to; row++) {
      builder.add(texts[combinationOf[row] ?? -1] ?? '');
    }
  };
  // Rows beyond the changed ones have no names.
  await forEachSlice(combinationOf.length + others, slicer, add, TEXT_COST);
  return builder.finish();
}
