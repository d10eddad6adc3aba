import assert from 'node:assert/strict';
import { bothTries, isWorthASecondTry, MAX_FLAKY } from '../../support/secondTry.mjs';
import type { Counts } from '../../support/suite.mjs';

const failure = (title: string) => ({ title, pattern: `^${title}$`, isHook: title.endsWith(' hook') });
const counts = (passedTitles: string[], failed: string[]): Counts => ({
  passed: passedTitles.length,
  failed: failed.length,
  skipped: 0,
  passedTitles,
  failures: failed.map(failure),
});

describe('a second try of tests of windows and pages', () => {
  it('is made where a few tests failed, not where none did or where it could not help', () => {
    assert.equal(isWorthASecondTry(counts(['a'], [])), false);
    assert.equal(isWorthASecondTry(counts(['a'], ['b', 'c'])), true);
    const many = Array.from({ length: MAX_FLAKY + 1 }, (_, index) => `test ${index}`);
    assert.equal(isWorthASecondTry(counts(['a'], many)), false);
  });

  it('names what passed then as flaky, and counts it as passed', () => {
    const both = bothTries(counts(['a'], ['b', 'c']), counts(['b', 'c'], []));
    assert.deepEqual([both.passed, both.failed, both.flaky], [3, 0, ['b', 'c']]);
  });

  it('leaves what failed again as failed', () => {
    const both = bothTries(counts(['a'], ['b', 'c']), counts(['b'], ['c']));
    assert.deepEqual([both.passed, both.failed, both.flaky], [2, 1, ['b']]);
  });

  it('counts a test once that passed in both', () => {
    const both = bothTries(counts(['s a'], ['s b']), counts(['s a', 's b'], []));
    assert.deepEqual([both.passed, both.failed, both.flaky], [2, 0, ['s b']]);
  });

  it('a hook that failed only once is flaky, if the tests of its suite ran then', () => {
    const first = counts(['s a'], ['s "after each" hook']);
    const both = bothTries(first, counts(['s a', 's b'], []));
    assert.deepEqual([both.passed, both.failed, both.flaky], [2, 0, ['s "after each" hook']]);
    const noneRan = bothTries(first, counts([], ['s "before all" hook']));
    assert.deepEqual([noneRan.passed, noneRan.failed, noneRan.flaky], [1, 2, []]);
  });

  it('a test that passed only at first is flaky too', () => {
    const both = bothTries(counts(['s a'], ['s b']), counts(['s b'], ['s a']));
    assert.deepEqual([both.passed, both.failed, both.flaky], [2, 0, ['s b', 's a']]);
  });

  it('a test that was not reached the second time has failed', () => {
    const both = bothTries(counts(['s a'], ['s b']), counts(['s a'], ['s "before each" hook']));
    assert.deepEqual([both.passed, both.failed, both.flaky], [1, 2, []]);
  });

  it('that did not come to its end helps nobody', () => {
    const first = counts(['a'], ['b']);
    const both = bothTries(first, first);
    assert.deepEqual([both.passed, both.failed, both.flaky], [1, 1, []]);
  });
});
