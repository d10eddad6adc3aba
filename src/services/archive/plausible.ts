import { type IsoInstant, MS_PER_DAY } from '../../base/dates.js';

/** Clocks of computers, and time zones, differ by no more. */
const MAX_AHEAD_MS = 2 * MS_PER_DAY;

/**
 * Whether an instant or a day, as a file or the name of a folder says it, lies so far ahead of this computer's clock that one of them is wrong. Such
 * an instant makes nothing the newest and nothing too old: otherwise one wrong clock, or one file of somebody else, would decide for ever.
 */
export function isAhead(instant: IsoInstant, now: Date): boolean {
  return Date.parse(instant) > now.getTime() + MAX_AHEAD_MS;
}

/** When a snapshot was last confirmed, as far as that can be right; empty if nothing can. */
export function confirmedAtOf(
  { checkedAt, fetchedAt }: { readonly checkedAt: IsoInstant; readonly fetchedAt: IsoInstant },
  now: Date,
): IsoInstant {
  return [checkedAt, fetchedAt].find((instant) => !isAhead(instant, now)) ?? '';
}
