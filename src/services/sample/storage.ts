import type { Fill } from './habits.js';
import { products } from './names.js';
import type { GroupOrSite } from './groupsAndSites.js';
import { isLicensed, type User } from './users.js';

export const GB = 1024 ** 3;
const TB = 1024 ** 4;

/** Somebody clears up in time. */
const ORDINARY_FILL: Fill = { from: 0, to: 0.8 };

/**
 * Size in bytes of a mailbox, an account or a site: what came in, without what was cleared away. Never decreases and never exceeds the
 * quota, in any year.
 * @param received bytes that have come in so far
 */
export function storedBytes(received: number, quota: number, { from, to }: Fill = ORDINARY_FILL): number {
  const room = (to - from) * quota;
  return Math.floor(from * quota + room * (1 - Math.exp(-received / room)));
}

/** In bytes; divisible by 100, so that the warning limits are integers. */
export function mailboxQuota(owner: User): number {
  return 100 * Math.floor(((isFrontline(owner) ? 2 : isLicensed(owner) ? 100 : 50) * GB) / 100);
}

export function oneDriveQuota(owner: User): number {
  return isFrontline(owner) ? 2 * GB : TB;
}

/** An administrator has limited the few sites that are nearly full. */
export function siteQuota({ fill }: GroupOrSite): number {
  return fill === undefined ? 25 * TB : 200 * GB;
}

function isFrontline({ products: assigned }: User): boolean {
  return assigned.includes(products.f3);
}
