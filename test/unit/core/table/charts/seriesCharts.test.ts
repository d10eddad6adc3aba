import assert from 'node:assert/strict';
import type { SeriesChart } from '../../../../../src/shared/report.js';
import { definition } from '../support.js';
import { number, text, date, charts } from './support.js';

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
    assert.deepEqual([blank?.values, blank?.latest, blank?.min, blank?.max], [[null, null], null, null, null]);
    const [single] = (await charts(header, [['', '5', '2026-11-17', '']], calls)) as SeriesChart[];
    assert.deepEqual([single?.values, single?.latest], [[5], { date: '2026-11-17', value: 5 }]);
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
