// UI tests share the machine with a whole VS Code, so one that fails is tried once more in a fresh window. It is named as flaky then,
// so that somebody looks at it, and more than a few of them fail the run.

/** @typedef {import('./suite.mjs').Counts} Counts */

/** So many tests may need a second try. */
export const MAX_FLAKY = 2;

/**
 * @param {Counts} first
 * @returns {boolean} whether a second try can still make the run good
 */
export function isWorthASecondTry({ failures }) {
  return failures.length > 0 && failures.length <= MAX_FLAKY;
}

/**
 * What both tries come to. A test that passed in both, because a hook of its suite failed, counts once.
 *
 * @param {Counts} first
 * @param {Counts} second of nothing but what failed at first
 * @returns {Counts}
 */
export function bothTries(first, second) {
  const seen = new Set(first.passedTitles);
  const failedAgain = new Set(second.failures.map(({ title }) => title));
  const passedTitles = [...first.passedTitles, ...second.passedTitles.filter((title) => !seen.has(title))];
  return {
    passed: first.passed + passedTitles.length - first.passedTitles.length,
    failed: second.failed,
    skipped: first.skipped,
    passedTitles,
    failures: second.failures,
    // If the second try broke elsewhere, nothing is known to be only flaky.
    flaky:
      second.passed === 0 ? [] : first.failures.map(({ title }) => title).filter((title) => !failedAgain.has(title)),
  };
}
