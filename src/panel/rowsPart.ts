import type { RowsOfView } from '../opened/openedTable.js';
import type { RowsPart } from '../shared/protocol.js';
import type { CellValue } from '../shared/report.js';

/** Rows of one answer at the most: a page asks for what it shows and a little more. */
const MAX_WINDOW = 1_000;
/** Characters of one cell that travel to a page: nobody reads more in a table, and a copy or export takes the whole cell. */
const MAX_CELL = 4_000;

/**
 * Rows from `start` to `end` (exclusive) of a view as a page is given them.
 * @param read asks a table for the rows of that view
 */
export async function rowsPart(
  start: number,
  end: number,
  read: (start: number, end: number) => Promise<RowsOfView>,
): Promise<RowsPart> {
  const { viewRowCount, rows } = await read(start, Math.min(end, start + MAX_WINDOW));
  return { start, viewRowCount, rows: rows.map((cells) => cells.map(clipped)) };
}

function clipped(cell: CellValue): CellValue {
  return typeof cell === 'string' && cell.length > MAX_CELL ? `${cell.slice(0, MAX_CELL)}…` : cell;
}
