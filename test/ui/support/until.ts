import { setTimeout } from 'node:timers/promises';
import type { Locator } from 'playwright-core';

/** The longest that any one thing in the window may take on a busy machine. */
export const WAIT_MS = 60_000;

/** After this time VS Code has missed an action, or is late, and the action is repeated. */
const MAX_WAIT_MS = 5_000;

/**
 * Repeats an action until it succeeds or `WAIT_MS` is over, for actions that VS Code can miss while it redraws.
 * Each attempt must look up its elements again, and only do what is not done yet.
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
    // An attempt that fails at once must not keep the machine busy.
    await setTimeout(20);
  }
}

/**
 * Clicks something until there is what the click brings. A page that is drawn anew, or moves what is clicked between the press of the
 * button and its release, misses the click.
 */
export async function clickUntil(target: Locator, effect: Locator): Promise<void> {
  await until(async (patience) => {
    if (!(await effect.first().isVisible())) {
      await target.click({ timeout: patience });
    }
    await effect.first().waitFor({ timeout: patience });
  });
}
