import { type IsoDate, type IsoInstant, parseDay } from '../../../base/dates.js';
import type { ReportRef } from '../../../shared/report.js';
import type { ReportDefinition } from '../../catalog/definition.js';
import { JOINED_REPORTS } from './joinedReports.js';

/** What is known of an archived snapshot without opening it. */
export interface SnapshotFacts {
  readonly ref: ReportRef;
  readonly definition: ReportDefinition;
  readonly refreshDate: IsoDate | null;
  readonly fetchedAt: IsoInstant;
  readonly rowCount: number;
}

/**
 * Longer periods say more, so that one counts although another was fetched later: somebody who looks at the last week would otherwise turn the
 * amounts of everybody into those of a week.
 */
const MAX_DAYS_BEHIND = 7;

/**
 * The snapshot to join of each report, in the order of {@link JOINED_REPORTS}. A single day, which has only who was active on it, and a report
 * without rows are never joined. Of the others the longest period counts that is at most a week behind the newest, and of that its newest.
 */
export function chooseUserSnapshots<S extends SnapshotFacts>(snapshots: readonly S[]): S[] {
  const useful = snapshots.filter(({ ref, rowCount }) => ref.date === undefined && rowCount > 0);
  return JOINED_REPORTS.flatMap(({ report }) => {
    const all = useful.filter(({ definition }) => definition.name === report);
    const newest = Math.max(...all.map(dayOf));
    const [best] = all
      .filter((one) => !(dayOf(one) < newest - MAX_DAYS_BEHIND))
      .sort(
        (one, other) =>
          daysOf(other.ref) - daysOf(one.ref) ||
          dayOf(other) - dayOf(one) ||
          (one.fetchedAt < other.fetchedAt ? 1 : one.fetchedAt > other.fetchedAt ? -1 : 0),
      );
    return best === undefined ? [] : [best];
  });
}

/** Days that a period has. One that has all periods, and a state without any, have more than every other. */
function daysOf({ period }: ReportRef): number {
  return Number(/^D(\d+)$/.exec(period ?? '')?.[1] ?? Number.MAX_SAFE_INTEGER);
}

/** A report without a refresh date is as old as its file. */
function dayOf({ refreshDate, fetchedAt }: SnapshotFacts): number {
  return parseDay(refreshDate ?? fetchedAt.slice(0, 10));
}
