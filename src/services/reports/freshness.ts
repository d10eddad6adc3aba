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
/** The service refreshes a report every day or every week. A longer distance means that nobody fetched it in between. */
const MAX_RHYTHM_DAYS = 7;
/** With fewer distances between refresh dates, the rhythm of a report is not known. */
const MIN_DISTANCES = 2;
/** With fewer snapshots that stood still, nothing is proven: the service may have been late once or twice. */
const MIN_PROOFS = 3;

/**
 * The usual delay of a report: whole UTC days from its refresh date to the day on which it was first seen. The smallest delay of several
 * snapshots counts, because the others were fetched late or the service was slow. Snapshots with a wrong clock are ignored.
 * @param recent newest first; a few are enough
 */
export function learnedLagDays(recent: readonly SnapshotTimes[]): number {
  return usualLagDays(
    recent.flatMap(({ refreshDate, fetchedAt }) =>
      refreshDate === null ? [] : [dayOf(fetchedAt) - dayOf(refreshDate)],
    ),
  );
}

/** The same from the delays themselves. */
export function usualLagDays(lags: readonly number[]): number {
  const possible = lags.filter((lag) => lag >= 0);
  return possible.length === 0 ? USUAL_LAG_DAYS : Math.min(MAX_LAG_DAYS, ...possible);
}

/**
 * The rhythm of a report as its refresh dates show it, to say when newer data is expected and when it is late. The middle of several
 * distances counts, because days that nobody fetched make some longer.
 * @param refreshDates in any order; a few of the newest are enough
 * @param usual what is known of the report before enough was seen
 */
export function learnedRhythmDays(refreshDates: readonly (IsoDate | null)[], usual = 1): number {
  const days = [...new Set(refreshDates.filter((date) => date !== null).map(dayOf))].sort((a, b) => a - b);
  const distances = days.slice(1).map((day, index) => day - (days[index] ?? day));
  const middle = distances.toSorted((a, b) => a - b)[Math.floor((distances.length - 1) / 2)];
  return distances.length < MIN_DISTANCES || middle === undefined ? usual : Math.min(MAX_RHYTHM_DAYS, middle);
}

/**
 * The rhythm of a report as far as it is proven, so that a request can be saved: each snapshot was confirmed to be the newest when, with a
 * shorter rhythm, there would have been a newer one. The refresh dates alone prove nothing, as they may only show how often somebody asked.
 * @param recent newest first
 */
export function provenRhythmDays(recent: readonly SnapshotTimes[]): number {
  const lag = learnedLagDays(recent);
  const stood = recent.slice(1).flatMap(({ refreshDate, checkedAt }, index) => {
    const next = recent[index]?.refreshDate ?? null;
    return refreshDate === null || next === null
      ? []
      : [Math.min(dayOf(next) - dayOf(refreshDate), dayOf(checkedAt) - lag - dayOf(refreshDate) + 1)];
  });
  return stood.length < MIN_PROOFS ? 1 : Math.max(1, Math.min(MAX_RHYTHM_DAYS, ...stood));
}

/**
 * The first day (UTC) on which the service can have newer data than a snapshot; `null` if unknown: the snapshot has no refresh date, or
 * one in the future.
 */
export function nextDataDay(
  { refreshDate }: Pick<SnapshotTimes, 'refreshDate'>,
  lagDays: number,
  rhythmDays: number,
  now: Date,
): IsoDate | null {
  if (refreshDate === null || dayOf(refreshDate) > dayOf(now.toISOString())) {
    return null;
  }
  return new Date((dayOf(refreshDate) + lagDays + rhythmDays) * MS_PER_DAY).toISOString().slice(0, 10);
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
  const next = nextDataDay(newest, learnedLagDays(recent), provenRhythmDays(recent), now);
  const today = now.toISOString().slice(0, 10);
  return freshHours > 0 && Date.parse(newest.checkedAt) <= now.getTime() && next !== null && today < next;
}

/** Days since 1 January 1970, in UTC. */
function dayOf(instant: string): number {
  return Math.floor(Date.parse(instant) / MS_PER_DAY);
}
