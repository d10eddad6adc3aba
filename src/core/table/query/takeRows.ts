import { forEachSlice, type TimeSlicer } from '../../../base/timeSlicer.js';
import type { Column, DictionaryColumn, ScalarColumn } from '../store/column.js';
import { ColumnarTable } from '../store/columnarTable.js';
import { GrowableArray } from '../store/growableArray.js';

/**
 * A table of some rows and columns, in any order. Cells come back as written. Texts and what a cell means are those of the given table, so its
 * columns stay in memory.
 *
 * @param columns indexes; all columns by default
 * @throws the slicer's `AbortError`
 */
export async function takeRows(
  table: ColumnarTable,
  rows: Uint32Array,
  slicer: TimeSlicer,
  columns: readonly number[] = [...table.columns.keys()],
): Promise<ColumnarTable> {
  const data: Column[] = [];
  for (const index of columns) {
    const column = table.data[index];
    if (column !== undefined) {
      data.push(await takeCells(column, rows, slicer));
    }
  }
  return new ColumnarTable(
    columns.flatMap((index) => table.columns[index] ?? []),
    data,
    rows.length,
    [],
    table.isMerged,
  );
}

function takeCells(column: Column, rows: Uint32Array, slicer: TimeSlicer): Promise<Column> {
  return column.storage === 'scalar' ? takeScalars(column, rows, slicer) : takeTexts(column, rows, slicer);
}

async function takeTexts(column: DictionaryColumn, rows: Uint32Array, slicer: TimeSlicer): Promise<DictionaryColumn> {
  const codes = new Uint32Array(rows.length);
  await forEachSlice(rows.length, slicer, (from, to) => {
    for (let at = from; at < to; at++) {
      codes[at] = column.codes[rows[at] ?? 0] ?? 0;
    }
  });
  return { ...column, length: rows.length, codes, ...cellsOf(column, rows) };
}

async function takeScalars(column: ScalarColumn, rows: Uint32Array, slicer: TimeSlicer): Promise<ScalarColumn> {
  const exactTexts = new Map<number, string>();
  await forEachSlice(column.exactTexts.size === 0 ? 0 : rows.length, slicer, (from, to) => {
    for (let at = from; at < to; at++) {
      const text = column.exactTexts.get(rows[at] ?? 0);
      if (text !== undefined) {
        exactTexts.set(at, text);
      }
    }
  });
  return {
    ...column,
    length: rows.length,
    stored: await takeStored(column.stored, rows, slicer),
    exactTexts,
    numberAt: (row) => column.numberAt(rows[row] ?? -1),
    ...cellsOf(column, rows),
  };
}

function cellsOf(column: Column, rows: Uint32Array): Pick<Column, 'value' | 'text'> {
  return {
    value: (row) => column.value(rows[row] ?? -1),
    text: (row) => column.text(rows[row] ?? -1),
  };
}

type Stored = ScalarColumn['stored'];

async function takeStored(stored: Stored, rows: Uint32Array, slicer: TimeSlicer): Promise<Stored> {
  const chunk = stored.chunkOf(0);
  // What stands for a blank cell: see the builders of the columns.
  const [taken, blank] =
    chunk instanceof Float64Array
      ? [new GrowableArray(Float64Array), Number.NaN]
      : chunk instanceof Uint8Array
        ? [new GrowableArray(Uint8Array), 0]
        : [new GrowableArray(Int32Array), -(2 ** 31)];
  await forEachSlice(rows.length, slicer, (from, to) => {
    for (let at = from; at < to; at++) {
      taken.push(stored.at(rows[at] ?? 0) ?? blank);
    }
  });
  return taken.finish();
}
