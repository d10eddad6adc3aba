// Tests of windows and pages share the machine with VS Code, Chromium, and another suite, so one that fails is tried once more in a fresh
// window. It is named as flaky then, so that somebody looks at it, and more than a few of them fail the run.

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
 * What both tries come to. A test is good if it passed in one of them: it is flaky then if it failed in the other. What passed in none
 * has failed, also where it was not reached the second time.
 *
 * @param {Counts} first
 * @param {Counts} second of the outermost suites in which something failed at first
 * @returns {Counts}
 */
export function bothTries(first, second) {
  const passed = new Set([...first.passedTitles, ...second.passedTitles]);
  const failedAgain = new Set(second.failures.map(({ title }) => title));
  const newlyPassed = second.passedTitles.filter((title) => !first.passedTitles.includes(title));
  const known = new Set();
  const failures = [...first.failures, ...second.failures].filter(
    ({ title }) => !known.has(title) && Boolean(known.add(title)),
  );
  /** @param {Counts['failures'][number]} failure */
  const isFlaky = ({ title, isHook }) =>
    // A hook has no title of its own among what passed: its tests have, if they ran.
    isHook ? !failedAgain.has(title) && second.passed > 0 : passed.has(title);
  const failed = failures.filter((failure) => !isFlaky(failure));
  return {
    passed: first.passed + newlyPassed.length,
    failed: failed.length,
    skipped: first.skipped,
    passedTitles: [...first.passedTitles, ...newlyPassed],
    failures: failed,
    flaky: failures.filter(isFlaky).map(({ title }) => title),
  };
}
