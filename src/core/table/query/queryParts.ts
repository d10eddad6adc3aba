import type { IsoDate, IsoInstant } from '../../../base/dates.js';
import type { Query } from '../../../shared/query/query.js';
import type { SortKey } from '../../../shared/report.js';
import type { ReportDefinition } from '../../catalog/definition.js';
import type { ColumnarTable } from '../store/columnarTable.js';
import type { EarlierGroups } from './changes.js';
import { noColumn } from './queryColumns.js';
import type { ShownCells } from './shownCells.js';

export interface RunQueryOptions {
  /** What the catalog knows of the report; absent for a table that is none. */
  readonly definition?: ReportDefinition;
  /** The report refresh date, which days are counted back from. */
  readonly refreshDate?: IsoDate | null;
  /** When the file was fetched: a day that is later cannot be right. */
  readonly fetchedAt?: IsoInstant;
  /** The same groups in an earlier snapshot, for a query with changes: see `earlierQuery`. */
  readonly earlier?: EarlierGroups;
  readonly signal?: AbortSignal;
  /** How a page writes cells, whose text is looked for. */
  readonly shown?: ShownCells | undefined;
}

/** A table, which of its rows in which order, and which columns; all if absent. */
export interface ChosenRows {
  readonly table: ColumnarTable;
  readonly rows: Uint32Array;
  readonly columns?: readonly number[];
}

/** The sort keys of a result by the names of its columns. @throws UsageReportsError `invalidRequest` */
export function resultSort({ sort = [] }: Query, { columns }: ColumnarTable): SortKey[] {
  return sort.map(({ column, descending = false }, index) => {
    const found = columns.findIndex(({ name }) => name === column);
    if (found < 0) {
      throw noColumn(column, `sort.${index}`, columns);
    }
    return { column: found, descending };
  });
}
