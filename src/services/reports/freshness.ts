import { type IsoDate, type IsoInstant, MS_PER_DAY, MS_PER_HOUR } from '../../base/dates.js';

/** The times of a snapshot. */
export interface SnapshotTimes {
  /** Day of the newest data; `null` if the report has none. */
  readonly refreshDate: IsoDate | null;
  readonly fetchedAt: IsoInstant;
  /** When the service last confirmed that there is nothing newer. */
  readonly checkedAt: IsoInstant;
}

/** Microsoft: 24 to 48 hours after something was done, it is in the reports. */
const USUAL_LAG_DAYS = 2;
/** A longer delay is never assumed, so that a report whose data have not changed for long is still requested. */
const MAX_LAG_DAYS = 7;

/**
 * The usual delay of a report: whole UTC days from its refresh date to the day on which it was first seen. The smallest delay of several
 * snapshots counts, because the others were fetched late or the service was slow. Snapshots with a wrong clock are ignored.
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
 * The first day (UTC) on which the service can have newer data than a snapshot; `null` if unknown: the snapshot has no refresh date, or
 * one in the future.
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
 * Whether the last request was so recent that no new one is needed. A check in the future means that a clock was set back since, and does
 * not count.
 * @param freshHours least number of hours between two requests; 0 requests at every opening
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
 * Whether no request is needed: the last one was recent, or the service cannot have newer data yet. Counts in UTC days, as the service
 * does.
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
