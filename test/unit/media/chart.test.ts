import fc from 'fast-check';
import assert from 'node:assert/strict';
import { chartLayout, labeledDays, ticksBetween } from '../../../src/shared/charts/chartLayout.js';
import { averages } from '../../../src/shared/format/days.js';
import type { SeriesChart, Unit } from '../../../src/shared/report.js';

const series = (values: (number | null)[], unit: Unit = 'count', firstDay = '2026-11-01'): SeriesChart => ({
  kind: 'series',
  column: 'Measure',
  unit,
  firstDay,
  values,
  latest: null,
  min: null,
  max: null,
});
const units: Unit[] = ['count', 'bytes', 'minutes', 'seconds'];

describe('ticks of a chart', () => {
  it('are round in their unit', () => {
    assert.deepEqual(ticksBetween(0, 97, 'count'), [0, 20, 40, 60, 80, 100]);
    assert.deepEqual(ticksBetween(0, 3, 'count'), [0, 1, 2, 3]);
    assert.deepEqual(
      ticksBetween(0, 4 * 2 ** 30, 'bytes'),
      [0, 1, 2, 3, 4].map((gigabytes) => gigabytes * 2 ** 30),
    );
    assert.deepEqual(
      ticksBetween(2.2 * 2 ** 40, 3.1 * 2 ** 40, 'bytes').map((bytes) => Math.round((bytes / 2 ** 40) * 1e6) / 1e6),
      [2.2, 2.4, 2.6, 2.8, 3, 3.2],
      'tenths of terabytes, not 200 gigabytes each',
    );
    assert.deepEqual(
      ticksBetween(0, 50 * 60, 'seconds'),
      [0, 10, 20, 30, 40, 50].map((minutes) => minutes * 60),
    );
    assert.deepEqual(
      ticksBetween(0, 100 * 3600, 'seconds'),
      [0, 20, 40, 60, 80, 100].map((hours) => hours * 3600),
    );
  });

  it('cover what they are asked to, are few, and stand apart evenly', () => {
    const bound = fc.double({ min: 0, max: 1e15, noNaN: true });
    fc.assert(
      fc.property(bound, bound, fc.constantFrom(...units), (a, b, unit) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const ticks = ticksBetween(low, high, unit);
        assert.ok(ticks.length >= 2 && ticks.length <= 7, `${ticks.length} ticks`);
        assert.ok(
          ticks[0]! <= low * (1 + 1e-12) && ticks.at(-1)! >= high * (1 - 1e-12),
          `${low}–${high}: ${ticks.join(' ')}`,
        );
      }),
    );
  });
});

describe('large chart', () => {
  it('draws measures of one unit on one axis, and others below on their own', () => {
    const { lanes, lines } = chartLayout([series([1, 10]), series([600, 60], 'seconds'), series([5, 5])]);
    assert.deepEqual(
      lanes.map(({ unit }) => unit),
      ['count', 'seconds'],
    );
    assert.ok(lanes[0]!.bottom < lanes[1]!.top);
    const [counts, seconds, flat] = lines;
    assert.ok(counts!.y(1)! < counts!.y(0)!, 'more is higher');
    assert.ok(seconds!.y(0)! > lanes[0]!.bottom, 'in its own lane');
    assert.equal(flat!.y(0), flat!.y(1));
  });

  it('keeps every point within its lane', () => {
    const value = fc.option(fc.double({ min: 0, max: 1e13, noNaN: true }), { nil: null });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(value, { minLength: 5, maxLength: 5 }), fc.constantFrom(...units)), {
          minLength: 1,
          maxLength: 6,
        }),
        (drawn) => {
          const { lanes, lines } = chartLayout(drawn.map(([values, unit]) => series(values, unit)));
          for (const { series: drawnSeries, y } of lines) {
            const lane = lanes.find(({ unit }) => unit === drawnSeries.unit)!;
            drawnSeries.values.forEach((cell, day) => {
              const at = y(day);
              assert.equal(at === undefined, cell === null);
              assert.ok(
                at === undefined || (at >= lane.top - 1e-6 && at <= lane.bottom + 1e-6),
                `${at} in ${lane.top}–${lane.bottom}`,
              );
            });
          }
        },
      ),
    );
  });

  it('draws a line over blank days that miss nothing, with a dot for each known one, and none over others', () => {
    const value = fc.constantFrom(1, 5, null);
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), fc.func(fc.boolean()), (values, goesOver) => {
        const connected = values.flatMap((one, index) => (one === null && goesOver(index) ? [index] : []));
        const [line] = chartLayout([{ ...series(values), connected }]).lines;
        // A run of known values ends at a blank one that the line does not go over.
        const runs = values
          .map((one, index) => (one === null ? (connected.includes(index) ? '' : ' ') : 'x'))
          .join('')
          .split(' ')
          .filter((run) => run !== '');
        assert.deepEqual(
          (line?.path ?? '')
            .split('M')
            .slice(1)
            .map((run) => run.split('L').length),
          runs.map(({ length }) => length),
        );
        const known = values.flatMap((one, index) => (one === null ? [] : [index]));
        if (connected.length > 0) {
          assert.deepEqual(line?.dots, known);
        }
        connected.forEach((index) => assert.equal(line?.value(index), null, 'nothing is known of such a day'));
      }),
    );
  });

  it('breaks lines where cells are blank, and does not lose a day between two blanks', () => {
    const [drawn] = chartLayout([series([1, 2, null, 3, null, 4, 5])]).lines;
    assert.equal(drawn!.path.match(/M/g)?.length, 3);
    assert.deepEqual(drawn!.dots, [3]);
  });

  it('starts at zero, unless that would make a flat line of a change', () => {
    assert.equal(chartLayout([series([10, 100])]).lanes[0]!.ticks[0]!.value, 0);
    assert.ok(chartLayout([series([1000, 1010])]).lanes[0]!.ticks[0]!.value > 900);
  });

  it('marks the day on which data ends, if days follow', () => {
    assert.equal(chartLayout([series([1, 2, null, null]), series([1, null, null, null])]).dataEnd, 1);
    assert.equal(chartLayout([series([1, null, 2])]).dataEnd, undefined);
    assert.equal(chartLayout([series([null, null])]).dataEnd, undefined);
  });

  it('averages weekdays and weekends apart, over the days that have a value', () => {
    // 2026-11-18 is a Wednesday.
    assert.deepEqual(averages('2026-11-18', [10, null, 20, 2, 4]), { weekdays: 15, weekends: 3 });
    assert.deepEqual(averages('2026-11-18', [0, 0]), { weekdays: 0, weekends: undefined });
    assert.deepEqual(averages('2026-11-21', [null]), { weekdays: undefined, weekends: undefined });
  });

  it('labels each day of a week, Mondays of a month, and firsts of half a year', () => {
    assert.deepEqual(labeledDays('2026-11-01', 7), [0, 1, 2, 3, 4, 5, 6]);
    assert.deepEqual(labeledDays('2026-11-01', 30), [1, 8, 15, 22, 29]);
    assert.deepEqual(labeledDays('2026-06-15', 180), [16, 47, 78, 108, 139, 169]);
  });
});
