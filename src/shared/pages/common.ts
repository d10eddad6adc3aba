import { array, boolean, object, optional, picklist, strictObject, string } from 'valibot';
import type { OutputOf } from './channel.js';
import { index, rows, tableView } from './schemas.js';

/** What several pages say and show. */

const noticeAction = object({
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

/** What rows are copied as; absent for tab-separated text. */
export const copyFormat = picklist(['tabSeparated', 'markdown']);

/**
 * Entries of the message that copies rows of a view, with a header line. Absent `rows` means all rows of the view. With `column` the cell of
 * the first of them is copied alone.
 */
export const copyRowsEntries = {
  view: tableView,
  rows: optional(array(index)),
  column: optional(index),
  format: optional(copyFormat),
};

export type Notice = OutputOf<typeof notice>;
export type NoticeAction = OutputOf<typeof noticeAction>;
export type TenantFacts = OutputOf<typeof tenantFacts>;
export type RowsPart = OutputOf<typeof rowsPart>;
export type RowsRequest = OutputOf<typeof getRows.params>;
export type CopyFormat = OutputOf<typeof copyFormat>;
