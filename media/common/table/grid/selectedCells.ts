import type { RowSpan } from '../../../../src/shared/report.js';
import type { CellSelection } from './cellSelection.js';

/** What is selected in a grid, as those around it know the table. */
export interface SelectedCells {
  /** Rows of the view. */
  readonly rows: readonly RowSpan[];
  readonly rowCount: number;
  /** Columns by their index in the table, in the order on screen. */
  readonly columns: readonly number[];
  /** Whether whole rows are selected. */
  readonly isRows: boolean;
}

/** @param shown columns on screen by their index, from left to right */
export function selectedCells(selection: CellSelection, shown: readonly number[]): SelectedCells | undefined {
  const { kind, rows, rowCount, columns, isRows } = selection;
  return kind === 'none'
    ? undefined
    : { rows, rowCount, isRows, columns: columns === undefined ? shown : shown.slice(columns.start, columns.end) };
}
