import type { ReportTable } from '../table/store/table.js';

/**
 * Some columns of a table as a table, in this order. Nothing is copied.
 *
 * @param columns indexes; one that the table does not have is left out
 */
export function tableOfColumns(table: ReportTable, columns: readonly number[]): ReportTable {
  const known = columns.filter((column) => column < table.columns.length);
  const value: ReportTable['value'] = (row, column) => table.value(row, known[column] ?? -1);
  return {
    columns: known.flatMap((column) => table.columns[column] ?? []),
    rowCount: table.rowCount,
    warnings: table.warnings,
    value,
    text: (row, column) => table.text(row, known[column] ?? -1),
    rows: (start, end) =>
      Array.from({ length: Math.max(0, Math.min(end, table.rowCount) - start) }, (_, at) =>
        known.map((__, column) => value(start + at, column)),
      ),
    columnIndex: (name) => known.indexOf(table.columnIndex(name)),
  };
}
