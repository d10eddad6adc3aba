import type { TableView } from '../../../shared/report.js';
import { throwIfAborted } from '../../../base/cancellation.js';
import { filterRows } from './columnFilters.js';
import { columnarOf } from '../store/columnarTable.js';
import { TimeSlicer } from '../../../base/timeSlicer.js';
import { releaseBuffers } from '../store/releaseBuffers.js';
import { sortRows } from './sortRows.js';
import type { ReportTable } from '../store/table.js';
import type { ShownCells } from './shownCells.js';
import { rowsContaining } from './textFilter.js';

export interface ViewOptions {
  readonly signal?: AbortSignal;
  readonly shown?: ShownCells | undefined;
}

/**
 * Row indexes of a view: filtered, then sorted as {@link sortRows} describes.
 *
 * @throws the signal's `AbortError`
 */
export async function viewOf(table: ReportTable, view: TableView, options: ViewOptions = {}): Promise<Uint32Array> {
  const columnar = columnarOf(table);
  const { columns, data, rowCount } = columnar;
  const slicer = new TimeSlicer(options.signal);
  throwIfAborted(options.signal);
  const filter = view.filter ?? '';
  const matches =
    filter === '' ? undefined : await rowsContaining(columns, data, rowCount, filter, slicer, options.shown);
  const found = matchingRows(rowCount, matches);
  const rows = await filterRows(columnar, found, view.filters, options.signal);
  if (rows !== found) {
    releaseBuffers(found);
  }
  return sortRows(rows, data, view.sort ?? [], slicer);
}

function matchingRows(rowCount: number, matches: Uint8Array | undefined): Uint32Array {
  const rows = new Uint32Array(rowCount);
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    if (matches === undefined || matches[row] === 1) {
      rows[count++] = row;
    }
  }
  return count === rowCount ? rows : rows.slice(0, count);
}
