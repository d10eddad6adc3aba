import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays } from '../../../src/base/dates.js';
import { comparedMonth, isMonthEnd, monthBefore, monthOverMonth } from '../../../src/shared/monthOverMonth.js';
import type { ComparedSeries } from '../../../src/shared/weeksChange.js';
import { fuzz } from '../../support/fuzz.js';

/** A value for each day from one to another. */
const seriesOf = (from: string, to: string, valueOn: (day: string) => number | null): ComparedSeries => {
  const values: (number | null)[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    values.push(valueOn(day));
  }
  return { unit: 'count', firstDay: from, values };
};
const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay();
const month = (day: string) => Number(day.slice(5, 7));
const rangeOf = ({ firstDay, values }: { firstDay: string; values: readonly unknown[] }) =>
  `${firstDay} ${addDays(firstDay, values.length - 1)}`;

describe('a month over the month before', () => {
  it('is the newest with data, or the newest that has ended', () => {
    assert.deepEqual(
      ['2026-11-26', '2026-11-30', '2026-12-01', '2027-01-15', '2028-02-28', '2028-02-29'].map((day) => [
        comparedMonth(day, false),
        comparedMonth(day, true),
      ]),
      [
        ['2026-11-01', '2026-10-01'],
        ['2026-11-01', '2026-11-01'],
        ['2026-12-01', '2026-11-01'],
        ['2027-01-01', '2026-12-01'],
        ['2028-02-01', '2028-01-01'],
        ['2028-02-01', '2028-02-01'],
      ],
    );
  });

  it('has as many days of the month before as are known of the newest', () => {
    const series = seriesOf('2026-09-01', '2026-11-26', (day) => month(day) * 10);
    const pair = monthOverMonth(series, '2026-11-01')!;
    assert.deepEqual(
      [rangeOf(pair.after), rangeOf(pair.before), pair.isWhole],
      ['2026-11-01 2026-11-26', '2026-10-01 2026-10-26', false],
    );
    assert.deepEqual(pair.change, {
      before: { from: '2026-10-01', to: '2026-10-26', mean: 100 },
      after: { from: '2026-11-01', to: '2026-11-26', mean: 110 },
      ratio: 110 / 100 - 1,
    });
  });

  it('has the whole month before of a month that has ended, and no more days than that has of another', () => {
    const series = (to: string) => seriesOf('2026-01-01', to, () => 20);
    const days = (to: string, of: string) => {
      const { after, before } = monthOverMonth(series(to), of)!;
      return [after.values.length, before.values.length];
    };
    assert.deepEqual(days('2026-11-26', '2026-10-01'), [31, 30]);
    assert.deepEqual(days('2026-03-31', '2026-03-01'), [31, 28]);
    assert.deepEqual(days('2026-03-30', '2026-03-01'), [30, 28]);
    assert.deepEqual(days('2026-02-28', '2026-02-01'), [28, 31]);
    assert.equal(monthOverMonth(series('2026-10-31'), '2026-11-01'), undefined);
    assert.equal(monthOverMonth({ unit: 'count', firstDay: '2026-11-01', values: [null] }, '2026-11-01'), undefined);
  });

  it('needs every weekday in both months', () => {
    const changeOf = (series: ComparedSeries) => monthOverMonth(series, '2026-11-01')?.change;
    assert.equal(changeOf(seriesOf('2026-10-01', '2026-11-06', () => 20)), undefined);
    assert.notEqual(changeOf(seriesOf('2026-10-01', '2026-11-07', () => 20)), undefined);
    assert.equal(
      changeOf(seriesOf('2026-10-01', '2026-11-26', (day) => (month(day) === 10 && weekday(day) === 1 ? null : 20))),
      undefined,
    );
    const late = monthOverMonth(
      seriesOf('2026-10-20', '2026-11-26', () => 20),
      '2026-11-01',
    );
    assert.equal(late?.change?.ratio, 0);
  });

  it('takes what the archive knows of the days before the series', () => {
    const whole = seriesOf('2026-09-01', '2026-11-26', (day) => Number(day.slice(8)) + 20);
    const { firstDay, values, unit } = whole;
    const short = {
      unit,
      firstDay: addDays(firstDay, 80),
      values: values.slice(80),
      earlier: { firstDay, values: values.slice(0, 80) },
    };
    assert.deepEqual(monthOverMonth(short, '2026-10-01'), monthOverMonth(whole, '2026-10-01'));
  });

  it('gives numbers instead of a percentage of a small base', () => {
    const series = seriesOf('2026-10-01', '2026-11-26', (day) => (month(day) === 10 ? 9 : 900));
    assert.equal(monthOverMonth(series, '2026-11-01')?.change?.ratio, null);
  });

  const week = fc.array(fc.integer({ min: 10, max: 100_000 }), { minLength: 7, maxLength: 7 });
  const lastDay = fc.integer({ min: 0, max: 3000 }).map((days) => addDays('2024-01-01', days));

  fuzz(
    'does not change where every week is like the other, however the weekdays fall',
    300,
    fc.tuple(week, lastDay, fc.boolean()),
    ([pattern, last, isWhole]) => {
      const series = seriesOf(addDays(last, -100), last, (day) => pattern[weekday(day)] ?? 0);
      const pair = monthOverMonth(series, comparedMonth(last, isWhole))!;
      if (pair.change === undefined) {
        assert.ok(pair.after.values.length < 7);
      } else {
        assert.ok(Math.abs(pair.change.ratio ?? 1) < 1e-12, JSON.stringify(pair.change));
      }
    },
  );

  fuzz(
    'is of two months that follow each other, from their first days on',
    200,
    fc.tuple(lastDay, fc.boolean()),
    ([last, isWhole]) => {
      const {
        after,
        before,
        isWhole: ended,
      } = monthOverMonth(
        seriesOf(addDays(last, -100), last, () => 20),
        comparedMonth(last, isWhole),
      )!;
      assert.match(after.firstDay, /-01$/);
      assert.equal(monthBefore(after.firstDay), before.firstDay);
      assert.equal(addDays(before.firstDay, 31).slice(0, 7) >= after.firstDay.slice(0, 7), true);
      assert.equal(ended, isMonthEnd(addDays(after.firstDay, after.values.length - 1)));
      assert.ok(isWhole ? ended : true);
      assert.ok(addDays(before.firstDay, before.values.length - 1) < after.firstDay);
    },
  );
});
