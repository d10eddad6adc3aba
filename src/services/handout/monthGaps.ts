import { daysOf } from '../../core/handout/span.js';
import type { HandoutData } from './handoutData.js';
import { missingDays } from './missingDays.js';

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

/** Of the reports that the blocks of a document are made of. */
export function monthGaps(data: HandoutData): MonthGaps {
  const { span } = data.options;
  const allDays = daysOf(span);
  const lacking = data.used.map((source) => {
    const days =
      (source.kind === 'missing' && source.isRefused !== true) ||
      (source.kind === 'days' && source.history === undefined)
        ? allDays
        : source.kind === 'days' && source.history !== undefined
          ? missingDays(source.history, span).length
          : 0;
    return { title: data.titleOf(source.report), days };
  });
  return {
    reports: [...new Set(lacking.filter(({ days }) => days === allDays).map(({ title }) => title))],
    days: Math.max(0, ...lacking.map(({ days }) => days).filter((days) => days < allDays)),
    allDays,
  };
}

/** Whether so much is missing that somebody should know before handing the document on. */
export function isIncomplete({ reports, days, allDays }: MonthGaps): boolean {
  return reports.length > 0 || days > allDays * MANY;
}
