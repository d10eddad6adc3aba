const weekday = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/;

/**
 * Parses a `Retry-After` header: a number of seconds (the service also sends decimals) or an HTTP date.
 * @param now milliseconds since the epoch
 * @returns seconds, never negative; `undefined` if the header is absent or invalid
 */
export function parseRetryAfter(value: string | null | undefined, now: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) {
    const seconds = Number(text);
    return Number.isFinite(seconds) ? seconds : undefined;
  }
  // Date.parse accepts nearly any text with a digit, so the text must look like an HTTP date first.
  if (!weekday.test(text)) {
    return undefined;
  }
  const instant = Date.parse(/GMT|UTC/.test(text) ? text : `${text} GMT`);
  return Number.isNaN(instant) ? undefined : Math.max(0, (instant - now) / 1000);
}
