import { shortLabel } from '../../core/table/charts/labels.js';
import type { TableHandle } from '../../services/tables/tableHandle.js';
import type { FindResult } from '../../shared/find.js';
import type { FindRequest, FoundRequest } from '../../shared/pages/common.js';
import { shortCells } from '../common/shortTexts.js';

/** Rows whose found cells are told at a time: a page asks for what it shows and a little more. */
const MAX_FOUND_ROWS = 1_000;

/** What a page is told of a text that it looks for in a table. Long texts are shortened. */
export async function findIn(
  table: Pick<TableHandle, 'find'>,
  { view, find, from, step }: FindRequest,
  signal: AbortSignal,
): Promise<FindResult> {
  const { total, cell } = await table.find(view, find, from, step, signal);
  const [value = null] = shortCells(cell === null ? [] : [cell.value]);
  return { total, cell: cell === null ? null : { ...cell, value, text: shortLabel(cell.text) } };
}

/** In which columns the text is, for as many of the rows as are told at a time. */
export function foundIn(
  table: Pick<TableHandle, 'foundColumns'>,
  { view, find, start, end }: FoundRequest,
  signal: AbortSignal,
): ReturnType<TableHandle['foundColumns']> {
  return table.foundColumns(view, find, start, Math.min(end, start + MAX_FOUND_ROWS), signal);
}
