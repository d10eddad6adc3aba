import { setTimeout } from 'node:timers/promises';

/** The longest that any one thing in the window may take on a busy machine. */
export const WAIT_MS = 60_000;

/** What has not happened by then has been missed by VS Code, or is late; then it is done again. */
const MAX_WAIT_MS = 5_000;

/**
 * Does something again for as long as it fails and may: for what VS Code can miss, because it was about to draw anew what is meant.
 * Each attempt finds its elements anew, and only does what is not done yet.
 *
 * @param attempt is told how many milliseconds it may wait for one thing
 */
export async function until(attempt: (patience: number) => Promise<void>): Promise<void> {
  const deadline = performance.now() + WAIT_MS;
  for (;;) {
    try {
      await attempt(MAX_WAIT_MS);
      return;
    } catch (error) {
      if (performance.now() > deadline) {
        throw error;
      }
    }
    // Whoever fails at once is not to keep the machine from what is waited for.
    await setTimeout(20);
  }
}
