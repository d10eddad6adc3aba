import assert from 'node:assert/strict';
import { definition } from '../support.js';
import { number, text, date, charts } from './support.js';

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

  it('draws an average apart from the totals, in one row and in several', async () => {
    const columns = [number('Total'), { ...number('Average'), isAverage: true }, number('Most'), text('App')];
    const report = definition(columns, { kind: 'distribution', keys: ['App'] });
    const names = columns.map(({ name }) => name);
    const barsOf = async (...rows: string[][]) =>
      (await charts(names, rows, report)).map((chart) =>
        chart.kind === 'bars' ? [chart.label, ...chart.bars.map((bar) => `${bar.label} ${bar.value ?? ''}`)] : [],
      );
    assert.deepEqual(await barsOf(['900', '3', '40', 'Word']), [
      ['', 'Total 900', 'Most 40'],
      ['Average', 'Average 3'],
    ]);
    assert.deepEqual(await barsOf(['900', '3', '40', 'Word'], ['80', '', '70', 'Excel']), [
      ['Word', 'Total 900', 'Most 40'],
      ['Word · Average', 'Average 3'],
      ['Excel', 'Total 80', 'Most 70'],
      ['Excel · Average', 'Average '],
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
