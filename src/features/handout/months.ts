import { missingDays } from '../../services/handout/missingDays.js';
import { isIncomplete, type MonthGaps } from '../../core/handout/incompleteMonth.js';
import { daysOf, previousSpan, spanOfMonth } from '../../core/handout/span.js';
import type { ArchivedData } from './archivedDays.js';

/** Months that are offered: two years. */
const MAX_MONTHS = 24;

/** A calendar month, and what is missing of it: reports by their names, and days of the daily report that has most. */
export interface OfferedMonth extends MonthGaps {
  /** `2026-10`. */
  readonly month: string;
}

/**
 * The months that an archive has days of, newest first. Before them is the one that a template makes most of: the newest one that has almost
 * all, or else something of everything.
 */
export function monthsToOffer(archived: ArchivedData): OfferedMonth[] {
  const { from, to } = archived.days;
  const months: OfferedMonth[] = [];
  for (
    let span = spanOfMonth(to.slice(0, 7));
    span.to >= from && months.length < MAX_MONTHS;
    span = previousSpan(span)
  ) {
    months.push(offered(span.from.slice(0, 7), archived));
  }
  const best = months.find((one) => !isIncomplete(one)) ?? months.find(({ reports }) => reports.length === 0);
  return best === undefined ? months : [best, ...months.filter((one) => one !== best)];
}

function offered(month: string, { daily, snapshots }: ArchivedData): OfferedMonth {
  const span = spanOfMonth(month);
  const allDays = daysOf(span);
  return {
    month,
    reports: [...snapshots].flatMap(([report, days]) =>
      [...days].some((day) => day.startsWith(month)) ? [] : [report],
    ),
    days: daily.length === 0 ? 0 : Math.min(...daily.map((facts) => missingDays({ facts }, span).length)),
    allDays,
  };
}
