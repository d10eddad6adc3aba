import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays } from '../../../src/base/dates.js';
import { previousPeriod, previousShift } from '../../../src/shared/previousPeriod.js';
import { fuzz } from '../../support/fuzz.js';

const FIRST_DAY = '2026-06-01';
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('the previous period', () => {
  it('is whole weeks before: at least the length of the period', () => {
    assert.deepEqual(
      [7, 28, 30, 60, 90, 180].map((days) => previousShift(days)),
      [7, 28, 35, 63, 91, 182],
    );
  });

  it('is absent where none of its days is known', () => {
    const series = { unit: 'count', firstDay: FIRST_DAY, values: numbers(30) } as const;
    assert.equal(previousPeriod(series), undefined);
    // Of the five days right before, none lies under a day of the period.
    const earlier = { firstDay: addDays(FIRST_DAY, -5), values: numbers(5) };
    assert.equal(previousPeriod({ ...series, earlier }), undefined);
  });

  fuzz(
    'has for each day the value of the same weekday, whole weeks before, as far as it is known',
    200,
    fc.tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 250 })),
    ([length, known]) => {
      // Each value is the number of its day, counted from the first of the period.
      const earlier = { firstDay: addDays(FIRST_DAY, -known), values: numbers(known).map((index) => index - known) };
      const previous = previousPeriod({ unit: 'count', firstDay: FIRST_DAY, values: numbers(length), earlier });
      previous?.values.forEach((value, day) => {
        assert.ok(value === null ? previousShift(length) - day > known : value === day - previousShift(length));
      });
      assert.equal(previous?.values.length ?? length, length);
      assert.equal(previous === undefined, known <= previousShift(length) - length);
      assert.equal(previousShift(length) % 7, 0);
    },
  );
});
