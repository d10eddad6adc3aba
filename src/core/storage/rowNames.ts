import { forEachSlice, TEXT_COST, type TimeSlicer } from '../../base/timeSlicer.js';
import { isIdentifyingName } from '../../shared/concealedNames.js';
import type { ColumnarTable } from '../table/store/columnarTable.js';
import { meaningOf } from '../table/store/columnNames.js';

/** In the place of a row: several have the name. */
export const SEVERAL = -1;

/** What a column calls a row, in one spelling; `undefined` where it names nothing: blank, or written as it is for everyone. */
function nameReader(table: ColumnarTable, column: string): (row: number) => string | undefined {
  const cells = table.data[table.columnIndex(column)];
  const meaning = meaningOf(column);
  return (row) => {
    const text = cells?.text(row) ?? '';
    return isIdentifyingName(text) ? meaning(text) : undefined;
  };
}

/**
 * The rows of a table by what a column calls them, {@link SEVERAL} for a name that several have.
 * @throws the slicer's `AbortError`
 */
export async function rowsByName(
  table: ColumnarTable,
  column: string,
  slicer: TimeSlicer,
): Promise<ReadonlyMap<string, number>> {
  const nameOf = nameReader(table, column);
  const rows = new Map<string, number>();
  const add = (from: number, to: number) => {
    for (let row = from; row < to; row++) {
      const name = nameOf(row);
      if (name !== undefined) {
        rows.set(name, rows.has(name) ? SEVERAL : row);
      }
    }
  };
  await forEachSlice(table.rowCount, slicer, add, TEXT_COST);
  return rows;
}
