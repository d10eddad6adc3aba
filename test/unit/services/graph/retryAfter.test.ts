import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseRetryAfter } from '../../../../src/services/graph/retryAfter.js';

const now = Date.UTC(2026, 10, 18, 12, 0, 0);

describe('parseRetryAfter', () => {
  const cases: Record<string, number | undefined> = {
    '30': 30,
    '0': 0,
    ' 12.5 ': 12.5,
    'Wed, 18 Nov 2026 12:01:30 GMT': 90,
    'Wed, 18 Nov 2026 11:00:00 GMT': 0,
    'Wednesday, 18-Nov-26 12:00:10 GMT': 10,
    'Wed Nov 18 12:00:05 2026': 5,
    '': undefined,
    '-5': undefined,
    '1e3': undefined,
    '5 seconds': undefined,
    withTimeout: undefined,
    'Wed, soon': undefined,
    ['9'.repeat(400)]: undefined,
  };
  for (const [header, expected] of Object.entries(cases)) {
    it(`reads "${header.slice(0, 40)}" as ${expected}`, () => assert.equal(parseRetryAfter(header, now), expected));
  }

  it('knows that there is none', () => {
    assert.equal(parseRetryAfter(null, now), undefined);
    assert.equal(parseRetryAfter(undefined, now), undefined);
  });

  it('gives a finite number that is not negative, or nothing, whatever it is fed', () => {
    const headers = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.date().map(String),
      fc.string().map((text) => `Mon, ${text}`),
    );
    fc.assert(
      fc.property(headers, (header) => {
        const seconds = parseRetryAfter(header, now);
        return seconds === undefined || (Number.isFinite(seconds) && seconds >= 0);
      }),
    );
  });

  it('reads back every number of seconds and every HTTP date', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seconds) => {
        assert.equal(parseRetryAfter(String(seconds), now), seconds);
        assert.equal(parseRetryAfter(new Date(now + seconds * 1000).toUTCString(), now), seconds);
      }),
    );
  });
});
