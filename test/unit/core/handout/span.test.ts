import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays } from '../../../../src/base/dates.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { daysOf, monthsUntil, previousSpan, spanOfDays, spanOfMonth } from '../../../../src/core/handout/span.js';
import { spanChange, spanValue } from '../../../../src/core/handout/spanValue.js';
import { AGGREGATES } from '../../../../src/shared/report.js';
import { fuzz } from '../../../support/fuzz.js';

const months = fc
  .record({ year: fc.integer({ min: 2000, max: 2100 }), month: fc.integer({ min: 1, max: 12 }) })
  .map(({ year, month }) => `${year}-${String(month).padStart(2, '0')}`);
/** Days of a month, by the calendar of the engine. */
const lengthOf = (month: string) =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();

describe('the days of a document', () => {
  fuzz('are all of a month, and the month before it', 200, months, (month) => {
    const span = spanOfMonth(month);
    assert.deepEqual(span, { from: `${month}-01`, to: `${month}-${lengthOf(month)}`, month });
    assert.deepEqual(spanOfDays(span.from, span.to), span);
    const previous = previousSpan(span);
    assert.equal(addDays(previous.to, 1), span.from);
    assert.equal(daysOf(previous), lengthOf(previous.month ?? ''));
    const year = monthsUntil(span, 12);
    assert.equal(year.length, 12);
    assert.deepEqual(year.slice(-2), [previous, span]);
    assert.equal(
      year[0]?.from.slice(5, 7),
      span.from.slice(5, 7) === '12' ? '01' : String(Number(month.slice(5)) + 1).padStart(2, '0'),
    );
  });

  it('are days in a row, and as many before them', () => {
    const span = spanOfDays('2026-10-05', '2026-10-11');
    assert.equal(span.month, undefined);
    assert.deepEqual(previousSpan(span), { from: '2026-09-28', to: '2026-10-04' });
    assert.deepEqual(
      monthsUntil(span, 2).map(({ from, to }) => [from, to]),
      [
        ['2026-09-01', '2026-09-30'],
        ['2026-10-01', '2026-10-11'],
      ],
    );
  });

  it('are refused where they are none', () => {
    for (const [argument, make] of [
      ['month', () => spanOfMonth('2026-13')],
      ['month', () => spanOfMonth('October')],
      ['to', () => spanOfDays('2026-10-01', '2026-02-30')],
      ['from', () => spanOfDays('2026-10-02', '2026-10-01')],
    ] as const) {
      assert.throws(
        make,
        (error: unknown) => error instanceof UsageReportsError && error.details.argument === argument,
      );
    }
  });
});

describe('what days come to', () => {
  const cells = fc.array(fc.option(fc.integer({ min: 0, max: 1_000_000 }), { freq: 6 }), {
    minLength: 1,
    maxLength: 62,
  });
  const cases = fc.record({
    values: cells,
    offset: fc.integer({ min: -10, max: 40 }),
    aggregate: fc.constantFrom(...AGGREGATES),
  });

  fuzz('is the sum, the last, or the mean of the known days, and never 0 where none is known', 500, cases, (one) => {
    const series = { firstDay: '2026-09-01', values: one.values };
    const span = spanOfDays(addDays('2026-09-01', one.offset), addDays('2026-09-01', one.offset + 20));
    const known: { day: string; value: number }[] = [];
    for (const [index, value] of one.values.entries()) {
      const day = addDays('2026-09-01', index);
      if (value !== null && day >= span.from && day <= span.to) {
        known.push({ day, value });
      }
    }
    const { value, lastDay, missing, days } = spanValue(series, span, one.aggregate);
    assert.deepEqual([days, missing, lastDay], [21, 21 - known.length, known.at(-1)?.day ?? null]);
    const byWeekday = new Map<number, number[]>();
    known.forEach((each) => {
      const weekday = new Date(each.day).getUTCDay();
      byWeekday.set(weekday, [...(byWeekday.get(weekday) ?? []), each.value]);
    });
    const mean = (all: readonly number[]) => all.reduce((sum, each) => sum + each, 0) / all.length;
    const expected = {
      sum: known.reduce((sum, each) => sum + each.value, 0),
      last: known.at(-1)?.value,
      mean:
        byWeekday.size === 7
          ? mean([...byWeekday.values()].map((all) => mean(all)))
          : mean(known.map((each) => each.value)),
    }[one.aggregate];
    if (known.length === 0) {
      assert.equal(value, null);
    } else {
      assert.ok(
        Math.abs((value ?? NaN) - (expected ?? NaN)) <= 1e-9 * Math.max(1, expected ?? 0),
        `${value} is not ${expected}`,
      );
    }
  });

  it('is compared only where both can be', () => {
    const whole = Array.from({ length: 61 }, (_, index) => (index < 30 ? 100 : 150));
    const values = (day: number) => whole.map((value, index) => (index === day ? null : value));
    const [before, after] = [spanOfMonth('2026-09'), spanOfMonth('2026-10')];
    const change = (all: readonly (number | null)[], aggregate: (typeof AGGREGATES)[number]) => {
      const series = { firstDay: '2026-09-01', values: all };
      return spanChange(spanValue(series, before, aggregate), spanValue(series, after, aggregate), 'count');
    };
    assert.deepEqual(change(whole, 'mean'), { from: 100, ratio: 0.5, since: '2026-09-30' });
    assert.deepEqual(change(values(29), 'mean'), { from: 100, ratio: 0.5, since: '2026-09-29' });
    assert.deepEqual(change(whole, 'sum'), { from: 3000, ratio: 0.55, since: '2026-09-30' });
    assert.equal(change(values(40), 'sum'), undefined, 'a sum lacks the day');
    assert.equal(change(whole.slice(0, 30), 'last'), undefined, 'no day of the month is known');
    assert.deepEqual(
      change(
        whole.map((value) => value / 100),
        'mean',
      ),
      { from: 1, ratio: null, since: '2026-09-30' },
    );
  });
});
