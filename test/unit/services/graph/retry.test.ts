import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  defaultRetryPolicy as policy,
  pageRetryPolicy,
  secondsToWait,
  waitReasonOf,
} from '../../../../src/services/graph/retry.js';
import { MARGIN_SECONDS, WINDOW_SECONDS } from '../../../../src/services/throttling/limits.js';

describe('retry policy', () => {
  it('waits as long as the service asks', () => {
    assert.equal(secondsToWait(policy, 1, 'throttled', 30, 0.5), 30);
    assert.equal(secondsToWait(policy, 1, 'throttled', 120, 0.5), 120);
  });

  it('does not burn the limit where the service asks for hardly any wait', () => {
    for (const asked of [0, 0.01, 0.99]) {
      assert.deepEqual(
        [1, 2, 3, 4].map((attempt) => secondsToWait(policy, attempt, 'throttled', asked, 1)),
        [10, 20, 40, undefined],
      );
    }
    assert.equal(secondsToWait(policy, 1, 'throttled', 1, 1), 1);
    assert.equal(secondsToWait(policy, 1, 'unavailable', 0, 1), 0);
  });

  it('gives up where the service asks for more patience than there is', () => {
    assert.equal(secondsToWait(policy, 1, 'throttled', 120.1, 0.5), undefined);
  });

  it('gives up after the last attempt', () => {
    assert.notEqual(secondsToWait(policy, 3, 'network', undefined, 0.5), undefined);
    assert.equal(secondsToWait(policy, 4, 'network', undefined, 0.5), undefined);
    assert.equal(secondsToWait(policy, 4, 'throttled', 1, 0.5), undefined);
  });

  it('doubles its own wait, with jitter, up to the longest', () => {
    const patient = { ...policy, attempts: 20 };
    assert.deepEqual(
      [1, 2, 3].map((attempt) => secondsToWait(patient, attempt, 'unavailable', undefined, 1)),
      [4, 8, 16],
    );
    assert.deepEqual(
      [1, 2, 3].map((attempt) => secondsToWait(patient, attempt, 'unavailable', undefined, 0)),
      [2, 4, 8],
    );
    assert.equal(secondsToWait(patient, 15, 'throttled', undefined, 1), 120);
  });

  it('never waits longer than the longest wait', () => {
    fc.assert(
      fc.property(
        fc.nat(50),
        fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: undefined }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempt, asked, random) => {
          const seconds = secondsToWait({ ...policy, attempts: 100 }, attempt + 1, 'throttled', asked, random);
          return seconds === undefined
            ? asked! > policy.maxWaitSeconds
            : seconds >= 0 && seconds <= policy.maxWaitSeconds;
        },
      ),
    );
  });

  it('asks again only where time may help', () => {
    assert.deepEqual(
      [429, 502, 503, 504].map((status) => waitReasonOf(status)),
      ['throttled', 'unavailable', 'unavailable', 'unavailable'],
    );
    assert.deepEqual(
      [200, 302, 304, 400, 401, 403, 404, 500, 501].map((status) => waitReasonOf(status)),
      Array(9).fill(undefined),
    );
  });

  it('is more patient with the pages after the first one: they would be lost', () => {
    assert.equal(waitReasonOf(500, pageRetryPolicy), 'unavailable');
    assert.equal(waitReasonOf(501, pageRetryPolicy), undefined);
    assert.equal(secondsToWait(pageRetryPolicy, 1, 'throttled', WINDOW_SECONDS + MARGIN_SECONDS, 1), 630);
    assert.equal(secondsToWait(pageRetryPolicy, 8, 'throttled', 1, 1), undefined);
  });
});
