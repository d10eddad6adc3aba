import type { TimeSlicer } from '../../base/timeSlicer.js';
import type { ColumnarTable } from '../table/store/columnarTable.js';
import { isPrincipalName } from '../table/store/columnNames.js';
import { NameIndex } from '../table/store/nameIndex.js';
import { namesOfRows } from '../table/store/namesOfRows.js';

/** In the place of a row: none has the name. */
export const NONE = -2;
/** The same: several have it. */
export const SEVERAL = -1;

/** The rows of a table by what a column calls them. Rows of others are found by the same names. */
export class NamedRows {
  /** By the number of a name, its row; below 0 where no single row has it. */
  readonly rows: Int32Array;

  private constructor(
    private readonly column: string,
    private readonly names: NameIndex,
    numbers: Int32Array,
  ) {
    this.rows = singleRows(numbers, names.length);
  }

  /** @throws the slicer's `AbortError` */
  static async of(table: ColumnarTable, column: string, slicer: TimeSlicer): Promise<NamedRows> {
    const names = new NameIndex(isPrincipalName(column));
    return new NamedRows(column, names, await numbersIn(table, column, names, slicer));
  }

  /**
   * The rows of another table by the names that are numbered here, in the order of {@link rows}. Names that only it has come after them.
   * @throws the slicer's `AbortError`
   */
  async rowsIn(table: ColumnarTable, slicer: TimeSlicer): Promise<Int32Array> {
    return singleRows(await numbersIn(table, this.column, this.names, slicer), this.names.length);
  }
}

function numbersIn(table: ColumnarTable, column: string, names: NameIndex, slicer: TimeSlicer): Promise<Int32Array> {
  return namesOfRows(table.data[table.columnIndex(column)], table.rowCount, names, slicer);
}

/** @param numbers by row, below 0 for what names nothing */
function singleRows(numbers: Int32Array, names: number): Int32Array {
  const rows = new Int32Array(names).fill(NONE);
  numbers.forEach((number, row) => {
    if (number >= 0) {
      rows[number] = rows[number] === NONE ? row : SEVERAL;
    }
  });
  return rows;
}
