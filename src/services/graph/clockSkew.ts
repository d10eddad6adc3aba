/** What identity platforms tolerate: a token seems not yet valid, or expired, to a service whose clock is further away. */
const MAX_TOLERATED_SKEW_SECONDS = 300;

/**
 * Seconds by which a service's clock is ahead of this computer's, where that is more than services put up with.
 * @param date the answer's `Date` header
 * @param now milliseconds since the epoch, when the answer came
 */
export function clockSkewOf(date: string | null, now: number): number | undefined {
  const theirs = date === null ? Number.NaN : Date.parse(date);
  const seconds = Math.round((theirs - now) / 1000);
  return Math.abs(seconds) > MAX_TOLERATED_SKEW_SECONDS ? seconds : undefined;
}
