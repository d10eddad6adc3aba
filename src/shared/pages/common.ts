import { array, boolean, literal, maxLength, object, optional, picklist, pipe, strictObject, string } from 'valibot';
import type { OutputOf } from './channel.js';
import { FIND_STEPS } from '../find.js';
import { cellStatistics, findResult, findText, index, rows, rowSpans, tableView, viewCell } from './schemas.js';

/** What several pages say and show. */

export const noticeAction = object({
  /** Sent back in `action`; the host knows what it stands for. */
  id: string(),
  label: string(),
});

/** A warning or a note in words, with a button where one helps. */
export const notice = object({
  severity: picklist(['info', 'warning', 'error']),
  text: string(),
  /** Longer explanation, shown on demand. */
  detail: optional(string()),
  actions: array(noticeAction),
});

/** Whose data a page shows. */
export const tenantFacts = object({
  /** Of the connection. */
  name: string(),
  isSample: boolean(),
});

/** A part of the rows of a view. */
export const rowsPart = object({
  /** Counts rows of the view. */
  start: index,
  /** Rows in the view after filtering. */
  viewRowCount: index,
  /** One cell per column each. */
  rows,
});

/** Rows `start` (inclusive) to `end` (exclusive) of a view. */
export const getRows = { params: strictObject({ view: tableView, start: index, end: index }), result: rowsPart };

/** A text, and the view whose cells are looked at. */
const findEntries = { view: tableView, find: findText };

/** Looks for a text in the cells of a view; the step begins at a cell. */
export const find = {
  params: strictObject({ ...findEntries, from: viewCell, step: picklist(FIND_STEPS) }),
  result: findResult,
};

/** The columns in which that text is found, for each row of the view from `start` (inclusive) to `end` (exclusive). */
export const getFound = {
  params: strictObject({ ...findEntries, start: index, end: index }),
  result: array(array(index)),
};

/** What cells are copied as; absent for tab-separated text. */
export const copyFormat = picklist(['tabSeparated', 'csvNormalized', 'json', 'markdown']);

/** As many as a table may have. */
const MAX_COLUMNS = 1_000;

/** Columns of a table by their index. */
const columnIndexes = pipe(array(index), maxLength(MAX_COLUMNS));

/** What cells of a view come to. */
export const getCellStatistics = {
  params: strictObject({ view: tableView, rows: rowSpans, columns: columnIndexes }),
  result: cellStatistics,
};

/**
 * Entries of the message that copies rows of a view, or the cells that they have in some columns. Absent `rows` are all rows of the view.
 * Absent `columns` are all columns in the order of the file.
 */
export const copyRowsEntries = {
  view: tableView,
  rows: optional(rowSpans),
  columns: optional(columnIndexes),
  /** Of formats that are read without the names of the columns. */
  withoutNames: optional(literal(true)),
  format: optional(copyFormat),
};

export type Notice = OutputOf<typeof notice>;
export type NoticeAction = OutputOf<typeof noticeAction>;
export type TenantFacts = OutputOf<typeof tenantFacts>;
export type RowsPart = OutputOf<typeof rowsPart>;
export type RowsRequest = OutputOf<typeof getRows.params>;
export type FindRequest = OutputOf<typeof find.params>;
export type FoundRequest = OutputOf<typeof getFound.params>;
export type CopyFormat = OutputOf<typeof copyFormat>;
