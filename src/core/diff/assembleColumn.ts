import type { ColumnType } from '../../shared/report.js';
import type { Column } from '../table/store/column.js';
import { columnBuilder } from '../table/store/columnBuilder.js';
import { forEachSlice, type TimeSlicer } from '../../base/timeSlicer.js';

/** Making a text of a cell and taking it in again costs as much as looking at so many numbers. */
const CELL_COST = 4;

/** Cells of some rows of a column, or as many blank ones. */
export interface RowSegment {
  readonly column: Column | undefined;
  readonly rows: Uint32Array;
}

/**
 * A column of the cells of several, one segment below the other. The cells are copied, so that two large snapshots need not stay in
 * memory for the few rows in which they differ.
 */
export async function assembleColumn(
  type: ColumnType,
  segments: readonly RowSegment[],
  slicer: TimeSlicer,
): Promise<Column> {
  const builder = columnBuilder(type);
  for (const { column, rows } of segments) {
    await forEachSlice(
      rows.length,
      slicer,
      (from, to) => {
        for (let at = from; at < to; at++) {
          builder.add(column?.text(rows[at] ?? 0) ?? '');
        }
      },
      CELL_COST,
    );
  }
  return builder.finish();
}

/** A column of texts that come in blocks. */
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
