import { type LimitedAmount, UsageReportsError } from '../../../base/errors.js';

/**
 * Most columns of a file. The widest report has 130, and each column costs time in every chart, filter and comparison, even where it is
 * blank.
 */
export const MAX_COLUMNS = 1_000;

/** Longest name of a column. The service's have up to 60 characters; a longer one is a quote in the header that nothing closes. */
export const MAX_NAME_CHARACTERS = 1_000;

/** Most rows of a table. The largest tenants have a few million users. A `Map` by row, such as that of exact texts, ends at 2^24 entries. */
export const MAX_ROWS = 16_000_000;

/** Longest record of a CSV file in bytes. The service's have a few thousand; a longer one is a quote that nothing closes. */
export const MAX_RECORD_BYTES = 4_000_000;

/** Objects within objects in JSON. The service nests once or twice. */
export const MAX_NESTING = 50;

/** How many cells a table may have that its file has no text for, for each byte of the file. */
const ADDED_CELLS_PER_BYTE = 1;
/** A small file may be as uneven as it likes, because this many cells take only 4 MB. */
const FREE_ADDED_CELLS = 1_000_000;

/**
 * Most cells that a table may have although its file has no text for them: blank ones between values that are far apart in a column, and
 * values of an object in JSON that hold for all rows within it. A record of CSV has a byte for each of its cells, and a row of JSON has some
 * for each of its properties, so a file that is written regularly stays far below.
 */
export function maxAddedCells(bytes: number): number {
  return FREE_ADDED_CELLS + bytes * ADDED_CELLS_PER_BYTE;
}

/** @param found how much there is, if that is known */
export function tooLarge(amount: LimitedAmount, most: number, found?: number): UsageReportsError {
  const message = `The file has too much to be a report (${amount}: ${found ?? `more than ${most}`}; at most ${most} can be read).`;
  return new UsageReportsError('tooLarge', message, {
    exceeded: { amount, most, ...(found === undefined ? {} : { found }) },
  });
}
