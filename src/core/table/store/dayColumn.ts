import type { ReportDefinition } from '../../catalog/definition.js';
import type { ColumnInfo, TableWarning } from '../../../shared/report.js';
import { isDayName, normalizeName } from './columnNames.js';
import { ColumnarTable } from './columnarTable.js';

/** Index of the column with the day of each row, or -1: a key of the catalog, otherwise by its name. */
export function dayColumnIndex(
  columns: readonly ColumnInfo[],
  definition: Pick<ReportDefinition, 'keys'> | undefined,
): number {
  const keys = new Set(definition?.keys.map(normalizeName));
  const key = columns.findIndex(({ name, type }) => type === 'date' && keys.has(normalizeName(name)));
  return key >= 0 ? key : columns.findIndex(({ name, type }) => type === 'date' && isDayName(name));
}

/** Adds a warning to a daily series whose rows have no readable day: they are in no line of a chart, and in no day of the history. */
export function withDayWarning(table: ColumnarTable, definition: ReportDefinition | undefined): ColumnarTable {
  const { columns, data, rowCount, warnings } = table;
  const count = definition?.kind === 'daily-series' ? countRowsWithoutDay(table, definition) : 0;
  const warning: TableWarning = { kind: 'rowsWithoutDay', count, rowCount };
  return count === 0 ? table : new ColumnarTable(columns, data, rowCount, [warning, ...warnings]);
}

function countRowsWithoutDay({ columns, data, rowCount }: ColumnarTable, definition: ReportDefinition): number {
  const days = data[dayColumnIndex(columns, definition)];
  if (days?.storage !== 'scalar') {
    return rowCount;
  }
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    count += Number.isNaN(days.numberAt(row)) ? 1 : 0;
  }
  return count;
}
