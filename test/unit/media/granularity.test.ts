import fc from 'fast-check';
import assert from 'node:assert/strict';
import { createFormat } from '../../../src/shared/format/format.js';
import { chartLayout } from '../../../src/shared/charts/chartLayout.js';
import { movingAverages } from '../../../src/shared/charts/movingAverages.js';
import { sparkline } from '../../../media/common/charts/drawing/sparkline.js';
import { stepValues } from '../../../media/common/charts/drawing/stepValues.js';
import { axisNotes, granularityNote } from '../../../media/common/charts/measures/chartNotes.js';
import {
  incompleteSteps,
  linesBy,
  offeredGranularities,
  usualGranularity,
} from '../../../media/common/charts/measures/granularity.js';
import { smoothedValues } from '../../../media/common/charts/measures/smoothedValues.js';
import { legendColumns } from '../../../media/common/charts/measures/legendCells.js';
import { lineName, linesOf } from '../../../media/common/charts/measures/measureLines.js';
import { measuresOf } from '../../../media/common/charts/measures/measures.js';
import { addDays } from '../../../src/base/dates.js';
import type { SeriesChart } from '../../../src/shared/report.js';
import { seriesOf, summaryOf } from './series.js';

const format = createFormat('en', 'UTC');
const linesOfCharts = (...charts: SeriesChart[]) => linesOf(measuresOf(summaryOf(charts), []), 'none');
const days = (count: number, value: (day: number) => number | null = (day) => day) =>
  Array.from({ length: count }, (_, day) => value(day));

/** 2026-06-01 is a Monday, and the first of a month. */
const MONDAY = '2026-06-01';

describe('averages of seven days', () => {
  it('are those of a day and the six before it, where four of them are known', () => {
    assert.deepEqual(movingAverages([1, 2, 3, 4, 5, 6, 7, 8]), [null, null, null, null, null, null, 4, 5]);
    assert.deepEqual(movingAverages([7, null, null, null, 7, 14, 7, 0]).slice(6), [8.75, 7]);
    assert.equal(movingAverages([1, null, null, null, null, 1, 1]).at(-1), null, 'three days are no week');
    assert.equal(movingAverages([1, 1, 1, 1, 1, 1, null]).at(-1), null, 'a blank day is no zero, and ends no line');
  });

  it('lie within the days that they are of', () => {
    const value = fc.option(fc.double({ min: 0, max: 1e12, noNaN: true }), { nil: null });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), (values) => {
        movingAverages(values).forEach((average, day) => {
          const known = values.slice(Math.max(0, day - 6), day + 1).filter((each) => each !== null);
          assert.equal(average !== null, values[day] !== null && day >= 6 && known.length >= 4);
          assert.ok(
            average === null || (average >= Math.min(...known) * 0.999 && average <= Math.max(...known) * 1.001),
          );
        });
      }),
    );
  });

  it('begin on the first day where the days before it are known', () => {
    const chart = {
      ...seriesOf(
        days(120, () => 10),
        { firstDay: MONDAY },
      ),
      earlier: { firstDay: addDays(MONDAY, -6), values: days(6, () => 3) },
    };
    assert.deepEqual(smoothedValues(chart)?.slice(0, 2), [4, 5]);
    const [line] = linesBy('average', linesOfCharts(chart));
    assert.deepEqual(line?.values.slice(0, 2), [4, 5]);
    assert.equal(lineName(line), 'Measure, 7-day average');
  });
});

describe('weeks and months', () => {
  it('are what their days come to, if all of them are known', () => {
    const values = [...days(14, () => 1), null, ...days(6, () => 1)];
    assert.deepEqual(stepValues({ firstDay: MONDAY, values }, 'week', 'sum').values, [7, 7, null]);
    assert.deepEqual(stepValues({ firstDay: MONDAY, values }, 'week', 'mean').values, [1, 1, null]);
    assert.deepEqual(stepValues({ firstDay: MONDAY, values: days(21) }, 'week', 'last').values, [6, 13, 20]);
    assert.deepEqual(stepValues({ firstDay: MONDAY, values: days(61, () => 2) }, 'month', 'sum').values, [60, 62]);
  });

  it('leave out the parts of weeks and months at both ends, and in between what is not complete', () => {
    // From a Wednesday to a Tuesday.
    const chart = {
      ...seriesOf(
        days(35, () => 1),
        { firstDay: '2026-06-03' },
      ),
      aggregate: 'sum',
    } as const;
    const [line] = linesBy('weeks', linesOfCharts(chart));
    assert.deepEqual([line?.firstDay, line?.values], ['2026-06-08', [7, 7, 7, 7]]);
    assert.equal(incompleteSteps(linesOfCharts(chart), 'weeks'), 2);
    assert.equal(granularityNote('weeks', 2, format), 'Weeks are Monday to Sunday; 2 incomplete weeks are left out');
    assert.deepEqual(linesBy('months', linesOfCharts(chart))[0]?.values, [null]);
  });

  it('are left out once, however many lines lack them, and wherever those begin', () => {
    const start = fc.integer({ min: 0, max: 60 }).map((day) => addDays(MONDAY, day));
    const blanks = fc.array(fc.option(fc.constant(1), { nil: null, freq: 6 }), { minLength: 1, maxLength: 80 });
    const series = fc.record({ firstDay: start, values: blanks });
    fc.assert(
      fc.property(series, fc.constantFrom('weeks', 'months'), fc.nat({ max: 40 }), (whole, granularity, cut) => {
        const chart = seriesOf(whole.values, { firstDay: whole.firstDay });
        // Of the same days, but for the first of them. Its blanks are where those of the other are, or before it begins.
        const later = seriesOf(
          whole.values.map((value, index) => (index < cut ? null : value)),
          { column: 'Other', firstDay: whole.firstDay },
        );
        const shorter = { ...later, firstDay: addDays(whole.firstDay, cut), values: later.values.slice(cut) };
        if (shorter.values.length > 0) {
          const both = incompleteSteps(linesOfCharts(chart, shorter), granularity);
          const known = incompleteSteps(linesOfCharts(chart, later), granularity);
          assert.ok(both <= known, `${both} of at most ${known}`);
        }
      }),
    );
    const week = [1, 1, 1, 1, 1, null, 1];
    const two = [
      seriesOf([...days(7, () => 1), ...week], { firstDay: MONDAY }),
      seriesOf(week, { column: 'Other', firstDay: addDays(MONDAY, 7) }),
    ];
    assert.equal(incompleteSteps(linesOfCharts(...two), 'weeks'), 1);
  });

  it('come to the sum of their days, whatever days they are', () => {
    const start = fc.integer({ min: 0, max: 2_000 }).map((day) => addDays('2021-01-01', day));
    const value = fc.option(fc.nat({ max: 1_000 }), { nil: null, freq: 12 });
    fc.assert(
      fc.property(
        start,
        fc.array(value, { minLength: 1, maxLength: 120 }),
        fc.constantFrom('week', 'month'),
        (firstDay, values, step) => {
          const sums = new Map<string, { sum: number; known: number }>();
          values.forEach((each, index) => {
            const day = addDays(firstDay, index);
            const date = new Date(`${day}T00:00:00Z`);
            const key = step === 'month' ? `${day.slice(0, 7)}-01` : addDays(day, -((date.getUTCDay() + 6) % 7));
            const at = sums.get(key) ?? { sum: 0, known: 0 };
            sums.set(key, { sum: at.sum + (each ?? 0), known: at.known + (each === null ? 0 : 1) });
          });
          const result = stepValues({ firstDay, values }, step, 'sum');
          assert.equal(result.firstDay, [...sums.keys()].sort()[0]);
          assert.deepEqual(
            result.values,
            [...sums].sort().map(([key, { sum, known }]) => {
              const [year = 0, month = 0] = key.split('-').map(Number);
              const length = step === 'week' ? 7 : new Date(Date.UTC(year, month, 0)).getUTCDate();
              return known === length ? sum : null;
            }),
          );
        },
      ),
    );
  });

  it('never add up what is counted once a day', () => {
    const [users, storage] = linesBy(
      'weeks',
      linesOfCharts(
        seriesOf(
          days(7, () => 5),
          { firstDay: MONDAY },
        ),
        {
          ...seriesOf(days(7), { column: 'Storage', firstDay: MONDAY }),
          aggregate: 'last',
        },
      ),
    );
    assert.deepEqual([users?.values, lineName(users!)], [[5], 'Measure, average per day']);
    assert.deepEqual([storage?.values, lineName(storage!)], [[6], 'Storage, last day']);
  });

  it('stand side by side, each with a dot, and say which days they are', () => {
    const chart = { ...seriesOf(days(92), { firstDay: MONDAY }), aggregate: 'sum' } as const;
    const lines = linesBy('months', linesOfCharts(chart));
    const layout = chartLayout(lines);
    assert.deepEqual([layout.dayCount, layout.dayAt(2), layout.lines[0]?.dots], [3, '2026-08-01', [0, 1, 2]]);
    const [latest, minimum] = legendColumns(lines).map(({ cell }) => cell(lines[0]!, format));
    assert.equal(latest?.title, 'August 2026: 2,356');
    assert.equal(minimum?.title, 'June 2026: 435');
    assert.deepEqual(
      legendColumns(lines).map(({ name }) => name),
      ['Latest value', 'Min', 'Max'],
      'weekdays are those of days',
    );
  });
});

describe('what a large chart shows by', () => {
  it('is days, and averages where there are more than a hundred', () => {
    assert.equal(usualGranularity(linesOfCharts(seriesOf(days(90)))), 'days');
    assert.equal(usualGranularity(linesOfCharts(seriesOf(days(180)))), 'average');
    assert.equal(usualGranularity(linesOfCharts(seriesOf(days(180, (day) => (day % 7 === 0 ? 1 : null))))), 'days');
    assert.equal(smoothedValues(seriesOf(days(90))), undefined);
  });

  it('is offered where the days are enough for it', () => {
    assert.deepEqual(offeredGranularities(linesOfCharts(seriesOf(days(5), { firstDay: '2026-06-03' }))), ['days']);
    assert.deepEqual(offeredGranularities(linesOfCharts(seriesOf(days(28), { firstDay: MONDAY }))), [
      'days',
      'average',
      'weeks',
    ]);
    assert.equal(offeredGranularities(linesOfCharts(seriesOf(days(180)))).length, 4);
  });
});

describe('an axis that does not begin at 0', () => {
  it('says where it begins, in a chart and in a sparkline', () => {
    const far = seriesOf([1_200, 1_240, 1_210]);
    assert.deepEqual(axisNotes(chartLayout([far]), format), ['Axis begins at 1,200']);
    assert.deepEqual(axisNotes(chartLayout([seriesOf([1, 1_240])]), format), []);
    assert.equal(sparkline(far.values).begins, 1_200);
    assert.equal(sparkline([1, 1_240]).begins, undefined);
    assert.equal(sparkline([5, 5]).begins, undefined, 'a flat line has no heights');
  });

  it('says so whatever the values', () => {
    const value = fc.option(fc.nat({ max: 1e9 }), { nil: null });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), (values) => {
        const layout = chartLayout([seriesOf(values)]);
        assert.equal(axisNotes(layout, format).length, layout.lanes[0]?.ticks[0]?.value === 0 ? 0 : 1);
        const { begins, area } = sparkline(values);
        assert.ok(begins === undefined || area === undefined, 'an area begins at 0');
      }),
    );
  });
});
