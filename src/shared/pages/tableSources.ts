import { array, nullable, object, optional, picklist, string } from 'valibot';
import type { OutputOf } from './channel.js';
import { noticeAction } from './common.js';
import { index } from './schemas.js';

/** A report of which a table is made, or would be if it were archived. */
const sourceReport = object({
  title: string(),
  /** The period of the snapshot; empty where it has none. */
  period: string(),
  /** Day of its newest data; `null` where it does not say, or is not there. */
  day: nullable(string()),
  state: picklist(['used', 'missing', 'failed']),
  /** Absent where it is not there. */
  rowCount: optional(index),
  /** What else there is to say of it, such as how many rows could not be joined and why; empty where there is nothing. */
  note: string(),
});

/** What a table is made of that is put together from several reports. Texts are in the user's language. */
export const tableSources = object({
  /** All of it in one line. */
  line: string(),
  /** Sentences that must be known before anything is read out of the table, e.g. that the reports are of different days. */
  cautions: array(string()),
  reports: array(sourceReport),
  /** Buttons, sent back in `action`. */
  actions: array(noticeAction),
});

export type TableSources = OutputOf<typeof tableSources>;
