import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ColumnDefinition, ReportDefinition } from '../../../../src/core/catalog/definition.js';
import type { HistogramChart, Chart, SeriesChart } from '../../../../src/shared/report.js';
import { MAX_LABEL_CHARACTERS, shortLabel } from '../../../../src/core/table/charts/labels.js';
import { chartsOf } from '../../../../src/core/table/charts/charts.js';
import { csv, csvFile, definition } from './support.js';

const number = (name: string, unit?: ColumnDefinition['unit']): ColumnDefinition => ({ name, type: 'number', unit });
const text = (name: string): ColumnDefinition => ({ name, type: 'text' });
const date = (name: string): ColumnDefinition => ({ name, type: 'date' });

async function charts(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  report?: ReportDefinition,
): Promise<readonly Chart[]> {
  return chartsOf(await csv(csvFile([header, ...rows]), report), report);
}

describe('chartsOf a daily series', () => {
  const header = ['Report Refresh Date', 'Calls', 'Report Date', 'Report Period'];
  const calls = definition(
    [date('Report Refresh Date'), number('Calls'), date('Report Date'), { name: 'Report Period', type: 'number' }],
    {
      kind: 'daily-series',
      keys: ['Report Date'],
    },
  );

  it('orders days, with gaps for blank cells and missing days', async () => {
    const rows = [
      ['2026-11-18', '8', '2026-11-18', '7'],
      ['2026-11-18', '', '2026-11-17', '7'],
      ['2026-11-18', '4', '2026-11-14', '7'],
      ['2026-11-18', '0', '2026-11-15', '7'],
    ];
    assert.deepEqual(await charts(header, rows, calls), [
      {
        kind: 'series',
        column: 'Calls',
        unit: 'count',
        firstDay: '2026-11-14',
        values: [4, 0, null, null, 8],
        latest: { date: '2026-11-18', value: 8 },
        min: { date: '2026-11-15', value: 0 },
        max: { date: '2026-11-18', value: 8 },
        change: { absolute: 4, ratio: 1 },
      },
    ]);
  });

  it('draws nothing without values', async () => {
    assert.deepEqual(await charts(header, [], calls), []);
    assert.deepEqual(await charts(header, [['2026-11-18', '5', '', '7']], calls), []);
    const [blank] = (await charts(
      header,
      [
        ['', '', '2026-11-17', ''],
        ['', 'n/a', '2026-11-18', ''],
      ],
      calls,
    )) as SeriesChart[];
    assert.deepEqual(
      [blank?.values, blank?.latest, blank?.min, blank?.max, blank?.change],
      [[null, null], null, null, null, null],
    );
    const [single] = (await charts(header, [['', '5', '2026-11-17', '']], calls)) as SeriesChart[];
    assert.deepEqual([single?.values, single?.latest, single?.change], [[5], { date: '2026-11-17', value: 5 }, null]);
    const [fromZero] = (await charts(
      header,
      [
        ['', '0', '2026-11-17', ''],
        ['', '3', '2026-11-18', ''],
      ],
      calls,
    )) as SeriesChart[];
    assert.deepEqual(fromZero?.change, { absolute: 3, ratio: null });
  });

  it('draws a line per second key', async () => {
    const storage = definition([text('Site Type'), number('Storage Used (Byte)', 'bytes'), date('Report Date')], {
      kind: 'daily-series',
      keys: ['Site Type', 'Report Date'],
    });
    const rows = [
      ['OneDrive', '10', '2026-11-17'],
      ['All', '30', '2026-11-17'],
      ['OneDrive', '11', '2026-11-18'],
      ['All', '', '2026-11-18'],
    ];
    const series = (await charts(['Site Type', 'Storage Used (Byte)', 'Report Date'], rows, storage)) as SeriesChart[];
    assert.deepEqual(
      series.map(({ key, unit, values }) => [key, unit, values]),
      [
        ['OneDrive', 'bytes', [10, 11]],
        ['All', 'bytes', [30, null]],
      ],
    );
    const [one] = (await charts(
      ['Site Type', 'Storage Used (Byte)', 'Report Date'],
      rows.slice(0, 1),
      storage,
    )) as SeriesChart[];
    assert.equal(one?.key, undefined);
  });

  it('joins several keys, and draws the twelve highest', async () => {
    const api = definition([date('Date'), text('Service Area'), text('App ID'), number('Usage')], {
      kind: 'daily-series',
      keys: ['Date', 'Service Area', 'App ID'],
    });
    const rows = Array.from({ length: 20 }, (_, app) => ['2026-11-18', 'Mail', `app${app}`, String(app)]);
    const series = (await charts(['Date', 'Service Area', 'App ID', 'Usage'], rows, api)) as SeriesChart[];
    assert.deepEqual(
      series.map(({ key }) => key),
      Array.from({ length: 12 }, (_, place) => `Mail · app${19 - place}`),
    );
  });

  it('infers days and keys without the catalog', async () => {
    const rows = [
      ['2026-11-17', 'A', '1', 'PT5S'],
      ['2026-11-17', 'B', '2', 'PT6S'],
      ['2026-11-18', 'A', '3', 'PT7S'],
    ];
    const series = (await charts(['Report Date', 'Kind', 'New Count', 'Time'], rows)) as SeriesChart[];
    assert.deepEqual(
      series.map(({ column, key, unit, values }) => [column, key, unit, values]),
      [
        ['New Count', 'A', 'count', [1, 3]],
        ['New Count', 'B', 'count', [2, null]],
        ['Time', 'A', 'seconds', [5, 7]],
        ['Time', 'B', 'seconds', [6, null]],
      ],
    );
  });

  it('tells rows apart by a column that is not a key in the catalog', async () => {
    const rows = [
      ['', '1', '2026-11-18', '7', 'In'],
      ['', '2', '2026-11-18', '7', 'Out'],
    ];
    const series = (await charts([...header, 'Direction'], rows, calls)) as SeriesChart[];
    assert.deepEqual(
      series.map(({ key, values }) => [key, values]),
      [
        ['In', [1]],
        ['Out', [2]],
      ],
    );
  });

  it('puts parts before their wholes, and names the whole', async () => {
    const shares = [{ label: '', part: 'Active', whole: 'Total' }];
    const report = definition([number('Total'), number('Active'), date('Report Date')], {
      kind: 'daily-series',
      keys: ['Report Date'],
      shares,
    });
    const series = (await charts(
      ['Total', 'Active', 'Report Date'],
      [['9', '4', '2026-11-18']],
      report,
    )) as SeriesChart[];
    assert.deepEqual(
      series.map(({ column, whole }) => [column, whole]),
      [
        ['Active', 'Total'],
        ['Total', undefined],
      ],
    );
    const [alone] = (await charts(['Active', 'Report Date'], [['4', '2026-11-18']], report)) as SeriesChart[];
    assert.deepEqual([alone?.column, alone?.whole], ['Active', undefined]);
  });

  it('ignores a single wrong year', async () => {
    const [series] = (await charts(
      header,
      [
        ['', '1', '0001-01-01', ''],
        ['', '2', '2026-11-18', ''],
      ],
      calls,
    )) as SeriesChart[];
    assert.ok(series!.values.length < 4000);
    assert.deepEqual(series?.latest, { date: '2026-11-18', value: 2 });
  });
});

describe('chartsOf a distribution or current state', () => {
  it('draws the numeric columns of one row, one chart per unit, longest bar first and blank ones last', async () => {
    const report = definition(
      [
        date('Report Refresh Date'),
        number('iOS'),
        number('Mac'),
        number('Windows'),
        number('Storage', 'bytes'),
        text('Report Period'),
      ],
      { kind: 'distribution' },
    );
    const bars = await charts(
      ['Report Refresh Date', 'iOS', 'Mac', 'Windows', 'Storage', 'Report Period'],
      [['2026-11-18', '0', '', '3', '9', '7']],
      report,
    );
    assert.deepEqual(bars, [
      {
        kind: 'bars',
        label: '',
        unit: 'count',
        bars: [
          { label: 'Windows', value: 3 },
          { label: 'iOS', value: 0 },
          { label: 'Mac', value: null },
        ],
      },
      { kind: 'bars', label: '', unit: 'bytes', bars: [{ label: 'Storage', value: 9 }] },
    ]);
    assert.deepEqual(await charts(['Report Refresh Date', 'Windows'], [], report), []);
  });

  it('draws active and inactive as shares of a whole, most active first, and the rest as bars', async () => {
    const names = [
      'Teams Active',
      'Teams Inactive',
      'Exchange Active',
      'Exchange Inactive',
      'Yammer Active',
      'Yammer Inactive',
      'Active Devices',
      'Inactive',
    ];
    const shares = ['Teams', 'Exchange', 'Yammer'].map((label) => ({
      label,
      part: `${label} Active`,
      rest: `${label} Inactive`,
    }));
    const report = definition(
      names.map((name) => number(name)),
      { kind: 'current-state', shares },
    );
    assert.deepEqual(await charts(names, [['1', '9', '7', '0', '', '2', '5', '6']], report), [
      {
        kind: 'shares',
        label: '',
        unit: 'count',
        shares: [
          { label: 'Exchange', active: 7, whole: 7 },
          { label: 'Teams', active: 1, whole: 10 },
          { label: 'Yammer', active: null, whole: null },
        ],
      },
      {
        kind: 'bars',
        label: '',
        unit: 'count',
        bars: [
          { label: 'Inactive', value: 6 },
          { label: 'Active Devices', value: 5 },
        ],
      },
    ]);
  });

  it('draws shares as the catalog defines them, whatever the names', async () => {
    const names = ['Exchange Active', 'Exchange Inactive', 'Seats', 'Taken', 'Bytes Taken'];
    const columns = [...names.slice(0, 4).map((name) => number(name)), number('Bytes Taken', 'bytes')];
    const row = ['1', '2', '9', '4', '5'];
    const none = await charts(names, [row], definition(columns, { kind: 'current-state' }));
    assert.deepEqual(
      none.map(({ kind }) => kind),
      ['bars', 'bars'],
      'names of known columns mean nothing',
    );
    const shares = [
      { label: 'Seats', part: 'Taken', whole: 'Seats' },
      { label: 'Bytes', part: 'Bytes Taken', whole: 'Seats' },
      { label: 'Gone', part: 'Taken', whole: 'Lost' },
    ];
    const [first, ...rest] = await charts(names, [row], definition(columns, { kind: 'current-state', shares }));
    assert.deepEqual(first, {
      kind: 'shares',
      label: '',
      unit: 'count',
      shares: [{ label: 'Seats', active: 4, whole: 9 }],
    });
    assert.deepEqual(
      rest.map(({ kind }) => kind),
      ['bars', 'bars'],
      'unlike units and missing columns make no whole',
    );
  });

  it('guesses the shares of columns that the catalog does not know', async () => {
    const names = [
      'Exchange Active',
      'Exchange Inactive',
      'Clipchamp Active',
      'Clipchamp Inactive',
      'Loop Enabled Users',
      'Loop Active Users',
      'Planner Active',
    ];
    const report = definition(
      names.slice(0, 2).map((name) => number(name)),
      { kind: 'current-state', shares: [{ label: 'Exchange', part: 'Exchange Active', rest: 'Exchange Inactive' }] },
    );
    const [shares, bars] = await charts(names, [['3', '4', '1', '2', '9', '6', '5']], report);
    assert.deepEqual(shares?.kind === 'shares' && shares.shares, [
      { label: 'Loop', active: 6, whole: 9 },
      { label: 'Exchange', active: 3, whole: 7 },
      { label: 'Clipchamp', active: 1, whole: 3 },
    ]);
    assert.deepEqual(bars?.kind === 'bars' && bars.bars, [{ label: 'Planner Active', value: 5 }]);
  });

  it('draws rows as shares if each has one share, and says what the parts are', async () => {
    const shares = [{ label: '', part: 'Activated', whole: 'Assigned', parts: 'activated' as const }];
    const report = definition([text('Product Type'), number('Assigned'), number('Activated'), number('Shared')], {
      kind: 'current-state',
      keys: ['Product Type'],
      shares,
    });
    const rows = [
      ['Visio', '5', '', '0'],
      ['Office', '10', '4', '2'],
    ];
    assert.deepEqual(await charts(['Product Type', 'Assigned', 'Activated', 'Shared'], rows, report), [
      {
        kind: 'shares',
        label: '',
        unit: 'count',
        parts: 'activated',
        shares: [
          { label: 'Office', active: 4, whole: 10 },
          { label: 'Visio', active: null, whole: 5 },
        ],
      },
      {
        kind: 'bars',
        label: 'Shared',
        unit: 'count',
        bars: [
          { label: 'Visio', value: 0 },
          { label: 'Office', value: 2 },
        ],
      },
    ]);
  });

  it('draws one chart per row if each has several shares', async () => {
    const names = ['Report Period', 'Word Seats', 'Word Users', 'Excel Seats', 'Excel Users'];
    const shares = ['Word', 'Excel'].map((label) => ({ label, part: `${label} Users`, whole: `${label} Seats` }));
    const report = definition([text('Report Period'), ...names.slice(1).map((name) => number(name))], {
      kind: 'current-state',
      shares,
    });
    const drawn = await charts(
      names,
      [
        ['7', '10', '4', '9', '1'],
        ['30', '10', '6', '9', '2'],
      ],
      report,
    );
    assert.deepEqual(
      drawn.map((chart) => chart.kind === 'shares' && [chart.label, ...chart.shares.map(({ active }) => active)]),
      [
        ['7', 4, 1],
        ['30', 6, 2],
      ],
    );
  });

  it('does not draw rows that nobody could tell apart', async () => {
    const report = definition([text('Report Period'), date('Report Date'), number('Forms'), number('Answers')], {
      kind: 'daily-series',
      keys: ['Report Date'],
    });
    assert.deepEqual(
      await charts(
        ['Report Period', 'Forms', 'Answers'],
        [
          ['7', '1', '2'],
          ['7', '3', '4'],
        ],
        report,
      ),
      [],
    );
    assert.equal((await charts(['Report Period', 'Forms', 'Answers'], [['7', '1', '2']], report)).length, 1);
  });

  it('draws each of several rows under its name', async () => {
    const report = definition([text('Product Type'), number('Windows'), number('Mac')], {
      kind: 'current-state',
      keys: ['Product Type'],
    });
    assert.deepEqual(
      await charts(
        ['Product Type', 'Windows', 'Mac'],
        [
          ['Office', '1', '2'],
          ['Visio', '3', '4'],
        ],
        report,
      ),
      [
        {
          kind: 'bars',
          label: 'Office',
          unit: 'count',
          bars: [
            { label: 'Windows', value: 1 },
            { label: 'Mac', value: 2 },
          ],
        },
        {
          kind: 'bars',
          label: 'Visio',
          unit: 'count',
          bars: [
            { label: 'Windows', value: 3 },
            { label: 'Mac', value: 4 },
          ],
        },
      ],
    );
  });

  it('draws rows as bars if each has one number, and tells periods apart', async () => {
    const report = definition([text('Product'), number('Users'), text('Report Period')], { kind: 'current-state' });
    assert.deepEqual(
      await charts(
        ['Product', 'Users', 'Report Period'],
        [
          ['Word', '1', '7'],
          ['Word', '2', '30'],
        ],
        report,
      ),
      [
        {
          kind: 'bars',
          label: 'Users',
          unit: 'count',
          bars: [
            { label: 'Word · 7', value: 1 },
            { label: 'Word · 30', value: 2 },
          ],
        },
      ],
    );
  });
});

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

describe('labels of charts', () => {
  const long = 'x'.repeat(1_000_000);

  it('stay short for long cells, and stay different', async () => {
    const texts = [`${long}a`, `${long}b`, `${long}a`, 'Sales'];
    const detail = definition([text('Department'), { name: 'Products', type: 'list' }]);
    const rows = texts.map((cell) => [cell, `${cell}+E3`]);
    const [departments, products] = await charts(['Department', 'Products'], [...rows, ...rows], detail);
    assert.ok(JSON.stringify([departments, products]).length < 3_000);
    assert.ok(departments?.kind === 'topValues' && products?.kind === 'topValues');
    assert.deepEqual(
      departments.values.map(({ count, cut }) => [count, cut]),
      [
        [4, true],
        [2, true],
        [2, undefined],
      ],
    );
    assert.equal(new Set(departments.values.map(({ label }) => label)).size, 3);
    assert.deepEqual(
      products.values.map(({ count }) => count),
      [8, 4, 2, 2],
    );
  });

  it('are the same in every chart, so that a history finds its lines', async () => {
    const keyed = definition([text('Site'), number('Files'), date('Report Date')], {
      kind: 'daily-series',
      keys: ['Site', 'Report Date'],
    });
    const keysOf = async (day: string) => {
      const series = (await charts(
        ['Site', 'Files', 'Report Date'],
        [
          [`${long}a`, '1', day],
          [`${long}b`, '2', day],
        ],
        keyed,
      )) as SeriesChart[];
      return series.map(({ key }) => key ?? '');
    };
    const keys = await keysOf('2026-11-17');
    assert.deepEqual(keys, await keysOf('2026-11-18'));
    assert.equal(new Set(keys).size, 2);
    assert.ok(keys.every((key) => key.length <= MAX_LABEL_CHARACTERS));
    const [bars] = await charts(
      ['Product', long],
      [
        ['Word', '1'],
        ['Excel', '2'],
      ],
      definition([], { kind: 'current-state' }),
    );
    assert.equal(bars?.kind === 'bars' && bars.label.length, MAX_LABEL_CHARACTERS);
  });

  it('are never cut within a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 290, maxLength: 700 }), (name) => {
        const label = shortLabel(name);
        assert.ok(label.length <= MAX_LABEL_CHARACTERS && !/\p{Surrogate}/u.test(label));
        assert.equal(label === name, name.length <= MAX_LABEL_CHARACTERS);
      }),
    );
  });
});
