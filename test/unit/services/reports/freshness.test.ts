import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  isFresh,
  learnedLagDays,
  learnedRhythmDays,
  nextDataDay,
  provenRhythmDays,
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
    assert.equal(nextDataDay(newest, 2, 1, at('2026-11-20T12:00:00Z')), '2026-11-21');
    assert.equal(nextDataDay(newest, 2, 7, at('2026-11-20T12:00:00Z')), '2026-11-27');
  });

  it('learns the rhythm of a report from the refresh dates that were seen', () => {
    const weekly = ['2026-11-20', '2026-11-13', '2026-11-06', '2026-10-30'];
    assert.equal(learnedRhythmDays(weekly, 1), 7);
    assert.equal(
      learnedRhythmDays(['2026-11-20', '2026-11-19', '2026-11-18', '2026-11-15'], 7),
      1,
      'nobody asked once',
    );
    assert.equal(learnedRhythmDays(['2026-11-20', '2026-11-13', '2026-11-13', null], 1), 1, 'two days are no rhythm');
    assert.equal(learnedRhythmDays(weekly.slice(0, 2), 7), 7, 'the catalog knows until more was seen');
    assert.equal(learnedRhythmDays(['2026-11-20', '2026-09-20', '2026-07-20'], 1), 7, 'no report waits for months');
    assert.equal(learnedRhythmDays([], 1), 1);
  });

  it('has a rhythm within its bounds, whatever the order of the dates and however often each was seen', () => {
    const dates = fc.array(fc.option(fc.integer({ min: 0, max: 400 })), { maxLength: 8 });
    fc.assert(
      fc.property(dates, fc.constantFrom(1, 7), fc.nat(), (days, usual, seed) => {
        const texts = days.map((day) =>
          day === null ? null : new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
        );
        const rhythm = learnedRhythmDays(texts, usual);
        assert.ok(Number.isInteger(rhythm) && rhythm >= 1 && rhythm <= 7);
        const turned =
          texts.length === 0 ? [] : [...texts.slice(seed % texts.length), ...texts.slice(0, seed % texts.length)];
        assert.equal(learnedRhythmDays([...turned, ...texts], usual), rhythm);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 3, max: 8 }), (step, count) => {
        const texts = Array.from({ length: count }, (_, index) =>
          new Date(Date.UTC(2026, 0, 1 + index * step)).toISOString().slice(0, 10),
        );
        assert.equal(learnedRhythmDays(texts, 1), step, 'a regular report has its own rhythm');
      }),
    );
  });

  it('does not ask between two refresh dates of a report that was seen to stand still for a week again and again', () => {
    // Requested every day: each snapshot was confirmed until the day before the next one came, two days after its refresh date.
    const weekly = [
      seen('2026-11-20', '2026-11-22T06:00:00Z'),
      seen('2026-11-13', '2026-11-15T06:00:00Z', '2026-11-21T06:00:00Z'),
      seen('2026-11-06', '2026-11-08T06:00:00Z', '2026-11-14T06:00:00Z'),
      seen('2026-10-30', '2026-11-01T06:00:00Z', '2026-11-07T06:00:00Z'),
    ] as const;
    assert.equal(provenRhythmDays(weekly), 7);
    assert.equal(isFresh(weekly[0], weekly, at('2026-11-28T23:00:00Z'), 6), true);
    assert.equal(isFresh(weekly[0], weekly, at('2026-11-29T00:00:00Z'), 6), false);
  });

  it('asks every day where a daily report was opened once a week only: nothing proves that it stood still', () => {
    const opened = ['2026-11-20', '2026-11-13', '2026-11-06', '2026-10-30'].map((refreshDate) =>
      seen(refreshDate, `${new Date(Date.parse(refreshDate) + 2 * 86_400_000).toISOString().slice(0, 10)}T06:00:00Z`),
    );
    const [newest] = opened;
    assert.ok(newest);
    assert.equal(provenRhythmDays(opened), 1);
    assert.equal(isFresh(newest, opened, at('2026-11-22T23:00:00Z'), 6), true);
    assert.equal(isFresh(newest, opened, at('2026-11-23T00:00:00Z'), 6), false);
  });

  it('never proves more than the refresh dates say, nor more than a week', () => {
    const days = fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 20 })), { maxLength: 6 });
    fc.assert(
      fc.property(days, (steps) => {
        let day = Date.UTC(2026, 0, 1);
        const times = steps.map(([step, stood]) => {
          const refreshDate = new Date(day).toISOString().slice(0, 10);
          const fetched = day + 2 * 86_400_000;
          day += step * 86_400_000;
          const checked = Math.min(fetched + stood * 86_400_000, day + 86_400_000);
          return seen(refreshDate, new Date(fetched).toISOString(), new Date(checked).toISOString());
        });
        const proven = provenRhythmDays(times.toReversed());
        const shortest = Math.min(...steps.slice(0, -1).map(([step]) => step));
        assert.ok(proven >= 1 && proven <= Math.max(1, Math.min(7, shortest)), `${proven} of ${shortest}`);
      }),
    );
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
      assert.equal(nextDataDay(newest, 2, 1, at('2026-11-20T19:00:00Z')), null);
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
