import type { CopyFormat } from '../../../../src/shared/pages/common.js';
import type { TableView } from '../../../../src/shared/report.js';
import type { CellSelection } from './cellSelection.js';
import type { CellPosition } from './navigation.js';
import type { CopyRequest } from './rowSource.js';

export interface CopiedState {
  readonly view: TableView;
  readonly selection: CellSelection;
  readonly active: CellPosition;
  /** Of the view. */
  readonly rowCount: number;
  /** Columns on screen from left to right, by their index in the table. */
  readonly shown: readonly number[];
}

export interface CopyOptions {
  readonly format?: CopyFormat | undefined;
  /** Whether the names of the columns are copied with tab-separated cells; with whole rows they always are. */
  readonly withNames?: boolean;
}

/**
 * What is selected: rows as the file has them, also columns that are hidden; cells as they are on screen. Without a selection it is the row of
 * the active cell.
 *
 * @returns `undefined` where there is nothing to copy
 */
export function copyRequest(
  { view, selection, active, rowCount, shown }: CopiedState,
  { format, withNames = false }: CopyOptions = {},
): CopyRequest | undefined {
  const as = format === undefined ? {} : { format };
  if (selection.kind === 'none') {
    return active.row >= 0 && active.row < rowCount ? { view, rows: [rowSpan(active.row)], ...as } : undefined;
  }
  const rows = selection.isAllRows(rowCount) ? {} : { rows: selection.rows };
  if (selection.columns === undefined) {
    return { view, ...rows, ...as };
  }
  const columns = shown.slice(selection.columns.start, selection.columns.end);
  const isWithoutNames = !withNames && (format ?? 'tabSeparated') === 'tabSeparated';
  return { view, ...rows, columns, ...(isWithoutNames ? { withoutNames: true } : {}), ...as };
}

/** One cell alone, as tab-separated text. */
export function cellCopy(view: TableView, row: number, column: number): CopyRequest {
  return { view, rows: [rowSpan(row)], columns: [column], withoutNames: true };
}

/** One row, with all columns of the table. */
export function rowCopy(view: TableView, row: number): CopyRequest {
  return { view, rows: [rowSpan(row)] };
}

function rowSpan(row: number) {
  return { start: row, end: row + 1 };
}
