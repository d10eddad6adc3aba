import { MARGIN_SECONDS, unattendedLimit, WINDOW_SECONDS } from '../throttling/limits.js';
import type { Usage } from '../throttling/budget.js';

/** Used until a duration is measured. Includes the redirect and the download. */
export const SECONDS_PER_REQUEST = 2;

/**
 * Estimates how long requests of one format take within the limits, without other requests.
 * @param secondsEach duration of one request without waiting
 */
export function estimateSeconds(
  requests: number,
  { limit, endIn, pauseSeconds }: Usage,
  secondsEach = SECONDS_PER_REQUEST,
): number {
  const share = unattendedLimit(limit);
  const active = [...endIn];
  let seconds = requests === 0 ? 0 : pauseSeconds;
  for (let sent = 0; sent < requests; sent++) {
    while (active[0] !== undefined && active[0] <= seconds) {
      active.shift();
    }
    if (active.length >= share) {
      // Wait until enough requests have ended.
      seconds = Math.max(seconds, active.splice(0, active.length - share + 1).at(-1) ?? 0);
    }
    active.push(seconds + WINDOW_SECONDS + MARGIN_SECONDS);
    seconds += secondsEach;
  }
  return seconds;
}
