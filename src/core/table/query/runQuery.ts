import { throwIfAborted } from '../../../base/cancellation.js';
import { TimeSlicer } from '../../../base/timeSlicer.js';
import { invalidQuery } from '../../../shared/query/invalidQuery.js';
import type { LeftOut } from '../../../shared/query/provenance.js';
import type { Query, QueryFilter } from '../../../shared/query/query.js';
import type { ColumnFilter } from '../../../shared/report.js';
import { type ColumnarTable, columnarOf } from '../store/columnarTable.js';
import type { ReportTable } from '../store/table.js';
import { groupRows } from './groupRows.js';
import type { GroupColumn } from './groupStatistics.js';
import { QueryColumns } from './queryColumns.js';
import type { ChosenRows, RunQueryOptions } from './queryParts.js';
import { sortRows } from './sortRows.js';
import { takeRows } from './takeRows.js';
import { viewOf } from './view.js';

export interface QueryResult {
  readonly table: ColumnarTable;
  /** Rows of the asked table that pass the filters. */
  readonly rowsPassed: number;
  readonly rowsInSeveralGroups: number;
  readonly leftOut: readonly LeftOut[];
  /** What the columns of groups have; absent for a query for rows. */
  readonly groupColumns: readonly GroupColumn[] | undefined;
}

/**
 * Answers a query from a table. The source in the query is not looked at: the table is what it names.
 *
 * @throws UsageReportsError `invalidRequest` with the place in the query, and `tooLarge`; the signal's `AbortError`
 */
export async function runQuery(asked: ReportTable, query: Query, options: RunQueryOptions = {}): Promise<QueryResult> {
  throwIfAborted(options.signal);
  const table = columnarOf(asked);
  const columns = new QueryColumns(table, options.definition);
  const slicer = new TimeSlicer(options.signal);
  const filters = query.filters?.map((filter, index) => indexedFilter(filter, columns, `filters.${index}`));
  const { signal, shown } = options;
  const rows = await viewOf(table, { filter: query.filter, filters }, { signal, shown });
  const isGrouped = (query.groupBy ?? []).length > 0 || (query.aggregates ?? []).length > 0;
  const { leftOut, rowsInSeveralGroups, groupColumns, ...made } = isGrouped
    ? await groupRows(table, columns, query, rows, options, slicer)
    : {
        ...(await chosenRows(table, columns, query, rows, slicer)),
        ...{ leftOut: [], rowsInSeveralGroups: 0, groupColumns: undefined },
      };
  const limit = Math.min(made.rows.length, query.limit ?? Infinity);
  const result = await takeRows(made.table, made.rows.slice(0, limit), slicer, made.columns);
  throwIfAborted(options.signal);
  const beyond: LeftOut[] = [
    { reason: 'filters', rows: table.rowCount - rows.length },
    ...leftOut,
    { reason: 'limit', rows: made.rows.length - limit },
  ];
  return {
    table: result,
    rowsPassed: rows.length,
    rowsInSeveralGroups,
    groupColumns,
    leftOut: beyond.filter((left) => left.rows > 0),
  };
}

/** The rows themselves. They can be sorted by columns that the result leaves out. */
async function chosenRows(
  table: ColumnarTable,
  columns: QueryColumns,
  query: Query,
  rows: Uint32Array,
  slicer: TimeSlicer,
): Promise<ChosenRows> {
  const chosen = query.columns?.map((name, index) => columns.find(name, `columns.${index}`).index);
  if (chosen !== undefined && new Set(chosen).size < chosen.length) {
    throw invalidQuery('columns', 'A column can be in it once.');
  }
  const sort = (query.sort ?? []).map(({ column, descending = false }, index) => ({
    column: columns.find(column, `sort.${index}`).index,
    descending,
  }));
  return { table, rows: await sortRows(rows, table.data, sort, slicer), columns: chosen };
}

function indexedFilter(filter: QueryFilter, columns: QueryColumns, path: string): ColumnFilter {
  const { index } = columns.find(filter.column, `${path}.column`);
  return filter.kind === 'share'
    ? { ...filter, column: index, of: filter.of.map((whole, at) => columns.find(whole, `${path}.of.${at}`).index) }
    : { ...filter, column: index };
}
