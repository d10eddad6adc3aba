const weekday = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/;

/**
 * Seconds that a `Retry-After` header asks to wait: a number (the service also sends decimals), or an HTTP date.
 * @param now milliseconds since the epoch, which a date is measured against
 * @returns `undefined` where the header is absent or makes no sense, never a negative number
 */
export function parseRetryAfter(value: string | null | undefined, now: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) {
    const seconds = Number(text);
    return Number.isFinite(seconds) ? seconds : undefined;
  }
  // Date.parse makes a date of nearly anything that holds a digit, so only what looks like an HTTP date gets there.
  if (!weekday.test(text)) {
    return undefined;
  }
  const instant = Date.parse(/GMT|UTC/.test(text) ? text : `${text} GMT`);
  return Number.isNaN(instant) ? undefined : Math.max(0, (instant - now) / 1000);
}
