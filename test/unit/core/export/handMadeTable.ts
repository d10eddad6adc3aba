import type { ExportInput } from '../../../../src/core/export/exportInput.js';
import type { CellValue, ColumnInfo, ColumnType } from '../../../../src/shared/report.js';
import type { ReportTable } from '../../../../src/core/table/store/table.js';

/** The smallest table that satisfies the contract. The text of a cell derives from its value unless given. */
export class HandMadeTable implements ReportTable {
  readonly columns: readonly ColumnInfo[];
  readonly warnings = [];
  readonly rowCount: number;

  constructor(
    columns: readonly (readonly [name: string, type: ColumnType, more?: Pick<ColumnInfo, 'decimals'>])[],
    private readonly cells: readonly (readonly CellValue[])[],
    private readonly texts: ReadonlyMap<CellValue, string> = new Map(),
  ) {
    this.columns = columns.map(([name, type, more]) => ({ name, type, known: true, ...more }));
    this.rowCount = cells.length;
  }

  value(row: number, column: number): CellValue {
    return this.cells[row]![column]!;
  }

  text(row: number, column: number): string {
    const value = this.value(row, column);
    return this.texts.get(value) ?? (value === null ? '' : Array.isArray(value) ? value.join('+') : String(value));
  }

  rows(start: number, end: number): CellValue[][] {
    return this.cells.slice(start, end).map((row) => [...row]);
  }

  columnIndex(name: string): number {
    return this.columns.findIndex((column) => column.name === name);
  }
}

export function inputOf(table: ReportTable, more: Partial<ExportInput> = {}): ExportInput {
  return {
    table,
    title: 'Teams user activity',
    report: 'getTeamsUserActivityCounts',
    period: 'D7',
    refreshDate: '2026-11-18',
    fetchedAt: '2026-11-20T08:00:00.000Z',
    connectionName: 'Contoso',
    personal: false,
    fileLabel: 'sample',
    ...more,
  };
}
