import assert from 'node:assert/strict';
import { monthsToOffer } from '../../../../src/features/handout/months.js';

describe('months that a report can be about', () => {
  const offered = (from: string, to: string) =>
    monthsToOffer({ from, to }).map(({ month, isComplete }) => `${month}${isComplete ? '' : ' so far'}`);

  it('are those of the archived days, the newest complete one first', () => {
    assert.deepEqual(offered('2026-08-31', '2026-11-28'), ['2026-10', '2026-09', '2026-08', '2026-11 so far']);
    assert.deepEqual(offered('2026-08-31', '2026-11-30'), ['2026-11', '2026-10', '2026-09', '2026-08']);
  });

  it('know how long a month is, over the end of a year, too', () => {
    assert.deepEqual(offered('2027-12-01', '2028-02-29'), ['2028-02', '2028-01', '2027-12']);
    assert.deepEqual(offered('2028-02-01', '2028-02-28'), ['2028-02 so far']);
  });

  it('are no more than two years', () => {
    assert.equal(offered('2000-01-01', '2026-11-30').length, 24);
  });
});
