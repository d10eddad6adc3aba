import type { ColumnType } from '../../shared/report.js';
import { type Column, storedLength } from '../table/store/column.js';
import { columnBuilder } from '../table/store/columnBuilder.js';
import { LazyColumn } from '../table/store/lazyColumn.js';
import { forEachSlice, type TimeSlicer } from '../../base/timeSlicer.js';

/** The cost of copying a cell as text, in numbers read. */
const CELL_COST = 4;

/** Cells of some rows of a column; as many blank cells if `column` is `undefined`. */
export interface RowSegment {
  readonly column: Column | undefined;
  readonly rows: Uint32Array;
}

/**
 * Builds a column from segments of other columns, one below the other. The cells are copied, so that two large snapshots need not stay in
 * memory for the few rows that differ.
 */
export async function assembleColumn(
  type: ColumnType,
  segments: readonly RowSegment[],
  slicer: TimeSlicer,
): Promise<Column> {
  const assembled = new LazyColumn(type);
  let start = 0;
  for (const { column, rows } of segments) {
    const isBlank = column === undefined || storedLength(column) === 0;
    const copy = (from: number, to: number) => {
      for (let at = from; at < to; at++) {
        assembled.set(start + at, column?.text(rows[at] ?? 0) ?? '');
      }
    };
    await forEachSlice(isBlank ? 0 : rows.length, slicer, copy, CELL_COST);
    start += rows.length;
  }
  return assembled.finish(start);
}

/** Builds a column in which each text fills a block of rows. */
export function repeatedTextColumn(
  type: 'text' | 'list',
  blocks: readonly { readonly text: string; readonly times: number }[],
): Column {
  const builder = columnBuilder(type);
  for (const { text, times } of blocks) {
    for (let time = 0; time < times; time++) {
      builder.add(text);
    }
  }
  return builder.finish();
}
