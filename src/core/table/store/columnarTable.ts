import { atOnce } from '../../../base/timeSlicer.js';
import type { CellValue, ColumnInfo, TableWarning } from '../../../shared/report.js';
import { type Column, storedLength } from './column.js';
import { normalizeName } from './columnNames.js';
import { copiedColumn } from './lazyColumn.js';
import type { ReportTable } from './table.js';

/** Rows of a merged table whose day cannot be right, see `plausibleDays.ts`: those from `from` on, in one column. */
export interface UndatedRows {
  readonly column: number;
  readonly from: number;
}

/** A table in columnar storage. Views and charts read the stored columns directly, which is what makes them fast. */
export class ColumnarTable implements ReportTable {
  readonly #indexByName: ReadonlyMap<string, number>;

  constructor(
    readonly columns: readonly ColumnInfo[],
    /** `data[i]` holds the cells of `columns[i]`. */
    readonly data: readonly Column[],
    readonly rowCount: number,
    readonly warnings: readonly TableWarning[],
    /** Whether rows come from several files, as in a history or a comparison. Then no row repeats another, whatever its report period. */
    readonly isMerged = false,
    /** Only a merge knows them: each row was judged by the fetch that it came with. */
    readonly undated?: UndatedRows,
  ) {
    this.#indexByName = new Map(columns.map(({ name }, index) => [normalizeName(name), index]));
  }

  value(row: number, column: number): CellValue {
    return this.data[column]?.value(row) ?? null;
  }

  text(row: number, column: number): string {
    return this.data[column]?.text(row) ?? '';
  }

  rows(start: number, end: number): CellValue[][] {
    const rows: CellValue[][] = [];
    for (let row = Math.max(0, start); row < Math.min(end, this.rowCount); row++) {
      rows.push(this.data.map((column) => column.value(row)));
    }
    return rows;
  }

  /** A table of some of the rows, in ascending order. */
  withRows(rows: Uint32Array): ColumnarTable {
    const data = this.data.map((column, index) => {
      const stored = storedLength(column);
      const beyond = rows.findIndex((row) => row >= stored);
      const filled = beyond < 0 ? rows.length : beyond;
      return atOnce(
        copiedColumn(this.columns[index]?.type ?? 'text', rows.length, filled, (at) => column.text(rows[at] ?? 0)),
      );
    });
    return new ColumnarTable(this.columns, data, rows.length, this.warnings, this.isMerged);
  }

  /** The same table, said to come from several files, see {@link isMerged}. */
  merged(undated?: UndatedRows): ColumnarTable {
    return new ColumnarTable(this.columns, this.data, this.rowCount, this.warnings, true, undated);
  }

  columnIndex(name: string): number {
    return this.#indexByName.get(normalizeName(name)) ?? -1;
  }
}

/** Converts a table to columnar storage. Decoded tables are columnar already and come back as they are. */
export function columnarOf(table: ReportTable): ColumnarTable {
  if (table instanceof ColumnarTable) {
    return table;
  }
  const { rowCount } = table;
  const data = table.columns.map(({ type }, index) =>
    atOnce(copiedColumn(type, rowCount, rowCount, (row) => table.text(row, index))),
  );
  return new ColumnarTable(table.columns, data, rowCount, table.warnings);
}
