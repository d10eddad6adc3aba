import { array, nullable, number, object, optional, strictObject, string } from 'valibot';
import type { OutputOf } from './channel.js';
import { noticeAction } from './common.js';
import { index } from './schemas.js';

/** What lines over time are, in words: none can be drawn, or why some of their days have none. */
export const overTimeWords = {
  /** Why there are no lines, and what helps, perhaps with a button. */
  refusal: optional(object({ text: string(), actions: array(noticeAction) })),
  /** Days without a snapshot that the lines go over, counted from their first: none is missing there. */
  connected: array(index),
  /** What the lines are made of, in sentences. */
  notes: array(string()),
};

const tableOverTime = object({
  ...overTimeWords,
  /** Of each, one is drawn at a time: all rows of the table together first. */
  charts: array(
    object({
      label: string(),
      /** What holds for this one alone, beside what all of them are made of. */
      note: optional(string()),
      lines: array(object({ label: string(), values: array(nullable(number())) })),
    }),
  ),
  /** Of the first value of each line. */
  firstDay: string(),
});

/** A table that can be computed as of earlier days says so in its summary. */
export const overTimeTexts = object({ title: string(), choose: string() });

export const overTimeRequests = {
  /** What the table comes to, as of each archived day. `snapshotsRead` tells how many have been read. */
  getTableOverTime: { params: strictObject({}), result: tableOverTime },
};

export type TableOverTime = OutputOf<typeof tableOverTime>;
export type OverTimeTexts = OutputOf<typeof overTimeTexts>;
