import type { TimeSlicer } from '../../../base/timeSlicer.js';
import type { ColumnInfo } from '../../../shared/report.js';
import type { Column } from '../../table/store/column.js';
import { ColumnarTable } from '../../table/store/columnarTable.js';
import { columnBuilder } from '../../table/store/columnBuilder.js';
import { COLUMN, JOINED_COLUMN_INFOS } from './joinedColumns.js';
import type { MakeColumns, UsersToMake } from './namedColumn.js';
import { reportColumns } from './reportColumns.js';
import { serviceColumns } from './serviceColumns.js';
import { firstRows, type PlacedReport, type RowsOfUsers } from './placedReport.js';
import { userColumnsOf } from './userFactsColumns.js';

export interface JoinedTableOptions extends UsersToMake {
  readonly concealed: boolean;
  readonly slicer: TimeSlicer;
}

const PARTS: readonly MakeColumns[] = [userColumnsOf, serviceColumns, reportColumns];

/**
 * Puts the table together, a column at a time.
 *
 * @throws the slicer's `AbortError`
 */
export async function joinedTable(
  reports: readonly RowsOfUsers[],
  { slicer, ...options }: JoinedTableOptions,
): Promise<ColumnarTable> {
  const { count } = options;
  const placed = reports.map((report): PlacedReport => ({ ...report, rowOf: firstRows(report.users, count) }));
  const columns = new Map<string, Column>();
  for (const make of PARTS) {
    for (const [name, column] of make(placed, options)) {
      columns.set(name, column);
      await slicer.spend(count);
    }
  }
  const infos = JOINED_COLUMN_INFOS.map((info) =>
    options.concealed && NAMES.has(info.name) ? concealedInfo(info) : info,
  );
  return new ColumnarTable(
    infos,
    infos.map(({ name, type }) => columns.get(name) ?? columnBuilder(type).finish(count)),
    count,
    options.concealed ? [{ kind: 'concealedNames', columns: [...NAMES] }] : [],
    true,
  );
}

/** Columns that the service conceals. */
const NAMES: ReadonlySet<string> = new Set([COLUMN.principalName, COLUMN.displayName]);

function concealedInfo(info: ColumnInfo): ColumnInfo {
  return { ...info, concealed: true };
}
