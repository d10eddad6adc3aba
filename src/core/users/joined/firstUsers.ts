import type { TimeSlicer } from '../../../base/timeSlicer.js';
import type { ColumnInfo } from '../../../shared/report.js';
import { ColumnarTable, columnarOf } from '../../table/store/columnarTable.js';
import { columnBuilder } from '../../table/store/columnBuilder.js';
import { reportsOfColumn } from './columnReports.js';
import { COLUMN } from './joinedColumns.js';
import type { UserReport } from './joinedUsers.js';
import { joinUsers } from './joinUsers.js';
import { CODE_OF, statesColumnOf } from './userStates.js';

/** Columns that any report may fill, and that say the same in nearly all of them. */
const NAMING: ReadonlySet<string> = new Set([COLUMN.principalName, COLUMN.displayName, COLUMN.id, COLUMN.products]);

/**
 * The first users, as one report alone has them, in the columns of the joined table: to be looked at while the others are being read. What other
 * reports have a say in, such as the last activity, says that it is still being read, and so does every blank: another report may know more.
 *
 * @param report with its first rows, or all
 * @throws the slicer's `AbortError`
 */
export async function firstUsers(report: UserReport, slicer: TimeSlicer): Promise<ColumnarTable> {
  const { table } = await joinUsers([report], { slicer });
  const { columns, data, rowCount, warnings } = columnarOf(table);
  const unread = statesColumnOf(rowCount, () => CODE_OF.notRead);
  return new ColumnarTable(
    columns.map((column) => (isReason(column) ? column : { ...column, blanksIn: column.blanksIn ?? COLUMN.activity })),
    columns.map((column, index) => {
      const own = isSettled(column, report.definition.name) ? data[index] : undefined;
      return isReason(column) ? unread : (own ?? columnBuilder(column.type).finish(rowCount));
    }),
    rowCount,
    warnings,
    true,
  );
}

/** Whether a column says why others are blank, which nobody knows before all reports are read. */
function isReason({ ownTexts }: ColumnInfo): boolean {
  return ownTexts === true;
}

/** Whether no other report changes what this one has in a column. */
function isSettled({ name }: ColumnInfo, report: string): boolean {
  const reports = reportsOfColumn(name);
  return NAMING.has(name) || (reports.length === 1 && reports[0] === report);
}
