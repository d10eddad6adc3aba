import type { ColumnType } from '../shared/report.js';
import type { Column } from '../table/column.js';
import { columnBuilder } from '../table/columnBuilder.js';
import type { Pace } from './pace.js';

/** Cells of some rows of a column, or as many blank ones. */
export interface Segment {
  readonly column: Column | undefined;
  readonly rows: Uint32Array;
}

/**
 * A column of the cells of several, one segment below the other. The cells are copied, so that two large snapshots need not stay in
 * memory for the few rows in which they differ.
 */
export async function assembledColumn(type: ColumnType, segments: readonly Segment[], pace: Pace): Promise<Column> {
  const builder = columnBuilder(type);
  for (const { column, rows } of segments) {
    for (const row of rows) {
      builder.add(column?.text(row) ?? '');
      const wait = pace.step();
      if (wait !== undefined) {
        await wait;
      }
    }
  }
  return builder.finish();
}

/** A column of texts that come in blocks. */
export function repeatedTexts(type: 'text' | 'list', blocks: readonly { readonly text: string; readonly times: number }[]): Column {
  const builder = columnBuilder(type);
  for (const { text, times } of blocks) {
    for (let time = 0; time < times; time++) {
      builder.add(text);
    }
  }
  return builder.finish();
}
