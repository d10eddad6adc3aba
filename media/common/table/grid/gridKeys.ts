import type { CellSelection } from './cellSelection.js';
import type { CopyOptions } from './copyRequest.js';
import { claimKey, type KeyAction } from './keyAction.js';
import type { CellPosition, GridSize } from './navigation.js';

/** The grid that keys move in. Columns are named by their index in the table. */
export interface GridKeysHost {
  readonly active: CellPosition;
  readonly selection: CellSelection;
  readonly size: GridSize;
  /** The column of the active cell; `undefined` in a table without columns. */
  readonly activeColumn: number | undefined;
  select(selection: CellSelection): void;
  moveTo(cell: CellPosition): void;
  copy(options: CopyOptions): void;
  copyCell(row: number, column: number): void;
  /** Absent where rows are not opened. */
  readonly openRow: ((row: number) => void) | undefined;
  resizeColumn(column: number, by: 1 | -1): void;
  moveColumn(column: number, by: 1 | -1): void;
  openFilterMenu(column: number): void;
}

/** Does what a key means in the grid. */
export function handleKey(event: KeyboardEvent, grid: GridKeysHost): void {
  const { active, selection, size, activeColumn } = grid;
  const action = claimKey(event, { active, selection, size });
  if (action === undefined) {
    return;
  }
  switch (action.kind) {
    case 'copy':
      return grid.copy(action);
    case 'openRow':
      return grid.openRow?.(active.row);
    case 'select':
      return grid.select(action.selection);
    case 'move':
      if (action.selection !== undefined) {
        grid.select(action.selection);
      }
      return grid.moveTo(action.to);
    default:
      if (activeColumn !== undefined) {
        handleColumnKey(action, activeColumn, grid);
      }
  }
}

type ColumnAction = Exclude<KeyAction, { readonly kind: 'copy' | 'openRow' | 'select' | 'move' }>;

function handleColumnKey(action: ColumnAction, column: number, grid: GridKeysHost): void {
  switch (action.kind) {
    case 'copyCell':
      return grid.copyCell(grid.active.row, column);
    case 'resize':
      return grid.resizeColumn(column, action.by);
    case 'moveColumn':
      return grid.moveColumn(column, action.by);
    case 'openFilter':
      return grid.openFilterMenu(column);
  }
}
