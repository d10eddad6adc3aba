import { type IsoDate, type IsoInstant, MS_PER_DAY, MS_PER_HOUR } from '../../base/dates.js';

/** What the archive says about one snapshot's time. */
export interface SnapshotTimes {
  /** Day of the newest data; `null` where the file says none. */
  readonly refreshDate: IsoDate | null;
  readonly fetchedAt: IsoInstant;
  /** When the service last said that there is nothing newer. */
  readonly checkedAt: IsoInstant;
}

/** Microsoft: 24 to 48 hours after something was done, it is in the reports. */
const USUAL_LAG_DAYS = 2;
/** A report whose data stood still for longer is asked for all the same: it may have moved on unnoticed. */
const MAX_LAG_DAYS = 7;

/**
 * By how many whole UTC days a report's newest data were behind the day on which they were first seen, at best. Of several snapshots
 * the smallest lag counts: the others were fetched late, or the service was slow. What a wrong clock wrote is passed over.
 * @param recent newest first; a few are enough
 */
export function learnedLagDays(recent: readonly SnapshotTimes[]): number {
  const lags = recent
    .filter(({ refreshDate }) => refreshDate !== null)
    .map(({ refreshDate, fetchedAt }) => dayOf(fetchedAt) - dayOf(refreshDate ?? ''))
    .filter((lag) => lag >= 0);
  return lags.length === 0 ? USUAL_LAG_DAYS : Math.min(MAX_LAG_DAYS, ...lags);
}

/**
 * The first day (UTC) on which the service can have newer data than a snapshot, `null` where nothing can be said: no refresh date, or
 * one that is yet to come.
 */
export function nextDataDay(
  { refreshDate }: Pick<SnapshotTimes, 'refreshDate'>,
  lagDays: number,
  now: Date,
): IsoDate | null {
  if (refreshDate === null || dayOf(refreshDate) > dayOf(now.toISOString())) {
    return null;
  }
  return new Date((dayOf(refreshDate) + lagDays + 1) * MS_PER_DAY).toISOString().slice(0, 10);
}

/**
 * Whether the service was asked so short a while ago that it need not be asked again. A check that lies in the future means that a
 * clock was set back since: ask rather than trust it.
 * @param freshHours the least time between two questions; 0 means that every opening asks
 */
export function wasCheckedRecently(
  { checkedAt }: Pick<SnapshotTimes, 'checkedAt'>,
  now: Date,
  freshHours: number,
): boolean {
  const ageMs = now.getTime() - Date.parse(checkedAt);
  return ageMs >= 0 && ageMs < freshHours * MS_PER_HOUR;
}

/**
 * Whether the service need not be asked: it was a short while ago, or it cannot have anything newer yet. Everything counts in UTC
 * days, as the service does.
 * @param recent snapshots of the same report, for what is learned from them
 * @param freshHours see {@link wasCheckedRecently}
 */
export function isFresh(
  newest: SnapshotTimes,
  recent: readonly SnapshotTimes[],
  now: Date,
  freshHours: number,
): boolean {
  if (wasCheckedRecently(newest, now, freshHours)) {
    return true;
  }
  const next = nextDataDay(newest, learnedLagDays(recent), now);
  const today = now.toISOString().slice(0, 10);
  return freshHours > 0 && Date.parse(newest.checkedAt) <= now.getTime() && next !== null && today < next;
}

/** Days since 1 January 1970, in UTC. */
function dayOf(instant: string): number {
  return Math.floor(Date.parse(instant) / MS_PER_DAY);
}
