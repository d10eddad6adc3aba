import { parseDay } from '../../base/dates.js';
import { spread } from '../../base/spread.js';
import type { ReportRef } from '../../shared/report.js';
import type { StorageSnapshotFacts } from './storageFacts.js';
import { STORAGE_REPORT_NAMES } from './storageReports.js';

/** What is known of an archived snapshot without opening it. */
export interface StorageCandidate extends Omit<StorageSnapshotFacts, 'period'> {
  readonly ref: ReportRef;
  readonly rowCount: number;
}

/** The snapshots of one report that the table is made of. */
export interface ChosenSnapshots<S> {
  readonly newest: S;
  /** Oldest first. */
  readonly earlier: readonly S[];
}

/** Fewer days say more about when a report was refreshed than about growth. */
export const MIN_DAYS_APART = 7;
/** What happened before says little about the pace of today. */
export const MAX_DAYS_BACK = 90;
/** Enough for those that were not there at first, and few enough to read. */
export const MAX_EARLIER = 5;

/**
 * The snapshots to read of each report that is archived. How much is stored is that of the refresh date in every period, so the newest date counts,
 * and of each date one snapshot: of the longest period, and of that the one that was fetched last. A single day has only who was active on it,
 * so it is never read, and neither is a snapshot without rows.
 *
 * Earlier ones are {@link MIN_DAYS_APART} to {@link MAX_DAYS_BACK} days before the newest: of more than {@link MAX_EARLIER} the first, the
 * last, and those that lie evenly between.
 */
export function chooseStorageSnapshots<S extends StorageCandidate>(candidates: readonly S[]): ChosenSnapshots<S>[] {
  return STORAGE_REPORT_NAMES.flatMap((report) => {
    const days = onePerDay(
      candidates.filter(
        ({ definition, ref, rowCount }) => definition.name === report && ref.date === undefined && rowCount > 0,
      ),
    );
    const newest = days.at(-1);
    if (newest === undefined) {
      return [];
    }
    const earlier = days.filter((one) => {
      const before = dayOf(newest) - dayOf(one);
      return before >= MIN_DAYS_APART && before <= MAX_DAYS_BACK;
    });
    return [{ newest, earlier: spread(earlier, MAX_EARLIER) }];
  });
}

/** A report without a refresh date is as old as its file. */
export function dayOf({ refreshDate, fetchedAt }: Pick<StorageCandidate, 'refreshDate' | 'fetchedAt'>): number {
  return parseDay(refreshDate ?? fetchedAt.slice(0, 10));
}

/** Oldest first. */
function onePerDay<S extends StorageCandidate>(snapshots: readonly S[]): S[] {
  const best = new Map<number, S>();
  for (const one of snapshots) {
    const known = best.get(dayOf(one));
    const isBetter =
      known === undefined ||
      daysIn(one.ref) > daysIn(known.ref) ||
      (daysIn(one.ref) === daysIn(known.ref) && one.fetchedAt > known.fetchedAt);
    if (isBetter) {
      best.set(dayOf(one), one);
    }
  }
  return [...best].sort(([one], [other]) => one - other).map(([, snapshot]) => snapshot);
}

/** Days that a period has. One that has all periods has more than every other. */
function daysIn({ period }: ReportRef): number {
  return Number(/^D(\d+)$/.exec(period ?? '')?.[1] ?? Number.MAX_SAFE_INTEGER);
}
