import type { SelectedCells } from './selectedCells.js';

/** What the grid tells those around it. */
export interface GridStatus {
  /** Rows of the view; `undefined` until the first reply. */
  readonly rowCount: number | undefined;
  /** True while `rowCount` is that of the previous view. */
  readonly stale: boolean;
  /** Absent where nothing but the active cell is. */
  readonly selected?: SelectedCells | undefined;
  /** Whether somebody is still selecting: a button or a key is down. */
  readonly isSelecting?: boolean;
}
