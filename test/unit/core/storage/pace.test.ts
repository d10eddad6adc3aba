import assert from 'node:assert/strict';
import fc from 'fast-check';
import { paceOf, quotaShare } from '../../../../src/core/storage/pace.js';
import { fuzz } from '../../../support/fuzz.js';

const GB = 1024 ** 3;

describe('the pace of storage', () => {
  it('is what came in 30 days, and the days until the quota is used up', () => {
    const pace = paceOf(46 * GB, 50 * GB, { used: 40 * GB, daysBefore: 60 });
    assert.deepEqual(pace, { growth: 3 * GB, growthState: 'known', daysLeft: 40, daysLeftState: 'known' });
  });

  it('says why the days left are blank: not growing, no quota, or not enough snapshots', () => {
    const before = { used: 5, daysBefore: 30 };
    assert.deepEqual(paceOf(5, 10, before), {
      ...{ growth: 0, growthState: 'known', daysLeft: NaN, daysLeftState: 'notGrowing' },
    });
    assert.equal(paceOf(4, 10, before).growth, -1);
    assert.equal(paceOf(4, 10, before).daysLeftState, 'notGrowing');
    for (const quota of [0, NaN]) {
      assert.equal(paceOf(6, quota, before).daysLeftState, 'noQuota');
      assert.equal(paceOf(6, quota, 'fewSnapshots').daysLeftState, 'noQuota');
    }
    const { growth, growthState, daysLeftState } = paceOf(6, 10, 'fewSnapshots');
    assert.deepEqual([growth, growthState, daysLeftState], [NaN, 'fewSnapshots', 'fewSnapshots']);
    assert.equal(paceOf(6, 10, 'notToldApart').daysLeftState, 'notToldApart');
    assert.equal(paceOf(NaN, 10, before).growthState, 'notSent');
    assert.equal(paceOf(NaN, 10, before).daysLeftState, 'notSent');
  });

  it('leaves no day to what is full, whatever is known of its growth', () => {
    for (const earlier of [{ used: 20, daysBefore: 9 }, 'fewSnapshots', 'notToldApart'] as const) {
      const { daysLeft, daysLeftState } = paceOf(10, 10, earlier);
      assert.deepEqual([daysLeft, daysLeftState], [0, 'known']);
    }
  });

  const amount = fc.integer({ min: 0, max: 200 * GB });
  fuzz(
    'is never a number without a reason, nor a reason with one, and full is what it says',
    300,
    fc.record({ used: amount, quota: amount, before: amount, daysBefore: fc.integer({ min: 7, max: 90 }) }),
    ({ used, quota, before, daysBefore }) => {
      const { growth, daysLeft, daysLeftState } = paceOf(used, quota, { used: before, daysBefore });
      assert.equal(Number.isNaN(daysLeft), daysLeftState !== 'known');
      assert.ok(Math.abs((growth / 30) * daysBefore - (used - before)) <= daysBefore / 60 + 1e-3);
      if (daysLeft > 0) {
        const perDay = (used - before) / daysBefore;
        assert.ok(used + perDay * daysLeft <= quota * (1 + 1e-9));
        assert.ok(used + perDay * (daysLeft + 1) >= quota * (1 - 1e-9));
      }
    },
  );

  it('has the share of the quota to one decimal', () => {
    assert.deepEqual([quotaShare(1, 3), quotaShare(5, 4), quotaShare(0, 4)], [33.3, 125, 0]);
    assert.deepEqual([quotaShare(1, 0), quotaShare(NaN, 4)], [NaN, NaN]);
  });
});
