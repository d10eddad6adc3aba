import type { CellValue, ColumnInfo, TableWarning } from '../../../shared/report.js';

/**
 * What a report says, decoded: typed columns, rows by index. Immutable once built.
 *
 * Every cell has three faces: `value` (typed, `null` where blank), `text` (what a CSV cell of the file holds) and, for cells
 * that do not fit their column's type, a `value` that is that text as a string.
 */
export interface ReportTable {
  readonly columns: readonly ColumnInfo[];
  readonly rowCount: number;
  readonly warnings: readonly TableWarning[];
  /** Typed value; dates as `YYYY-MM-DD`, durations in seconds, lists as string arrays, `null` where blank. */
  value(row: number, column: number): CellValue;
  /** The cell's text as a CSV field would hold it before quoting; empty where blank. */
  text(row: number, column: number): string;
  /** Rows `start` (inclusive) to `end` (exclusive), a cell per column. */
  rows(start: number, end: number): CellValue[][];
  /** Index of the column with this name after normalisation, or -1. */
  columnIndex(name: string): number;
  /** `Report Refresh Date` of the newest row, or `null` where the report has no such column or no rows. */
  readonly refreshDate: string | null;
}
