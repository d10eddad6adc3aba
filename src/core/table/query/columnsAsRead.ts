import type { ColumnInfo } from '../../../shared/report.js';
import type { Column } from '../store/column.js';
import type { ColumnarTable } from '../store/columnarTable.js';

/** The columns of a table; one with cells none of which is of its type is of texts, as days and booleans that a program spelled in its own way. */
export function columnsAsRead({ columns, data, warnings }: ColumnarTable): readonly ColumnInfo[] {
  const irregular = new Set(warnings.flatMap((one) => (one.kind === 'irregularValues' ? [one.column] : [])));
  return columns.map((column, index) =>
    irregular.has(column.name) && !hasValueOfType(data[index]) ? { ...column, type: 'text' } : column,
  );
}

function hasValueOfType(column: Column | undefined): boolean {
  if (column?.storage !== 'scalar') {
    return true;
  }
  for (let row = 0; row < column.stored.length; row++) {
    if (!Number.isNaN(column.numberAt(row))) {
      return true;
    }
  }
  return false;
}
