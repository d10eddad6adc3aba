/**
 * Seconds by which a service's clock is ahead of this computer's.
 * @param date the response's `Date` header
 * @param now milliseconds since the epoch, when the response arrived
 * @param toleratedSeconds what the service tolerates
 * @returns `undefined` within the tolerance, or if the header is absent
 */
export function clockSkewOf(date: string | null, now: number, toleratedSeconds: number): number | undefined {
  const serviceTime = date === null ? Number.NaN : Date.parse(date);
  const seconds = Math.round((serviceTime - now) / 1000);
  return Math.abs(seconds) > toleratedSeconds ? seconds : undefined;
}
