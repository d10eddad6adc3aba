import { shortLabel } from '../../core/table/charts/labels.js';
import { noColumn } from '../../core/table/query/queryColumns.js';
import type { Grouping } from '../../shared/pages/grouping.js';
import { groupColumnNames } from '../../shared/query/groupColumnNames.js';
import type { Query } from '../../shared/query/query.js';
import type { ColumnFilter, ColumnInfo, RowNoun, TableView } from '../../shared/report.js';
import { namedFilter } from '../../shared/views/applyView.js';
import { countedRows, groupedQuery } from '../../shared/views/groupedRows.js';

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
  /** What each row is. */
  readonly rowNoun: RowNoun;
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
  const { columns, countedFilter, minimumSize, rowNoun } = options;
  const indexOf = (name: string) => {
    const index = columns.findIndex((column) => shortLabel(column.name) === name);
    if (index < 0) {
      throw noColumn(name, 'groupBy', columns);
    }
    return index;
  };
  const nameAt = (index: number) => columns[index]?.name ?? '';
  const keyColumns = grouping.keys.map(({ column }) => indexOf(column));
  const named = withNames(grouping, (name) => nameAt(indexOf(name)));
  const rows = countedRows(view, countedFilter);
  const { filters, ...text } = rows;
  return {
    keyColumns,
    rows,
    query: groupedQuery(named, {
      table: { columns, rowNoun },
      rows: { ...text, ...(filters === undefined ? {} : { filters: filters.map((one) => namedFilter(one, nameAt)) }) },
      minimumSize,
    }),
  };
}

/** The same grouping of columns that are called otherwise: as the page knows them, or as in the file. */
export function withNames(grouping: Grouping, nameOf: (column: string) => string): Grouping {
  const { sort } = grouping;
  const keys = grouping.keys.map((key) => ({ ...key, column: nameOf(key.column) }));
  const measures = grouping.measures.map((measure) =>
    'column' in measure ? { ...measure, column: nameOf(measure.column) } : measure,
  );
  const before = groupColumnNames(grouping.keys, grouping.measures);
  const after = groupColumnNames(keys, measures);
  const named = sort?.map((key) => ({ ...key, column: after[before.indexOf(key.column)] ?? key.column }));
  return { ...grouping, keys, measures, ...(named === undefined ? {} : { sort: named }) };
}
