import type { ReportSummary } from '../../src/shared/pages/report.js';
import { daysBetween } from '../../src/shared/format/days.js';

/** Days from which on data is older than the service's usual delay of one to three days explains. */
const MIN_STALE_DAYS = 6;
/** Days that newer data is overdue, where it is known when it was to be expected. */
const MIN_OVERDUE_DAYS = 3;

/**
 * Whether the data is older than it need be. A single day from the past is as old as it was asked for, and so is a file. A table of several
 * reports says of each how old it is.
 */
export function isStale({
  refreshAgeDays,
  refreshDate,
  nextData,
  ref,
  file,
  sources,
}: Pick<ReportSummary, 'refreshAgeDays' | 'refreshDate' | 'nextData' | 'ref' | 'file' | 'sources'>): boolean {
  const isAsOldAsAsked = ref.date !== undefined || file !== undefined || sources !== undefined;
  if (refreshAgeDays === null || refreshDate === null || isAsOldAsAsked) {
    return false;
  }
  return nextData === undefined || nextData === null
    ? refreshAgeDays >= MIN_STALE_DAYS
    : refreshAgeDays - daysBetween(refreshDate, nextData) >= MIN_OVERDUE_DAYS;
}
