import type { CopyFormat } from '../../../../src/shared/pages/common.js';
import { moved, type CellPosition, type GridSize } from './navigation.js';
import { CellSelection } from './cellSelection.js';

/** What a key does in the grid. */
export type KeyAction =
  | { readonly kind: 'copy'; readonly format?: CopyFormat }
  /** Nothing but the active cell. */
  | { readonly kind: 'copyCell' }
  | { readonly kind: 'openFilter' }
  /** Opens the active row, where rows can be opened. */
  | { readonly kind: 'openRow' }
  /** Makes the active cell's column wider, or narrower. */
  | { readonly kind: 'resize'; readonly by: 1 | -1 }
  /** Moves the active cell's column by one place. */
  | { readonly kind: 'moveColumn'; readonly by: 1 | -1 }
  | { readonly kind: 'select'; readonly selection: CellSelection }
  /** Absent `selection` means that it stays as it is. */
  | { readonly kind: 'move'; readonly to: CellPosition; readonly selection?: CellSelection };

export interface GridPosition {
  readonly active: CellPosition;
  readonly selection: CellSelection;
  readonly size: GridSize;
}

/**
 * What a key does, or `undefined` for a key that the grid leaves alone. Claims the event: VS Code listens on the window, and would
 * select all texts of the panel on Ctrl+A, open a terminal on Ctrl+Shift+C, and shrink its own selection on Shift+Alt+Left.
 */
export function claimKey(event: KeyboardEvent, { active, selection, size }: GridPosition): KeyAction | undefined {
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (command && key === 'a') {
    event.preventDefault();
    event.stopPropagation();
    return { kind: 'select', selection: CellSelection.allRows(size.rows) };
  }
  if (command && event.shiftKey && key === 'c') {
    event.preventDefault();
    event.stopPropagation();
    return { kind: 'copy', format: 'markdown' };
  }
  if (command && key === 'c') {
    // The browser copies text that is selected inside a cell.
    if (document.getSelection()?.isCollapsed === false) {
      return undefined;
    }
    event.preventDefault();
    return selection.kind !== 'none' || active.row < 0 ? { kind: 'copy' } : { kind: 'copyCell' };
  }
  if (event.key === 'Escape' && selection.kind !== 'none') {
    event.preventDefault();
    return { kind: 'select', selection: CellSelection.none };
  }
  if ((event.key === 'ArrowDown' && event.altKey) || (key === 'f' && !command && !event.altKey && active.row === -1)) {
    event.preventDefault();
    event.stopPropagation();
    return { kind: 'openFilter' };
  }
  if (event.key === 'Enter' && active.row >= 0 && !command && !event.altKey && !event.shiftKey) {
    event.preventDefault();
    return { kind: 'openRow' };
  }
  if (event.key === ' ' && command && !event.shiftKey) {
    event.preventDefault();
    event.stopPropagation();
    return { kind: 'select', selection: selection.wholeColumns(active, size.rows) };
  }
  if (event.key === ' ' && !command && active.row >= 0) {
    event.preventDefault();
    return { kind: 'select', selection: event.shiftKey ? selection.wholeRows(active) : selection.toggleRow(active) };
  }
  if (event.altKey && event.shiftKey && !command && (key === 'arrowleft' || key === 'arrowright')) {
    event.preventDefault();
    event.stopPropagation();
    return { kind: 'resize', by: key === 'arrowright' ? 1 : -1 };
  }
  if (
    command &&
    event.shiftKey &&
    !event.altKey &&
    active.row === -1 &&
    (key === 'arrowleft' || key === 'arrowright')
  ) {
    event.preventDefault();
    event.stopPropagation();
    return { kind: 'moveColumn', by: key === 'arrowright' ? 1 : -1 };
  }
  const to = moved(active, event.key, command, size);
  if (to === undefined || event.altKey) {
    return undefined;
  }
  event.preventDefault();
  if (event.shiftKey && (to.row >= 0 || active.row >= 0)) {
    // The header is no cell that can be selected.
    const [from, last] = [active, to].map((cell) => ({ ...cell, row: Math.max(0, cell.row) }));
    return from === undefined || last === undefined
      ? undefined
      : { kind: 'move', to: last, selection: selection.extendTo(last, from) };
  }
  // Rows that are selected stay so while one looks at their cells.
  const isKept = selection.kind === 'none' || (selection.isRows && to.row === active.row);
  return isKept ? { kind: 'move', to } : { kind: 'move', to, selection: CellSelection.none };
}
