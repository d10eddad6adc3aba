import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HistoryMerge } from '../../../../src/core/history/historyMerge.js';
import { chartsOf } from '../../../../src/core/table/charts/charts.js';
import { totalsOf } from '../../../../src/core/table/query/totals.js';
import { columnarOf } from '../../../../src/core/table/store/columnarTable.js';
import { inLongestPeriod } from '../../../../src/core/table/store/reportPeriods.js';
import { LocalTable } from '../../../../src/services/tables/localTable.js';
import { reportNamed, tableOfCase } from '../../../support/cases.js';
import { columnOf, csv, csvFile, definition, texts } from './support.js';

const copilot = reportNamed('getMicrosoft365CopilotUsageUserDetail');

describe('several report periods in one file', () => {
  it('show each user once in quick filters and charts, and all rows in the table', async () => {
    const table = await tableOfCase('copilot-detail-all.csv', copilot);
    const users = new Set(columnOf(table, 'User Principal Name')).size;
    assert.equal(table.rowCount, users * 4);
    const handle = new LocalTable(table);
    assert.equal(handle.rowCount, table.rowCount);
    assert.equal(handle.countedRows, users);
    const quick = await handle.quickFilters();
    assert.deepEqual(
      quick.map(({ kind, rowCount }) => [kind, rowCount]),
      [
        ['inactive', users - 1],
        ['inactive', users - 1],
        ['inactive', users - 1],
        ['neverActive', users - 1],
      ],
      'the one user who is active is neither',
    );
    for (const { filters, rowCount } of quick) {
      const { rows, viewRowCount } = await handle.rows({ filters }, 0, 99);
      assert.equal(viewRowCount, rowCount, 'a filter leaves as many rows as its button says');
      assert.ok(rows.every((cells) => String(cells.at(-1)) === '180'));
    }
    for (const chart of await handle.charts(copilot)) {
      assert.ok(chart.kind === 'bars' || chart.kind === 'days', chart.kind);
      if (chart.kind === 'bars') {
        assert.equal(chart.of, users);
        assert.ok(chart.bars.every(({ value }) => value === users - 1));
      } else {
        assert.equal(chart.blank + chart.counts.reduce((a, b) => a + b, 0), users);
      }
    }
    assert.equal((await handle.rows({}, 0, 99)).viewRowCount, users * 4);
  });

  it('show each user once among the values to choose from', async () => {
    const handle = new LocalTable(await tableOfCase('copilot-detail-all.csv', copilot));
    const { countedFilter } = handle;
    assert.ok(countedFilter);
    const column = handle.columns.findIndex(({ name }) => name === 'User Principal Name');
    const each = (count: number) => ({
      blank: 0,
      matching: 2,
      values: ['ada', 'ben'].map((user) => ({ label: `${user}@northlight.example`, count })),
    });
    assert.deepEqual(await handle.values(column, '', 10, [countedFilter]), each(1));
    assert.deepEqual(await handle.values(column, '', 10, []), each(4));
    const week = { column: countedFilter.column, kind: 'values', values: ['7'] } as const;
    const day = handle.columns.findIndex(({ name }) => name === 'Last Activity Date');
    assert.deepEqual(await handle.values(day, '', 10, [week]), {
      blank: 1,
      matching: 1,
      values: [{ label: '2026-11-10', count: 1 }],
    });
  });

  it('keep a bar for each period of a summary', async () => {
    const summary = reportNamed('getMicrosoft365CopilotUserCountSummary');
    const columns = summary.columns.map(({ name }) => name);
    const row = (period: string) =>
      columns.map((name) => (name === 'Report Period' ? period : name.startsWith('Report') ? '2026-11-18' : '5'));
    const charts = chartsOf(await csv(csvFile([columns, row('7'), row('180')]), summary), summary);
    const average = 'Average prompts submitted';
    assert.deepEqual(
      [...new Set(charts.map((chart) => ('label' in chart ? chart.label : '')))],
      ['7', `7 · ${average}`, '180', `180 · ${average}`],
    );
  });

  it('have each day once, in charts and in the history', async () => {
    const trend = definition(
      [
        { name: 'Report Date', type: 'date' },
        { name: 'Report Period', type: 'number' },
        { name: 'Users', type: 'number' },
      ],
      { kind: 'daily-series', keys: ['Report Date'] },
    );
    const header = ['Report Date', 'Report Period', 'Users'];
    const table = await csv(
      csvFile([
        header,
        ['2026-11-18', '7', '5'],
        ['2026-11-18', '180', '5'],
        ['2026-11-17', '7', '4'],
        ['2026-11-17', '180', '4'],
        ['2026-11-16', '180', '3'],
      ]),
      trend,
    );
    const [chart, ...others] = chartsOf(table, trend);
    assert.deepEqual(others, []);
    assert.ok(chart?.kind === 'series');
    assert.equal(chart.key, undefined);
    assert.deepEqual(chart.values, [3, 4, 5]);
    const merge = new HistoryMerge(trend);
    merge.add(table, '2026-11-18');
    merge.add(await csv(csvFile([header, ['2026-11-18', '7', '5']]), trend), '2026-11-18');
    assert.equal(merge.table().rowCount, 3);
    assert.equal(merge.facts().revisedValues, 0);
  });

  it('are another thing than the periods of the files that a history is made of', async () => {
    const trend = definition(
      [
        { name: 'Report Date', type: 'date' },
        { name: 'Report Period', type: 'number' },
        { name: 'Users', type: 'number' },
      ],
      { kind: 'daily-series', keys: ['Report Date'] },
    );
    const fileOf = (period: string, ...rows: readonly (readonly [day: string, users: string])[]) =>
      csv(
        csvFile([
          ['Report Date', 'Report Period', 'Users'],
          ...rows.map(([day, users]) => [day, period, users] as const),
        ]),
        trend,
      );
    const merge = new HistoryMerge(trend);
    merge.add(await fileOf('180', ['2026-11-17', '4'], ['2026-11-16', '3'], ['2026-11-15', '2']), '2026-11-17');
    merge.add(await fileOf('7', ['2026-11-18', '5'], ['2026-11-17', '4']), '2026-11-18');
    const [chart] = chartsOf(merge.table(), trend);
    assert.ok(chart?.kind === 'series');
    assert.deepEqual(chart.values, [2, 3, 4, 5]);
    const handle = new LocalTable(merge.table());
    assert.equal(handle.countedRows, 4);
    assert.deepEqual((await handle.totals({ filters: [] })).columns[2]?.sum, 14);
  });

  it('are added up once, for the longest of the rows on screen', async () => {
    const report = definition([
      { name: 'User', type: 'text' },
      { name: 'Prompts', type: 'number' },
      { name: 'Report Period', type: 'number' },
    ]);
    const table = await csv(
      csvFile([
        ['User', 'Prompts', 'Report Period'],
        ['ada', '1', '7'],
        ['ada', '10', '180'],
        ['ben', '2', '7'],
        ['ben', '20', '180'],
      ]),
      report,
    );
    const sums = async (...rows: number[]) => {
      const { rowCount, columns } = await totalsOf(table, Uint32Array.from(rows));
      return [rowCount, columns[1]?.sum];
    };
    assert.deepEqual(await sums(0, 1, 2, 3), [2, 30]);
    assert.deepEqual(await sums(2, 0), [2, 3]);
    assert.deepEqual(await sums(3), [1, 20]);
    assert.deepEqual(await sums(), [0, null]);
  });

  it('come down to the rows of the longest, however the periods are spelled', async () => {
    const days: Record<string, number> = { '7': 7, D28: 28, '30': 30, d180: 180, ALL: Infinity, '': NaN, week: NaN };
    const rows = fc.array(fc.tuple(fc.stringMatching(/^[a-z]{1,3}$/), fc.constantFrom(...Object.keys(days))), {
      maxLength: 12,
    });
    for (const type of ['number', 'text'] as const) {
      const report = definition([
        { name: 'User', type: 'text' },
        { name: 'Report Period', type },
      ]);
      await fc.assert(
        fc.asyncProperty(rows, async (cells) => {
          const table = columnarOf(await csv(csvFile([['User', 'Report Period'], ...cells]), report));
          const known = cells.flatMap(([, period]) => (Number.isNaN(days[period]) ? [] : [days[period] ?? NaN]));
          const several = new Set(known).size > 1;
          const expected = several
            ? cells.filter(([, period]) => Number.isNaN(days[period]) || days[period] === Math.max(...known))
            : cells;
          assert.deepEqual(texts(inLongestPeriod(table)), expected);
        }),
        { numRuns: 60 },
      );
    }
  });
});
