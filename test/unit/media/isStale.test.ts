import assert from 'node:assert/strict';
import { isStale } from '../../../media/report/isStale.js';

describe('old data', () => {
  const ref = { connection: 'c1', report: 'getCalls', period: 'D7' };
  const data = { ref, refreshDate: '2026-11-10', refreshAgeDays: 4 };

  it('is stale when it is older than the usual delay', () => {
    assert.equal(isStale(data), false);
    assert.equal(isStale({ ...data, refreshAgeDays: 6 }), true);
  });

  it('is stale when newer data is overdue, where the delay of this report is known', () => {
    // Expected on the 12th: two days later that is patience, three days later it is not.
    assert.equal(isStale({ ...data, nextData: '2026-11-12', refreshAgeDays: 4 }), false);
    assert.equal(isStale({ ...data, nextData: '2026-11-12', refreshAgeDays: 5 }), true);
    assert.equal(isStale({ ...data, nextData: '2026-11-20', refreshAgeDays: 9 }), false);
  });

  it('is not stale where nobody knows its day, or a single day was asked for', () => {
    assert.equal(isStale({ ...data, refreshDate: null, refreshAgeDays: null }), false);
    assert.equal(
      isStale({ ...data, refreshAgeDays: 20, ref: { connection: 'c1', report: 'getCalls', date: '2026-11-01' } }),
      false,
    );
  });
});
