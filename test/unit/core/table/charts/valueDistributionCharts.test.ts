import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { HistogramChart } from '../../../../../src/shared/report.js';
import { definition } from '../support.js';
import { number, text, date, charts } from './support.js';

describe('chartsOf a detail report', () => {
  const report = definition(
    [
      text('User'),
      text('Department'),
      { name: 'Products', type: 'list' },
      { name: 'Is Deleted', type: 'boolean' },
      number('Calls'),
      date('Last Activity Date'),
    ],
    { kind: 'detail' },
  );
  const header = ['User', 'Department', 'Products', 'Is Deleted', 'Calls', 'Last Activity Date'];

  it('draws the distribution of each column, except names', async () => {
    const rows = [
      ['ann', 'Sales', 'E3+VISIO', 'True', '1', '2026-11-01'],
      ['bob', 'Sales', 'E3', 'No', '5', '2026-11-03'],
      ['cleo', 'Law', '', 'Yes', '', ''],
      ['dan', '', 'E3', '', '3', '2026-11-03'],
    ];
    assert.deepEqual(await charts(header, rows, report), [
      {
        kind: 'topValues',
        column: 'Department',
        distinct: 2,
        blank: 1,
        values: [
          { label: 'Sales', count: 2 },
          { label: 'Law', count: 1 },
        ],
      },
      {
        kind: 'topValues',
        column: 'Products',
        distinct: 2,
        blank: 1,
        values: [
          { label: 'E3', count: 3 },
          { label: 'VISIO', count: 1 },
        ],
      },
      {
        kind: 'topValues',
        column: 'Is Deleted',
        distinct: 2,
        blank: 1,
        values: [
          { label: 'True', count: 2 },
          { label: 'False', count: 1 },
        ],
      },
      {
        kind: 'histogram',
        column: 'Calls',
        unit: 'count',
        blank: 1,
        count: 3,
        sum: 9,
        min: 1,
        median: 3,
        max: 5,
        bins: [
          { from: 1, to: 1.8, count: 1 },
          { from: 1.8, to: 2.6, count: 0 },
          { from: 2.6, to: 3.4000000000000004, count: 1 },
          { from: 3.4000000000000004, to: 4.2, count: 0 },
          { from: 4.2, to: 5, count: 1 },
        ],
      },
      {
        kind: 'days',
        column: 'Last Activity Date',
        blank: 1,
        first: '2026-11-01',
        last: '2026-11-03',
        bucketDays: 1,
        counts: [1, 0, 2],
      },
    ]);
  });

  it('draws a group of columns as one chart: true cells, or cells that are not blank', async () => {
    const grouped = definition(
      [
        text('User'),
        { name: 'Used Web', type: 'boolean' },
        { name: 'Used Mac', type: 'boolean' },
        { name: 'Used TV', type: 'boolean' },
        date('Last Call'),
      ],
      {
        kind: 'detail',
        groups: [
          {
            label: 'Devices',
            bars: [
              { column: 'Used Web', label: 'Web' },
              { column: 'Used Mac' },
              { column: 'Used TV', label: 'TV' },
              { column: 'Last Call' },
              { column: 'Used Ship' },
            ],
          },
        ],
      },
    );
    const rows = [
      ['a', 'Yes', 'No', '', '2026-11-01'],
      ['b', 'Yes', '', '', ''],
      ['c', 'No', 'No', '', '2026-11-02'],
      ['d', 'Yes', 'No', '', '2026-11-02'],
    ];
    const drawn = await charts(['User', 'Used Web', 'Used Mac', 'Used TV', 'Last Call'], rows, grouped);
    assert.deepEqual(drawn.at(-1), {
      kind: 'bars',
      label: 'Devices',
      unit: 'count',
      of: 4,
      bars: [
        { label: 'Web', value: 3 },
        { label: 'Last Call', value: 3 },
        { label: 'Used Mac', value: 0 },
        { label: 'TV', value: null },
      ],
    });
    assert.deepEqual(
      (await charts(['User'], [['a']], grouped)).filter(({ kind }) => kind === 'bars'),
      [],
    );
  });

  it('draws nothing without rows, and one row as one row', async () => {
    assert.deepEqual(await charts(header, [], report), []);
    assert.deepEqual(
      await charts(
        header,
        [
          ['', '', '', '', '', ''],
          ['', '', '', '', '', ''],
        ],
        report,
      ),
      [],
    );
    const one = await charts(header, [['ann', 'Sales', 'E3', 'True', '4', '2026-11-01']], report);
    assert.deepEqual(
      one.map(({ kind }) => kind),
      ['topValues', 'topValues', 'histogram', 'days'],
    );
    assert.deepEqual((one[2] as HistogramChart).bins, [{ from: 4, to: 4, count: 1 }]);
  });

  it('widens buckets with the range of days', async () => {
    const rows = [
      ['', '', '', '', '', '2020-01-01'],
      ['', '', '', '', '', '2026-11-18'],
    ];
    const [days] = await charts(header, rows, report);
    assert.ok(days?.kind === 'days');
    assert.equal(days.bucketDays, 90);
    assert.equal(days.counts.length, 28);
    assert.equal(days.counts[0]! + days.counts.at(-1)!, 2);
  });

  it('counts every number once, and finds the median', async () => {
    const counts = fc.array(fc.oneof(fc.integer({ min: -3, max: 30 }), fc.integer({ min: 0, max: 1e12 })), {
      minLength: 1,
      maxLength: 50,
    });
    await fc.assert(
      fc.asyncProperty(counts, async (numbers) => {
        const found = await charts(
          ['Calls'],
          numbers.map((count) => [String(count)]),
          definition([number('Calls')]),
        );
        const histogram = found[0] as HistogramChart;
        const sorted = numbers.toSorted((a, b) => a - b);
        const middle = sorted.length >> 1;
        assert.equal(
          histogram.bins.reduce((sum, { count }) => sum + count, 0),
          numbers.length,
        );
        assert.equal(
          histogram.median,
          sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1]! + sorted[middle]!) / 2,
        );
        assert.deepEqual([histogram.min, histogram.max], [sorted[0], sorted.at(-1)]);
      }),
      { numRuns: 100 },
    );
  });
});
