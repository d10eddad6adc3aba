/** What the archive lacks of the days of a document. */
export interface MonthGaps {
  /** Titles of the reports that have none of the days. */
  readonly reports: readonly string[];
  /** Days that the daily report lacks that lacks most of them, of those that have some; and all days. */
  readonly days: number;
  readonly allDays: number;
}

/** More days than this share are no gap at the end of a month, but a month that nobody collected. */
const MANY = 1 / 4;

/** Whether so much is missing that somebody should know before handing the document on. */
export function isIncomplete({ reports, days, allDays }: MonthGaps): boolean {
  return reports.length > 0 || days > allDays * MANY;
}
