/** A cell of the grid; row -1 is the header. Columns count from the left, as they are on screen. */
export interface CellPosition {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows per page. */
  readonly page: number;
}

/** Where a key leads from a cell, or `undefined` for keys that do not move. */
export function moved(from: CellPosition, key: string, command: boolean, size: GridSize): CellPosition | undefined {
  const lastRow = size.rows - 1;
  const lastColumn = Math.max(0, size.columns - 1);
  const to = (row: number, column: number): CellPosition => ({
    row: Math.max(-1, Math.min(lastRow, row)),
    column: Math.max(0, Math.min(lastColumn, column)),
  });
  switch (key) {
    case 'ArrowUp':
      return to(command ? 0 : from.row - 1, from.column);
    case 'ArrowDown':
      return to(command ? lastRow : from.row + 1, from.column);
    case 'ArrowLeft':
      return to(from.row, command ? 0 : from.column - 1);
    case 'ArrowRight':
      return to(from.row, command ? lastColumn : from.column + 1);
    case 'PageUp':
      return to(Math.max(0, from.row - size.page), from.column);
    case 'PageDown':
      return to(from.row + size.page, from.column);
    case 'Home':
      return command ? to(0, 0) : to(from.row, 0);
    case 'End':
      return command ? to(lastRow, lastColumn) : to(from.row, lastColumn);
    default:
      return undefined;
  }
}
