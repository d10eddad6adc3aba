import assert from 'node:assert/strict';
import { monthsToOffer } from '../../../../src/features/handout/months.js';

describe('months that a report can be about', () => {
  const offered = (from: string, to: string, snapshots: readonly string[] = [to], missing: readonly string[] = []) =>
    monthsToOffer({
      daily: [{ days: { from, to }, missingRanges: missing.map((day) => ({ from: day, to: day })) }],
      snapshots: new Map([['users', new Set(snapshots)]]),
      days: { from, to },
    }).map(({ month, days, allDays, reports }) =>
      [month, ...(days === 0 ? [] : [`${allDays - days} of ${allDays}`]), ...reports].join(' '),
    );

  it('are those of the archived days, and say what is missing', () => {
    assert.deepEqual(offered('2026-08-31', '2026-11-30', ['2026-11-30', '2026-09-30'], ['2026-10-03']), [
      '2026-11',
      '2026-10 30 of 31 users',
      '2026-09',
      '2026-08 1 of 31 users',
    ]);
  });

  it('the first one is the newest of which there are data: a month without users made the worst report', () => {
    assert.deepEqual(offered('2026-10-01', '2026-11-28', ['2026-11-28']), ['2026-11 28 of 30', '2026-10 users']);
  });

  it('a month that has just begun comes after the one before, unless that has less', () => {
    const snapshots = ['2026-12-01', '2026-11-30'];
    assert.deepEqual(offered('2026-11-01', '2026-12-01', snapshots), ['2026-11', '2026-12 1 of 31']);
    assert.deepEqual(offered('2026-11-01', '2026-12-01'), ['2026-12 1 of 31', '2026-11 users']);
  });

  it('know how long a month is, over the end of a year, too', () => {
    const ends = ['2027-12-31', '2028-01-31', '2028-02-29'];
    assert.deepEqual(offered('2027-12-01', '2028-02-29', ends), ['2028-02', '2028-01', '2027-12']);
    assert.deepEqual(offered('2028-02-01', '2028-02-28'), ['2028-02 28 of 29']);
  });

  it('are no more than two years', () => {
    assert.equal(offered('2000-01-01', '2026-11-30').length, 24);
  });
});
