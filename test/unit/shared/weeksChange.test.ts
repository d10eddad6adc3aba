import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays } from '../../../src/base/dates.js';
import { UNITS, type Unit } from '../../../src/shared/report.js';
import { type ComparedSeries, weeksChange } from '../../../src/shared/weeksChange.js';
import { fuzz } from '../../support/fuzz.js';

const FIRST_DAY = '2026-01-01';
const series = (values: readonly (number | null)[], more: Partial<ComparedSeries> = {}): ComparedSeries => ({
  unit: 'count',
  firstDay: FIRST_DAY,
  values,
  ...more,
});
const repeated = <T>(value: T, times: number) => Array.from({ length: times }, () => value);
/** The same days, some of which are of the archive. */
const split = ({ firstDay, values, unit }: ComparedSeries, at: number): ComparedSeries => ({
  unit,
  firstDay: addDays(firstDay, at),
  values: values.slice(at),
  ...(at === 0 ? {} : { earlier: { firstDay, values: values.slice(0, at) } }),
});

const counts = fc.integer({ min: 0, max: 100_000 });
const week = fc.array(counts, { minLength: 7, maxLength: 7 });
const days = fc.array(fc.option(counts, { freq: 30 }), { maxLength: 120 });
const anyUnit = fc.constantFrom(...UNITS);

describe('the change of a measure by weeks', () => {
  it('is of the newest 28 days against the 28 before them', () => {
    assert.deepEqual(weeksChange(series([...repeated(1, 9), ...repeated(100, 28), ...repeated(150, 28)])), {
      days: 28,
      before: { from: '2026-01-10', to: '2026-02-06', mean: 100 },
      after: { from: '2026-02-07', to: '2026-03-06', mean: 150 },
      ratio: 0.5,
    });
  });

  it('is of 14 or 7 days where the days of 28 are not all known, and of nothing below', () => {
    const lengthOf = (values: readonly (number | null)[]) => weeksChange(series(values))?.days;
    assert.deepEqual(
      [56, 55, 28, 27, 14, 13, 1, 0].map((count) => lengthOf(repeated(20, count))),
      [28, 14, 14, 7, 7, undefined, undefined, undefined],
    );
    const withGap = (daysAgo: number) => repeated(20, 60).map((value, day) => (day === 59 - daysAgo ? null : value));
    assert.deepEqual(
      [56, 55, 28, 27, 14, 13, 1].map((daysAgo) => lengthOf(withGap(daysAgo))),
      [28, 14, 14, 7, 7, undefined, undefined],
    );
  });

  it('ends on the last known day', () => {
    const known = weeksChange(series([...repeated(10, 7), ...repeated(20, 7)]));
    assert.deepEqual(weeksChange(series([...repeated(10, 7), ...repeated(20, 7), null, null])), known);
  });

  it('has no percentage of a base below the least of its unit, whatever came after it', () => {
    const ratio = (before: number, after: number, unit: Unit) =>
      weeksChange(series([...repeated(before, 7), ...repeated(after, 7)], { unit }))?.ratio;
    assert.deepEqual(
      [
        ratio(0, 6, 'count'),
        ratio(9, 900, 'count'),
        ratio(10, 5, 'count'),
        ratio(1_000_000, 2_000_000, 'bytes'),
        ratio(1_048_576, 2_097_152, 'bytes'),
        ratio(59, 600, 'minutes'),
        ratio(60, 30, 'minutes'),
        ratio(3_599, 36_000, 'seconds'),
        ratio(3_600, 1_800, 'seconds'),
      ],
      [null, null, -0.5, null, 1, null, -0.5, null, -0.5],
    );
  });

  fuzz(
    'of a week that repeats is exactly 0 %, whatever day it begins on and however long it lasts',
    300,
    fc.tuple(week, fc.integer({ min: 14, max: 200 }), fc.nat(6)),
    ([pattern, length, start]) => {
      const change = weeksChange(series(Array.from({ length }, (_, day) => pattern[(day + start) % 7] ?? 0)));
      assert.equal(change?.before.mean, change?.after.mean);
      assert.ok(change?.ratio === 0 || (change?.ratio === null && change.before.mean < 10), JSON.stringify(change));
    },
  );

  fuzz(
    'is the same in every period, where the archive has the days before it',
    300,
    fc.tuple(days, fc.nat(), anyUnit),
    ([values, cut, unit]) => {
      const whole = series(values, { unit });
      assert.deepEqual(weeksChange(split(whole, cut % (values.length + 1))), weeksChange(whole));
    },
  );

  fuzz('moves with the days', 200, fc.tuple(days, fc.integer({ min: -500, max: 500 })), ([values, weeks]) => {
    const moved = weeksChange(series(values, { firstDay: addDays(FIRST_DAY, weeks * 7) }));
    const change = weeksChange(series(values));
    assert.equal(moved?.ratio, change?.ratio);
    assert.equal(moved?.after.to, change && addDays(change.after.to, weeks * 7));
  });

  fuzz(
    'has the same percentage of a multiple',
    200,
    fc.tuple(days, fc.constantFrom(2, 4, 8, 1024)),
    ([values, factor]) => {
      const change = weeksChange(series(values));
      const multiple = weeksChange(series(values.map((value) => value && value * factor)));
      assert.equal(multiple?.after.mean, change && change.after.mean * factor);
      if (change?.ratio !== null) {
        assert.equal(multiple?.ratio, change?.ratio);
      }
    },
  );

  fuzz(
    'has two windows of whole weeks, right after each other, of which every day is known',
    300,
    fc.tuple(days, anyUnit),
    ([values, unit]) => {
      const change = weeksChange(series(values, { unit }));
      if (change === undefined) {
        return;
      }
      const { before, after, days: length } = change;
      assert.equal(addDays(before.from, length), after.from);
      assert.equal(addDays(before.to, length), after.to);
      assert.equal(addDays(after.from, length - 1), after.to);
      const valueOf = new Map(values.map((value, day) => [addDays(FIRST_DAY, day), value]));
      for (const { from, mean } of [before, after]) {
        const known = repeated(from, length).map((day, index) => valueOf.get(addDays(day, index)));
        assert.ok(known.every((value) => typeof value === 'number'));
        assert.ok(Math.abs(mean - known.reduce((sum, value) => sum + value, 0) / length) <= mean * 1e-12);
      }
      assert.equal(
        values.slice(values.findLastIndex((value) => value !== null) + 1).length,
        values.length - 1 - [...valueOf.keys()].indexOf(after.to),
      );
    },
  );

  fuzz(
    'takes a blank day for no 0',
    200,
    fc.tuple(fc.array(fc.integer({ min: 20, max: 1000 }), { minLength: 14, maxLength: 14 }), fc.nat(12)),
    ([values, blank]) => {
      assert.equal(weeksChange(series(values.map((value, day) => (day === blank ? null : value)))), undefined);
      assert.notEqual(weeksChange(series(values.map((value, day) => (day === blank ? 0 : value)))), undefined);
    },
  );

  it('is none of numbers whose sum is beyond all numbers', () => {
    assert.equal(weeksChange(series(repeated(Number.MAX_VALUE, 14))), undefined);
  });
});
