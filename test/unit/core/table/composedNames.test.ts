import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Catalog } from '../../../../src/core/catalog/catalog.js';
import { ReportSearch } from '../../../../src/core/catalog/search.js';
import { HistoryMerge } from '../../../../src/core/history/historyMerge.js';
import { valueDistributionCharts } from '../../../../src/core/table/charts/valueDistributionCharts.js';
import { contentColumns } from '../../../../src/core/table/charts/chartColumns.js';
import { columnValues } from '../../../../src/core/table/query/columnValues.js';
import { viewOf } from '../../../../src/core/table/query/view.js';
import { columnarOf } from '../../../../src/core/table/store/columnarTable.js';
import type { TableView } from '../../../../src/shared/report.js';
import { catalog, catalogData } from '../../../support/catalog.js';
import { csv, csvFile, definition } from './support.js';

const report = definition([
  { name: 'Name', type: 'text' },
  { name: 'Count', type: 'number' },
  { name: 'Products', type: 'list' },
]);
const [nfc, nfd] = ['Zoë Müller', 'Zoë Müller'].map((name, index) => name.normalize(index === 0 ? 'NFC' : 'NFD')) as [
  string,
  string,
];

const tableOf = (...names: string[]) =>
  csv(csvFile([['Name', 'Count', 'Products'], ...names.map((name) => [name, name, `${name}+E5`])]), report);
const found = async (names: readonly string[], view: TableView) => [...(await viewOf(await tableOf(...names), view))];

describe('names match however they are composed', () => {
  it('in the text filter', async () => {
    for (const filter of [nfc, nfd, nfd.toUpperCase(), 'ë'.normalize('NFD'), 'MÜLL'.normalize('NFC')]) {
      assert.deepEqual(await found([nfc, nfd, 'Zoe Muller'], { filter }), [0, 1], filter);
    }
    assert.deepEqual(await found([nfc, nfd, 'Zoe Muller'], { filter: 'zoe' }), [2], 'another letter is another letter');
    assert.deepEqual(await found([nfc, nfd], { filter: 'ller' }), [0, 1]);
  });

  it('in the text filter: a text and a search find each other in either form, whatever they are', async () => {
    const letters = fc.constantFrom(
      'a',
      'e',
      'E',
      'é',
      'É',
      'ö',
      'Å',
      'ñ',
      'K',
      '\u212a',
      '\u037e',
      ';',
      'İ',
      'i',
      '한',
      'x',
      ' ',
      // Has no composed capital, but a composed small letter.
      'J\u030c',
      'ǰ',
    );
    const text = fc.array(letters, { minLength: 1, maxLength: 6 }).map((all) => all.join(''));
    await fc.assert(
      fc.asyncProperty(text, text, async (name, wanted) => {
        const forms = (one: string) => [one.normalize('NFC'), one.normalize('NFD')];
        const folded = (one: string) => one.normalize('NFC').toLowerCase().normalize('NFC');
        const expected = folded(name).includes(folded(wanted));
        for (const filter of forms(wanted)) {
          const rows = await viewOf(
            await csv(csvFile([['Name'], ...forms(name).map((form) => [`<${form}>`])]), report),
            {
              filter,
            },
          );
          assert.deepEqual([...rows], expected ? [0, 1] : []);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('in filters by value, also of lists and of cells that are no number', async () => {
    for (const value of [nfc, nfd]) {
      for (const column of [0, 1, 2]) {
        const filters = [{ column, kind: 'values', values: [value] }] as const;
        assert.deepEqual(await found([nfc, nfd, 'Zoe'], { filters }), [0, 1], `${column}`);
      }
    }
  });

  it('and user principal names in any case: one value to choose from, one in charts, one filter', async () => {
    const users = definition(
      ['User Principal Name', 'Display Name'].map((name) => ({ name, type: 'text', identity: true })),
    );
    const names = ['Zoë@x.example', 'ZOE\u0308@X.example', 'zoë@x.example', 'ben@x.example', 'ben@x.example'];
    const table = await csv(
      csvFile([['User Principal Name', 'Display Name'], ...names.map((name) => [name, name])]),
      users,
    );
    const { matching, values } = await columnValues(table, 0, 'ZOË', 10);
    assert.equal(matching, 1);
    assert.deepEqual(values, [{ label: 'Zoë@x.example', count: 3 }], 'spelled as it comes first');
    assert.equal((await columnValues(table, 1, 'ZOË', 10)).matching, 3, 'a display name has a case');
    const [chart] = valueDistributionCharts(contentColumns(columnarOf(table)));
    assert.ok(chart?.kind === 'topValues');
    assert.deepEqual(chart.values, [
      { label: 'Zoë@x.example', count: 3 },
      { label: 'ben@x.example', count: 2 },
    ]);
    for (const value of names.slice(0, 3)) {
      const filters = [{ column: 0, kind: 'values', values: [value] }] as const;
      assert.deepEqual([...(await viewOf(table, { filters }))], [0, 1, 2], value);
    }
  });

  it('as one value to choose from, and in charts', async () => {
    const table = await tableOf(nfc, nfd, nfd, 'Ann', 'Ann', 'Ann', 'Ann');
    for (const search of ['', nfc, nfd]) {
      const { matching, values } = await columnValues(table, 0, search, 10);
      assert.deepEqual(
        values.find(({ label }) => label === nfc),
        { label: nfc, count: 3 },
      );
      assert.equal(matching, search === '' ? 2 : 1);
    }
    const [chart] = valueDistributionCharts(contentColumns(columnarOf(table)));
    assert.ok(chart?.kind === 'topValues');
    assert.deepEqual(chart.values, [
      { label: 'Ann', count: 4 },
      { label: nfc, count: 3 },
    ]);
    assert.equal(chart.distinct, 2);
  });

  it('in the order of a column: equal names stay in the order of the file', async () => {
    const view = { sort: [{ column: 0, descending: false }] };
    assert.deepEqual(await found([nfd, nfc, nfd, 'Adam'], view), [3, 0, 1, 2]);
    // So many that the order comes from keys instead of the collator.
    const many = Array.from({ length: 6000 }, (_, index) => `user ${index}`);
    const rows = await found([nfd, ...many, nfc], view);
    assert.deepEqual(rows.slice(-2), [0, 6001]);
    assert.deepEqual((await found([nfc, ...many, nfd], view)).slice(-2), [0, 6001]);
  });

  it('in the key of a day', async () => {
    const series = definition(
      [
        { name: 'Report Date', type: 'date' },
        { name: 'Site Type', type: 'text' },
      ],
      { kind: 'daily-series', keys: ['Report Date', 'Site Type'] },
    );
    const merge = new HistoryMerge(series);
    for (const name of [nfc, nfd]) {
      merge.add(
        await csv(
          csvFile([
            ['Report Date', 'Site Type'],
            ['2026-11-18', name],
          ]),
          series,
        ),
        '2026-11-18',
      );
    }
    assert.equal(merge.table().rowCount, 1);
    assert.equal(merge.facts().revisedValues, 0);
  });

  it('in the search of reports', () => {
    const [known] = catalog.reports;
    assert.ok(known);
    const named = { ...known, title: `Rapport d'activité`.normalize('NFC') };
    const search = new ReportSearch(new Catalog({ ...catalogData, reports: [named] }));
    for (const typed of ['ACTIVITÉ'.normalize('NFD'), 'activite']) {
      assert.deepEqual(search.find(typed), [named]);
    }
  });
});
