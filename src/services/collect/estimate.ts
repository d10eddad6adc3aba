import { MARGIN_SECONDS, unattendedLimit, WINDOW_SECONDS } from '../throttling/limits.js';
import type { Usage } from '../throttling/budget.js';

/** Until something was measured: a question, a redirect and a download. */
export const SECONDS_PER_REQUEST = 2;

/**
 * How long so many requests of one format take, by what the limits still allow and without anybody else asking.
 * @param secondsEach of one request, without waiting
 */
export function estimateSeconds(
  requests: number,
  { limit, endIn, pauseSeconds }: Usage,
  secondsEach = SECONDS_PER_REQUEST,
): number {
  const share = unattendedLimit(limit);
  const live = [...endIn];
  let seconds = requests === 0 ? 0 : pauseSeconds;
  for (let sent = 0; sent < requests; sent++) {
    while (live[0] !== undefined && live[0] <= seconds) {
      live.shift();
    }
    if (live.length >= share) {
      // As many as are too many must have ended; the last of them is what is waited for.
      seconds = Math.max(seconds, live.splice(0, live.length - share + 1).at(-1) ?? 0);
    }
    live.push(seconds + WINDOW_SECONDS + MARGIN_SECONDS);
    seconds += secondsEach;
  }
  return seconds;
}
