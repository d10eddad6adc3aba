import { type IsoDate, type IsoInstant, MS_PER_DAY } from '../../base/dates.js';
import { UsageReportsError } from '../../base/errors.js';
import type { PlainTree } from '../files/plainTree.js';
import { shownName } from '../files/storageErrors.js';
import { pathOf, type SnapshotPlace } from './snapshotPlace.js';

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

/** Says that a snapshot has a day or a time of the future, so that somebody can look which clock is wrong. */
export function sayIfAhead(
  tree: PlainTree,
  place: SnapshotPlace,
  {
    day,
    meta: { fetchedAt, checkedAt },
  }: {
    readonly day: IsoDate;
    readonly meta: { readonly fetchedAt: IsoInstant; readonly checkedAt: IsoInstant };
  },
  now: Date,
): void {
  const ahead = [day, fetchedAt, checkedAt].find((instant) => isAhead(instant, now));
  if (ahead !== undefined) {
    const message = `${shownName(tree.nameOf(pathOf(place)))} is from the future (${ahead}), so it is not taken for the newest. Check the clock of this computer, and of the one that archived it; if both are right, delete the folder.`;
    tree.skip(new UsageReportsError('storage', message, { code: 'aheadOfClock' }));
  }
}
