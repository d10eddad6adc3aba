import { shortLabel } from '../../core/table/charts/labels.js';
import { noColumn } from '../../core/table/query/queryColumns.js';
import {
  type GroupKey,
  type Query,
  type QueryAggregate,
  type QueryFilter,
  QUERY_VERSION,
} from '../../shared/query/query.js';
import type { Grouping, GroupingKey, GroupingMeasure } from '../../shared/pages/grouping.js';
import type { ColumnFilter, ColumnInfo, TableView } from '../../shared/report.js';

/** What the panel asks of a table, as a query. */
export interface GroupQuery {
  readonly query: Query;
  /** Indexes of the keys' columns. */
  readonly keyColumns: readonly number[];
  /** Which rows are grouped: the view, without its order, and with what only the counted rows pass. */
  readonly rows: TableView;
}

export interface GroupQueryOptions {
  readonly columns: readonly ColumnInfo[];
  /** What only the counted rows pass; absent if all rows are counted. */
  readonly countedFilter?: ColumnFilter | undefined;
  /** Rows of the smallest group that is shown. */
  readonly minimumSize: number;
}

/**
 * @param grouping with the names of columns that the page knows, which are shortened
 * @throws UsageReportsError `invalidRequest` where the table has no such column
 */
export function groupQuery(grouping: Grouping, view: TableView, options: GroupQueryOptions): GroupQuery {
  const { columns, countedFilter: counted, minimumSize } = options;
  const { filter, filters = [] } = view;
  const indexOf = (name: string) => {
    const index = columns.findIndex((column) => shortLabel(column.name) === name);
    if (index < 0) {
      throw noColumn(name, 'groupBy', columns);
    }
    return index;
  };
  const nameAt = (index: number) => columns[index]?.name ?? '';
  const isChosen = counted !== undefined && filters.some(({ column }) => column === counted.column);
  const all = counted === undefined || isChosen ? filters : [...filters, counted];
  const keyColumns = grouping.keys.map(({ column }) => indexOf(column));
  return {
    keyColumns,
    rows: { ...(filter === undefined ? {} : { filter }), ...(all.length === 0 ? {} : { filters: all }) },
    query: {
      version: QUERY_VERSION,
      ...(filter === undefined ? {} : { filter }),
      ...(all.length === 0 ? {} : { filters: all.map((one) => namedFilter(one, nameAt)) }),
      groupBy: grouping.keys.map((key, at) => groupKey(key, nameAt(keyColumns[at] ?? -1))),
      aggregates: grouping.measures.map((measure) => aggregate(measure, (name) => nameAt(indexOf(name)))),
      ...(minimumSize > 1 ? { minGroupSize: minimumSize } : {}),
    },
  };
}

/** A key of the page as the engine knows it. */
export function groupKey({ by, step, days = [] }: GroupingKey, column: string): GroupKey {
  switch (by) {
    case undefined:
      return { column };
    case 'range':
      return { column, by, ...(step === undefined ? {} : { step }) };
    case 'activeWithin':
      return { column, by, days };
    default:
      return { column, by };
  }
}

function aggregate({ kind, column = '' }: GroupingMeasure, nameOf: (column: string) => string): QueryAggregate {
  return kind === 'count' || kind === 'share' ? { kind } : { kind, column: nameOf(column) };
}

function namedFilter(filter: ColumnFilter, nameAt: (index: number) => string): QueryFilter {
  const column = nameAt(filter.column);
  return filter.kind === 'share' ? { ...filter, column, of: filter.of.map(nameAt) } : { ...filter, column };
}
