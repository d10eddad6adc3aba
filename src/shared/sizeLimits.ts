/**
 * The most that is read of one report, from the service or from the archive, so that no answer without an end and no packed file fills the
 * disk or the memory. Honest reports stay far below: a million users are 250 MB of CSV, and a page of 2,000 users is 2 MB of JSON.
 */

/** Bytes of a report, unpacked, all pages together. */
export const MAX_REPORT_BYTES = 4_000_000_000;

/** Bytes of a page of JSON, which is in memory as a whole. */
export const MAX_PAGE_BYTES = 100_000_000;

export const MAX_PAGES = 10_000;

/** Bytes of a file that the person opens, unpacked: it is in memory as a whole while it is read. */
export const MAX_FILE_BYTES = 1_000_000_000;
