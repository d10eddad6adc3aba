import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ColumnDefinition, ReportDefinition } from '../../../src/catalog/definition.js';
import type { HistogramPicture, Picture, SeriesPicture } from '../../../src/shared/report.js';
import { picturesOf } from '../../../src/table/pictures.js';
import { csv, csvFile, definition } from './support.js';

const number = (name: string, unit?: ColumnDefinition['unit']): ColumnDefinition => ({ name, type: 'number', unit });
const text = (name: string): ColumnDefinition => ({ name, type: 'text' });
const date = (name: string): ColumnDefinition => ({ name, type: 'date' });

async function pictures(header: readonly string[], rows: readonly (readonly string[])[], report?: ReportDefinition): Promise<readonly Picture[]> {
  return picturesOf(await csv(csvFile([header, ...rows]), report), report);
}

describe('picturesOf a daily series', () => {
  const header = ['Report Refresh Date', 'Calls', 'Report Date', 'Report Period'];
  const calls = definition([date('Report Refresh Date'), number('Calls'), date('Report Date'), { name: 'Report Period', type: 'number' }], {
    kind: 'daily-series',
    keys: ['Report Date'],
  });

  it('puts days in order, with gaps where cells are blank or days missing', async () => {
    const rows = [
      ['2026-11-18', '8', '2026-11-18', '7'],
      ['2026-11-18', '', '2026-11-17', '7'],
      ['2026-11-18', '4', '2026-11-14', '7'],
      ['2026-11-18', '0', '2026-11-15', '7'],
    ];
    assert.deepEqual(await pictures(header, rows, calls), [
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

  it('says nothing of what is not there', async () => {
    assert.deepEqual(await pictures(header, [], calls), []);
    assert.deepEqual(await pictures(header, [['2026-11-18', '5', '', '7']], calls), []);
    const [blank] = (await pictures(header, [['', '', '2026-11-17', ''], ['', 'n/a', '2026-11-18', '']], calls)) as SeriesPicture[];
    assert.deepEqual([blank?.values, blank?.latest, blank?.min, blank?.max, blank?.change], [[null, null], null, null, null, null]);
    const [single] = (await pictures(header, [['', '5', '2026-11-17', '']], calls)) as SeriesPicture[];
    assert.deepEqual([single?.values, single?.latest, single?.change], [[5], { date: '2026-11-17', value: 5 }, null]);
    const [fromZero] = (await pictures(header, [['', '0', '2026-11-17', ''], ['', '3', '2026-11-18', '']], calls)) as SeriesPicture[];
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
    const series = (await pictures(['Site Type', 'Storage Used (Byte)', 'Report Date'], rows, storage)) as SeriesPicture[];
    assert.deepEqual(
      series.map(({ key, unit, values }) => [key, unit, values]),
      [
        ['OneDrive', 'bytes', [10, 11]],
        ['All', 'bytes', [30, null]],
      ],
    );
    const [one] = (await pictures(['Site Type', 'Storage Used (Byte)', 'Report Date'], rows.slice(0, 1), storage)) as SeriesPicture[];
    assert.equal(one?.key, undefined);
  });

  it('joins several keys and keeps the twelve highest', async () => {
    const api = definition([date('Date'), text('Service Area'), text('App ID'), number('Usage')], {
      kind: 'daily-series',
      keys: ['Date', 'Service Area', 'App ID'],
    });
    const rows = Array.from({ length: 20 }, (_, app) => ['2026-11-18', 'Mail', `app${app}`, String(app)]);
    const series = (await pictures(['Date', 'Service Area', 'App ID', 'Usage'], rows, api)) as SeriesPicture[];
    assert.deepEqual(series.map(({ key }) => key), Array.from({ length: 12 }, (_, place) => `Mail · app${19 - place}`));
  });

  it('infers days and keys where the catalogue knows nothing', async () => {
    const rows = [
      ['2026-11-17', 'A', '1', 'PT5S'],
      ['2026-11-17', 'B', '2', 'PT6S'],
      ['2026-11-18', 'A', '3', 'PT7S'],
    ];
    const series = (await pictures(['Report Date', 'Kind', 'New Count', 'Time'], rows)) as SeriesPicture[];
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

  it('tells rows apart by a column that is no key in the catalogue', async () => {
    const rows = [['', '1', '2026-11-18', '7', 'In'], ['', '2', '2026-11-18', '7', 'Out']];
    const series = (await pictures([...header, 'Direction'], rows, calls)) as SeriesPicture[];
    assert.deepEqual(series.map(({ key, values }) => [key, values]), [['In', [1]], ['Out', [2]]]);
  });

  it('is not led astray by a stray year', async () => {
    const [series] = (await pictures(header, [['', '1', '0001-01-01', ''], ['', '2', '2026-11-18', '']], calls)) as SeriesPicture[];
    assert.ok(series!.values.length < 4000);
    assert.deepEqual(series?.latest, { date: '2026-11-18', value: 2 });
  });
});

describe('picturesOf a distribution or snapshot', () => {
  it('draws the numeric columns of one row, a picture per unit, the longest bar first and blank ones last', async () => {
    const report = definition([date('Report Refresh Date'), number('iOS'), number('Mac'), number('Windows'), number('Storage', 'bytes'), text('Report Period')], { kind: 'distribution' });
    const bars = await pictures(['Report Refresh Date', 'iOS', 'Mac', 'Windows', 'Storage', 'Report Period'], [['2026-11-18', '0', '', '3', '9', '7']], report);
    assert.deepEqual(bars, [
      { kind: 'bars', label: '', unit: 'count', bars: [{ label: 'Windows', value: 3 }, { label: 'iOS', value: 0 }, { label: 'Mac', value: null }] },
      { kind: 'bars', label: '', unit: 'bytes', bars: [{ label: 'Storage', value: 9 }] },
    ]);
    assert.deepEqual(await pictures(['Report Refresh Date', 'Windows'], [], report), []);
  });

  it('draws active and inactive as shares of one whole, the most active first, and the rest as bars', async () => {
    const names = ['Teams Active', 'Teams Inactive', 'Exchange Active', 'Exchange Inactive', 'Yammer Active', 'Yammer Inactive', 'Active Devices', 'Inactive'];
    const report = definition(names.map((name) => number(name)), { kind: 'snapshot' });
    assert.deepEqual(await pictures(names, [['1', '9', '7', '0', '', '2', '5', '6']], report), [
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
      { kind: 'bars', label: '', unit: 'count', bars: [{ label: 'Inactive', value: 6 }, { label: 'Active Devices', value: 5 }] },
    ]);
  });

  it('draws active among enabled users, a picture per row', async () => {
    const report = definition([text('Report Period'), number('Word Enabled Users'), number('Word Active Users')], { kind: 'snapshot' });
    const rows = [['7', '10', '4'], ['30', '10', '6']];
    const shares = await pictures(['Report Period', 'Word Enabled Users', 'Word Active Users'], rows, report);
    assert.deepEqual(
      shares.map((picture) => picture.kind === 'shares' && [picture.label, ...picture.shares]),
      [
        ['7', { label: 'Word', active: 4, whole: 10 }],
        ['30', { label: 'Word', active: 6, whole: 10 }],
      ],
    );
  });

  it('draws each of several rows under its name', async () => {
    const report = definition([text('Product Type'), number('Windows'), number('Mac')], { kind: 'snapshot', keys: ['Product Type'] });
    assert.deepEqual(await pictures(['Product Type', 'Windows', 'Mac'], [['Office', '1', '2'], ['Visio', '3', '4']], report), [
      { kind: 'bars', label: 'Office', unit: 'count', bars: [{ label: 'Windows', value: 1 }, { label: 'Mac', value: 2 }] },
      { kind: 'bars', label: 'Visio', unit: 'count', bars: [{ label: 'Windows', value: 3 }, { label: 'Mac', value: 4 }] },
    ]);
  });

  it('draws rows as bars where there is one number each, and tells periods apart', async () => {
    const report = definition([text('Product'), number('Users'), text('Report Period')], { kind: 'snapshot' });
    assert.deepEqual(await pictures(['Product', 'Users', 'Report Period'], [['Word', '1', '7'], ['Word', '2', '30']], report), [
      { kind: 'bars', label: 'Users', unit: 'count', bars: [{ label: 'Word · 7', value: 1 }, { label: 'Word · 30', value: 2 }] },
    ]);
  });
});

describe('picturesOf a detail report', () => {
  const report = definition(
    [text('User'), text('Department'), { name: 'Products', type: 'list' }, { name: 'Is Deleted', type: 'boolean' }, number('Calls'), date('Last Activity Date')],
    { kind: 'detail' },
  );
  const header = ['User', 'Department', 'Products', 'Is Deleted', 'Calls', 'Last Activity Date'];

  it('draws how each column is spread, but for names', async () => {
    const rows = [
      ['ann', 'Sales', 'E3+VISIO', 'True', '1', '2026-11-01'],
      ['bob', 'Sales', 'E3', 'No', '5', '2026-11-03'],
      ['cleo', 'Law', '', 'Yes', '', ''],
      ['dan', '', 'E3', '', '3', '2026-11-03'],
    ];
    assert.deepEqual(await pictures(header, rows, report), [
      { kind: 'topValues', column: 'Department', distinct: 2, blank: 1, values: [{ label: 'Sales', count: 2 }, { label: 'Law', count: 1 }] },
      { kind: 'topValues', column: 'Products', distinct: 2, blank: 1, values: [{ label: 'E3', count: 3 }, { label: 'VISIO', count: 1 }] },
      { kind: 'topValues', column: 'Is Deleted', distinct: 2, blank: 1, values: [{ label: 'True', count: 2 }, { label: 'False', count: 1 }] },
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
      { kind: 'days', column: 'Last Activity Date', blank: 1, first: '2026-11-01', last: '2026-11-03', bucketDays: 1, counts: [1, 0, 2] },
    ]);
  });

  it('draws nothing of nothing, and one row as one row', async () => {
    assert.deepEqual(await pictures(header, [], report), []);
    assert.deepEqual(await pictures(header, [['', '', '', '', '', ''], ['', '', '', '', '', '']], report), []);
    const one = await pictures(header, [['ann', 'Sales', 'E3', 'True', '4', '2026-11-01']], report);
    assert.deepEqual(one.map(({ kind }) => kind), ['topValues', 'topValues', 'histogram', 'days']);
    assert.deepEqual((one[2] as HistogramPicture).bins, [{ from: 4, to: 4, count: 1 }]);
  });

  it('widens buckets as the days spread', async () => {
    const rows = [['', '', '', '', '', '2020-01-01'], ['', '', '', '', '', '2026-11-18']];
    const [days] = await pictures(header, rows, report);
    assert.ok(days?.kind === 'days');
    assert.equal(days.bucketDays, 90);
    assert.equal(days.counts.length, 28);
    assert.equal(days.counts[0]! + days.counts.at(-1)!, 2);
  });

  it('counts every number once and finds the middle one', async () => {
    const counts = fc.array(fc.oneof(fc.integer({ min: -3, max: 30 }), fc.integer({ min: 0, max: 1e12 })), { minLength: 1, maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(counts, async (numbers) => {
        const found = await pictures(['Calls'], numbers.map((count) => [String(count)]), definition([number('Calls')]));
        const histogram = found[0] as HistogramPicture;
        const sorted = numbers.toSorted((a, b) => a - b);
        const middle = sorted.length >> 1;
        assert.equal(histogram.bins.reduce((sum, { count }) => sum + count, 0), numbers.length);
        assert.equal(histogram.median, sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1]! + sorted[middle]!) / 2);
        assert.deepEqual([histogram.min, histogram.max], [sorted[0], sorted.at(-1)]);
      }),
      { numRuns: 100 },
    );
  });
});
