import type { CellValue, ColumnInfo, TableWarning } from '../../../shared/report.js';

/**
 * A decoded report: typed columns, and rows by index. Immutable.
 *
 * Every cell has a `value` (typed, `null` if blank) and a `text` (the field of the CSV file). The value of a cell that does not fit its
 * column's type is its text.
 */
export interface ReportTable {
  readonly columns: readonly ColumnInfo[];
  readonly rowCount: number;
  readonly warnings: readonly TableWarning[];
  /** Typed value: dates as `YYYY-MM-DD`, durations in seconds, lists as string arrays, `null` if blank. */
  value(row: number, column: number): CellValue;
  /** The cell as a CSV field, before quoting; empty if blank. */
  text(row: number, column: number): string;
  /** Rows from `start` (inclusive) to `end` (exclusive), one value per column. */
  rows(start: number, end: number): CellValue[][];
  /** Index of the column with this normalized name, or -1. */
  columnIndex(name: string): number;
}
