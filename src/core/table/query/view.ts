import type { TableView } from '../../../shared/report.js';
import { throwIfAborted } from '../../../base/cancellation.js';
import { rowsPassing } from './columnFilters.js';
import { columnarOf } from '../store/columnarTable.js';
import { Pace } from '../../../base/pace.js';
import { release } from '../store/release.js';
import { ordered } from './rowOrder.js';
import type { ReportTable } from '../store/table.js';
import { rowsWithText } from './textFilter.js';

export interface ViewOptions {
  readonly signal?: AbortSignal;
}

/**
 * Row indexes of a view: filtered, then sorted. Sorting keeps the order of equal rows; blank cells come last in both directions,
 * before them cells that do not fit their column's type. Numbers sort as numbers, texts and lists as the user's language sorts
 * them, digits within by their number.
 *
 * @throws the signal's `AbortError`
 */
export async function viewOf(table: ReportTable, view: TableView, options: ViewOptions = {}): Promise<Uint32Array> {
  const columnar = columnarOf(table);
  const { columns, data, rowCount } = columnar;
  const pace = new Pace(options.signal);
  throwIfAborted(options.signal);
  const filter = view.filter ?? '';
  const matches = filter === '' ? undefined : await rowsWithText(columns, data, rowCount, filter, pace);
  const found = rowsThat(rowCount, matches);
  const rows = await rowsPassing(columnar, found, view.filters, options.signal);
  if (rows !== found) {
    release(found);
  }
  const column = view.sort === undefined ? undefined : data[view.sort.column];
  if (column === undefined) {
    return rows;
  }
  const sorted = await ordered(rows, column, view.sort?.descending ?? false, pace);
  release(rows);
  return sorted;
}

function rowsThat(rowCount: number, matches: Uint8Array | undefined): Uint32Array {
  const rows = new Uint32Array(rowCount);
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    if (matches === undefined || matches[row] === 1) {
      rows[count++] = row;
    }
  }
  return count === rowCount ? rows : rows.slice(0, count);
}
