import type { CellValue, ColumnInfo, TableWarning } from '../../../shared/report.js';
import type { Column } from './column.js';
import { columnBuilder } from './columnBuilder.js';
import { normalizeName } from './columnNames.js';
import type { ReportTable } from './table.js';

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

  /** A table of some of the rows. */
  withRows(rows: Uint32Array): ColumnarTable {
    const data = this.columns.map(({ type }, index) => {
      const builder = columnBuilder(type);
      for (const row of rows) {
        builder.add(this.text(row, index));
      }
      return builder.finish();
    });
    return new ColumnarTable(this.columns, data, rows.length, this.warnings, this.isMerged);
  }

  /** The same table, said to come from several files, see {@link isMerged}. */
  merged(): ColumnarTable {
    return new ColumnarTable(this.columns, this.data, this.rowCount, this.warnings, true);
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
  const data = table.columns.map(({ type }, index) => {
    const builder = columnBuilder(type);
    for (let row = 0; row < table.rowCount; row++) {
      builder.add(table.text(row, index));
    }
    return builder.finish();
  });
  return new ColumnarTable(table.columns, data, table.rowCount, table.warnings);
}
