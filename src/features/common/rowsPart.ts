import type { ViewRows } from '../../services/tables/tableHandle.js';
import type { RowsPart } from '../../shared/pages/common.js';
import { shortCells } from './shortTexts.js';

/** A page requests what it shows and a little more. */
const MAX_WINDOW_ROWS = 1_000;

/**
 * Rows from `start` to `end` (exclusive) of a view, as a page gets them.
 * @param read reads rows of that view from a table
 */
export async function rowsPart(
  start: number,
  end: number,
  read: (start: number, end: number) => Promise<ViewRows>,
): Promise<RowsPart> {
  const { viewRowCount, rows } = await read(start, Math.min(end, start + MAX_WINDOW_ROWS));
  return { start, viewRowCount, rows: rows.map(shortCells) };
}
