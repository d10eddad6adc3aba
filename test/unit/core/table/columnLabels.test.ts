import assert from 'node:assert/strict';
import type { ReportDefinition } from '../../../../src/core/catalog/definition.js';
import { chartsOf } from '../../../../src/core/table/charts/charts.js';
import { diffOf } from '../../../../src/core/diff/diff.js';
import { writers, type WriterId } from '../../../../src/core/export/writers.js';
import type { ReportTable } from '../../../../src/core/table/store/table.js';
import { columnLabel } from '../../../../src/shared/report.js';
import { gzip } from '../../../../src/services/tables/gzip.js';
import { readWorkbook } from '../../../support/readWorkbook.js';
import { textOf } from '../../../support/streams.js';
import { csv, csvFile, definition, json, names } from './support.js';

const labeled = (more: Partial<ReportDefinition>) =>
  definition(
    [
      { name: 'Report Refresh Date', type: 'date' },
      { name: 'Report Date', type: 'date' },
      { name: 'User', type: 'text' },
      { name: 'Calls', label: '1:1 calls', aliases: ['Call Count'], json: 'calls', type: 'number', unit: 'count' },
      { name: 'Has Yammer License', label: 'Has Viva Engage License', type: 'boolean' },
      { name: 'Yammer Date', label: 'Viva Engage Date', type: 'date' },
    ],
    more,
  );
const header = ['Report Date', 'User', 'Call Count', 'Has Yammer License', 'Yammer Date', 'Loops'];
const tableOf = (report: ReportDefinition, calls = '7'): Promise<ReportTable> =>
  csv(
    csvFile([
      header,
      ['2026-11-18', 'ada', calls, 'True', '2026-11-17', '1'],
      ['2026-11-17', 'ben', '0', 'False', '2026-11-16', '2'],
    ]),
    report,
  );

describe('a table whose columns have labels', () => {
  it('has them beside the names, and none for a column that the catalog does not know', async () => {
    const { columns } = await tableOf(labeled({}));
    assert.deepEqual(
      columns.map((column) => [column.name, columnLabel(column)]),
      [
        ['Report Date', 'Report Date'],
        ['User', 'User'],
        ['Calls', '1:1 calls'],
        ['Has Yammer License', 'Has Viva Engage License'],
        ['Yammer Date', 'Viva Engage Date'],
        ['Loops', 'Loops'],
      ],
    );
    const [calls] = (await json([{ value: [{ calls: 3 }] }], labeled({}))).columns.filter(({ label }) => label);
    assert.deepEqual([calls?.name, calls?.label], ['Calls', '1:1 calls']);
  });

  it('is found by its names, not by labels', async () => {
    const table = await tableOf(labeled({}));
    assert.deepEqual([table.columnIndex('calls'), table.columnIndex('1:1 calls')], [2, -1]);
  });

  it('is exported and copied with its names', async () => {
    const table = await tableOf(labeled({}));
    const facts = {
      title: 'Example',
      report: 'getExample',
      refreshDate: null,
      fetchedAt: '',
      connectionName: '',
      personal: false,
      fileLabel: 'sample',
    };
    for (const writer of Object.keys(writers) as WriterId[]) {
      const written = writers[writer]({ ...facts, table }, {}, gzip);
      const text =
        writer === 'xlsx' ? JSON.stringify((await readWorkbook(written)).sheets[0]?.rows) : await textOf(written);
      for (const name of names(table)) {
        assert.ok(text.includes(name), `${writer}: ${name}`);
      }
      assert.doesNotMatch(text, /1:1|Viva Engage/, writer);
    }
  });

  it('is drawn with both: charts are called by labels, and found by names', async () => {
    const series = labeled({ kind: 'daily-series', keys: ['Report Date'] });
    const [line] = chartsOf(await tableOf(series), series);
    assert.deepEqual(line?.kind === 'series' && [line.column, line.columnLabel], ['Calls', '1:1 calls']);
    const detail = labeled({
      groups: [{ label: 'Licenses', bars: [{ column: 'Has Yammer License' }] }],
    });
    const charts = chartsOf(await tableOf(detail), detail);
    const named = charts.flatMap((chart) => ('column' in chart ? [[chart.kind, chart.column, chart.columnLabel]] : []));
    assert.deepEqual(named, [
      ['days', 'Report Date', undefined],
      ['histogram', 'Calls', '1:1 calls'],
      ['topValues', 'Has Yammer License', 'Has Viva Engage License'],
      ['days', 'Yammer Date', 'Viva Engage Date'],
      ['histogram', 'Loops', undefined],
    ]);
    const bars = charts.flatMap((chart) => (chart.kind === 'bars' ? chart.bars.map(({ label }) => label) : []));
    assert.deepEqual(bars, ['Has Viva Engage License']);
  });

  it('has labels at the bars of a single row', async () => {
    const totals = labeled({ kind: 'distribution' });
    const [chart] = chartsOf(
      await csv(
        csvFile([
          ['Calls', 'Loops'],
          ['7', '1'],
        ]),
        totals,
      ),
      totals,
    );
    assert.deepEqual(chart?.kind === 'bars' && chart.bars.map(({ label }) => label), ['1:1 calls', 'Loops']);
  });

  it('differs from another in columns of the same name, and shows them by labels', async () => {
    const report = labeled({ keys: ['User'] });
    const { changedColumns, table } = await diffOf(await tableOf(report), await tableOf(report, '9'), report);
    assert.deepEqual(changedColumns, [{ name: 'Calls', rows: 1 }]);
    const calls = table.table.columns.filter(({ name }) => name.startsWith('Calls'));
    assert.deepEqual(
      calls.map(({ name, label }) => [name, label]),
      [
        ['Calls', '1:1 calls'],
        ['Calls (before)', '1:1 calls (before)'],
      ],
    );
  });
});
