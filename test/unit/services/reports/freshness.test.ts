import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  isFresh,
  learnedLagDays,
  nextDataDay,
  type SnapshotTimes,
} from '../../../../src/services/reports/freshness.js';

const seen = (refreshDate: string | null, fetchedAt: string, checkedAt = fetchedAt): SnapshotTimes => ({
  refreshDate,
  fetchedAt,
  checkedAt,
});
const at = (text: string) => new Date(text);

describe('freshness', () => {
  it('learns the smallest delay that a report was seen with', () => {
    assert.equal(learnedLagDays([seen('2026-11-18', '2026-11-20T12:00:00Z')]), 2);
    assert.equal(
      learnedLagDays([seen('2026-11-18', '2026-11-21T12:00:00Z'), seen('2026-11-16', '2026-11-17T23:59:00Z')]),
      1,
    );
    assert.equal(learnedLagDays([seen('2026-11-10', '2026-11-30T12:00:00Z')]), 7, 'no report waits for weeks');
    assert.equal(learnedLagDays([]), 2);
    assert.equal(learnedLagDays([seen(null, '2026-11-20T12:00:00Z')]), 2);
    assert.equal(learnedLagDays([seen('2026-11-18', '2020-01-01T00:00:00Z')]), 2, 'a clock was wrong');
  });

  it('does not ask before the first UTC day on which there can be newer data', () => {
    const newest = seen('2026-11-18', '2026-11-20T01:00:00Z');
    assert.equal(isFresh(newest, [newest], at('2026-11-20T23:59:59Z'), 6), true);
    assert.equal(isFresh(newest, [newest], at('2026-11-21T00:00:00Z'), 6), false);
    assert.equal(
      isFresh(newest, [newest], at('2026-11-21T00:30:00+02:00'), 6),
      true,
      'a new day here is not yet one in UTC',
    );
    assert.equal(nextDataDay(newest, 2, at('2026-11-20T12:00:00Z')), '2026-11-21');
  });

  it('leaves the hours of the setting between two questions', () => {
    const newest = seen('2026-11-17', '2026-11-19T01:00:00Z', '2026-11-20T12:00:00Z');
    assert.equal(isFresh(newest, [newest], at('2026-11-20T17:59:00Z'), 6), true);
    assert.equal(isFresh(newest, [newest], at('2026-11-20T18:00:00Z'), 6), false);
    assert.equal(isFresh(newest, [newest], at('2026-11-20T12:00:00Z'), 0), false, '0 asks every time');
  });

  it('asks every time where the setting is 0, even if there can be no newer data yet', () => {
    const newest = seen('2026-11-18', '2026-11-20T01:00:00Z');
    assert.equal(isFresh(newest, [newest], at('2026-11-20T20:00:00Z'), 6), true);
    assert.equal(isFresh(newest, [newest], at('2026-11-20T20:00:00Z'), 0), false);
  });

  it('knows only hours where the file says no date, or one that is yet to come', () => {
    for (const refreshDate of [null, '2027-01-01']) {
      const newest = seen(refreshDate, '2026-11-20T12:00:00Z');
      assert.equal(isFresh(newest, [newest], at('2026-11-20T13:00:00Z'), 6), true);
      assert.equal(isFresh(newest, [newest], at('2026-11-20T19:00:00Z'), 6), false);
      assert.equal(nextDataDay(newest, 2, at('2026-11-20T19:00:00Z')), null);
    }
  });

  it('asks where a clock was set back, and comes to rest again after one was ahead', () => {
    const newest = seen('2026-11-18', '2026-11-20T12:00:00Z');
    assert.equal(isFresh(newest, [newest], at('2026-11-20T11:00:00Z'), 6), false);
    const ahead = seen('2026-11-18', '2031-01-01T00:00:00Z');
    assert.equal(isFresh(ahead, [ahead], at('2026-11-20T12:00:00Z'), 6), false);
    const asked = { ...ahead, checkedAt: '2026-11-20T12:00:00Z' };
    assert.equal(isFresh(asked, [asked], at('2026-11-20T13:00:00Z'), 6), true);
  });

  it('never rests for longer than the hours once the data are nine days old, whatever the clocks say', () => {
    const instant = fc.date({ min: at('2020-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z'), noInvalidDate: true });
    fc.assert(
      fc.property(
        instant,
        instant,
        instant,
        fc.integer({ min: 1, max: 168 }),
        fc.integer({ min: -40, max: 40 }),
        (fetched, checked, now, hours, lag) => {
          const refreshDate = new Date(now.getTime() - lag * 86_400_000).toISOString().slice(0, 10);
          const newest = seen(refreshDate, fetched.toISOString(), checked.toISOString());
          const age = now.getTime() - checked.getTime();
          const fresh = isFresh(newest, [newest], now, hours);
          if (age < 0) {
            assert.equal(fresh, false);
          } else if (age < hours * 3_600_000) {
            assert.equal(fresh, true);
          } else if (lag > 8 || lag < 0) {
            assert.equal(fresh, false);
          }
        },
      ),
    );
  });
});
