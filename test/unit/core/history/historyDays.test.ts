import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HistoryMerge } from '../../../../src/core/history/historyMerge.js';
import type { MergeState } from '../../../../src/core/history/mergeState.js';
import { seriesCharts } from '../../../../src/core/table/charts/seriesCharts.js';
import { columnarOf } from '../../../../src/core/table/store/columnarTable.js';
import { contentColumns } from '../../../../src/core/table/charts/chartColumns.js';
import { reportNamed, tableOfCase } from '../../../support/cases.js';
import { csv, csvFile, definition, texts } from '../table/support.js';

const report = definition(
  [
    { name: 'Report Refresh Date', type: 'date' },
    { name: 'Report Date', type: 'date' },
    { name: 'Files', type: 'number' },
  ],
  { kind: 'daily-series', keys: ['Report Date'] },
);

const day = (number: number) => new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10);

const snapshotOf = (refreshDate: string, rows: readonly (readonly [day: string, files: string])[]) =>
  csv(
    csvFile([
      ['Report Refresh Date', 'Report Date', 'Files'],
      ...rows.map(([date, files]) => [refreshDate, date, files]),
    ]),
    report,
  );

const throughJson = (merge: HistoryMerge, of = report) =>
  new HistoryMerge(of, JSON.parse(JSON.stringify(merge.state())) as MergeState);

describe('rows without a day', () => {
  it('of two JSON answers that lost the report date are never the same row', async () => {
    const email = reportNamed('getEmailActivityCounts');
    const [first, second] = await Promise.all(
      ['json-without-report-date.json', 'json-without-report-date-next-day.json'].map((file) =>
        tableOfCase(file, email),
      ),
    );
    assert.ok(first && second);
    let merge = new HistoryMerge(email);
    merge.add(first, '2026-11-18');
    merge = throughJson(merge, email);
    merge.add(second, '2026-11-19');
    const facts = merge.facts();
    assert.equal(facts.revisedValues, 0);
    assert.equal(facts.snapshots, 2);
    assert.equal(facts.days, null);
    assert.equal(merge.table().rowCount, first.rowCount + second.rowCount, 'no row is gone');
    for (const table of [first, second, merge.table()]) {
      assert.deepEqual(
        table.warnings.filter(({ kind }) => kind === 'rowsWithoutDay'),
        [{ kind: 'rowsWithoutDay', count: table.rowCount, rowCount: table.rowCount }],
      );
    }
  });

  it('are never the same row where the day is blank or unreadable', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.array(
            fc.tuple(fc.constantFrom('', ' ', '?', 'n/a', '2026-02-30', day(3), day(4)), fc.nat(3).map(String)),
            {
              minLength: 1,
              maxLength: 4,
            },
          ),
          { maxLength: 4 },
        ),
        async (snapshots) => {
          let merge = new HistoryMerge(report);
          for (const [index, rows] of snapshots.entries()) {
            const dated = rows.filter(([date], at) => rows.findIndex(([other]) => other === date) === at);
            merge.add(await snapshotOf(day(10 + index), dated), day(10 + index));
            merge = throughJson(merge);
          }
          const undated = snapshots.flatMap((rows) => [
            ...new Set(rows.map(([date]) => date).filter((date) => date !== day(3) && date !== day(4))),
          ]);
          const rows = texts(merge.table()).map(([, date]) => date);
          assert.deepEqual(rows.filter((date) => date !== day(3) && date !== day(4)).sort(), undated.sort());
          assert.ok(merge.revised().every((each) => each.day === day(3) || each.day === day(4)));
          assert.equal(
            merge.table().warnings.find((warning) => warning.kind === 'rowsWithoutDay')?.count ?? 0,
            undated.length,
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are no fault of a detail report', async () => {
    const detail = definition([{ name: 'Report Date', type: 'date' }], { kind: 'detail' });
    assert.deepEqual((await csv(csvFile([['Report Date'], ['']]), detail)).warnings, []);
  });
});

describe('days without a row', () => {
  it('inside one snapshot are covered: the weekend of the API usage', async () => {
    const api = reportNamed('getApiUsage');
    const table = await tableOfCase('api-usage-weekend.csv', api);
    const merge = new HistoryMerge(api);
    merge.add(table, null);
    for (const facts of [merge.facts(), throughJson(merge, api).facts()]) {
      assert.equal(facts.missingDays, 0);
      assert.deepEqual(facts.missingRanges, []);
      assert.deepEqual(facts.days, { from: '2026-11-13', to: '2026-11-20' });
      assert.equal(facts.archivedDays, 6);
    }
    const [chart] = [...(seriesCharts(contentColumns(columnarOf(table)), table.rowCount, api) ?? [])].flat();
    assert.deepEqual(chart?.values, [5, null, null, 5, 5, 5, 5, 5], 'a covered day is blank, not zero');
  });

  it('are missing only where no snapshot reaches from before to after them', async () => {
    const snapshots = fc.array(fc.uniqueArray(fc.nat(40), { minLength: 1, maxLength: 5 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(snapshots, async (days) => {
        let merge = new HistoryMerge(report);
        for (const [index, each] of days.entries()) {
          merge.add(
            await snapshotOf(
              day(50 + index),
              each.map((number) => [day(number), '1'] as const),
            ),
            day(50 + index),
          );
          merge = throughJson(merge);
        }
        const all = days.flat();
        const isCovered = (number: number) =>
          days.some((each) => Math.min(...each) <= number && number <= Math.max(...each));
        const missing = Array.from({ length: 41 }, (_, number) => number).filter(
          (number) => number > Math.min(...all) && number < Math.max(...all) && !isCovered(number),
        );
        const facts = merge.facts();
        assert.deepEqual(
          facts.missingRanges.flatMap(({ from, to }) =>
            Array.from({ length: 41 }, (_, number) => number).filter(
              (number) => day(number) >= from && day(number) <= to,
            ),
          ),
          missing,
        );
        assert.equal(facts.missingDays, missing.length);
        assert.equal(facts.archivedDays, new Set(all).size);
      }),
      { numRuns: 100 },
    );
  });

  it('stay missing where only a single wrong day stretches a snapshot', async () => {
    const merge = new HistoryMerge(report);
    merge.add(
      await snapshotOf(day(400), [
        ['2010-01-01', '1'],
        [day(400), '1'],
      ]),
      day(400),
    );
    merge.add(await snapshotOf(day(800), [[day(800), '1']]), day(800));
    const { missingRanges } = merge.facts();
    assert.deepEqual(missingRanges, [
      { from: '2010-01-02', to: day(399) },
      { from: day(401), to: day(799) },
    ]);
  });
});

describe('the same day, and the same key, in the forms that files have', () => {
  it('merge: a day of another form is neither another day nor a restated one', async () => {
    const forms = (date: string) => {
      const [year = '', month = '', dayOfMonth = ''] = date.split('-');
      const us = `${Number(month)}/${Number(dayOfMonth)}/${year}`;
      return [date, `${date}T00:00:00Z`, `${month}/${dayOfMonth}/${year}`, us, `${us} 12:00:00 AM`];
    };
    const spelled = fc.tuple(fc.nat(20), fc.nat(4), fc.nat(3).map(String));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(spelled, { maxLength: 6 }), { maxLength: 4 }), async (snapshots) => {
        let [merge, plain] = [new HistoryMerge(report), new HistoryMerge(report)];
        for (const [index, rows] of snapshots.entries()) {
          const unique = rows.filter(([number], at) => rows.findIndex(([other]) => other === number) === at);
          const said = (form?: number) =>
            unique.map(([number, own, files]) => [forms(day(number))[form ?? own] ?? '', files] as const);
          merge.add(await snapshotOf(day(30 + index), said()), day(30 + index));
          plain.add(await snapshotOf(day(30 + index), said(0)), day(30 + index));
          [merge, plain] = [throughJson(merge), throughJson(plain)];
        }
        assert.deepEqual(merge.facts(), plain.facts());
        assert.deepEqual(merge.revised(), plain.revised());
        assert.equal(merge.table().rowCount, plain.table().rowCount);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same where two files have their columns in another order', async () => {
    const api = reportNamed('getApiUsage');
    const columns = ['Date', 'Service Area', 'App ID', 'Tenant ID', 'Requests'];
    const row = ['2026-11-18', 'Teams', '11111111-0000-4000-8000-000000000001', 'tenant', '5'];
    const merge = new HistoryMerge(api);
    merge.add(await csv(csvFile([columns, row]), api), null);
    merge.add(await csv(csvFile([columns.toReversed(), row.toReversed()]), api), null);
    assert.equal(merge.table().rowCount, 1);
    assert.equal(merge.facts().revisedValues, 0);
  });

  it('is the same user in any case and composition', async () => {
    const users = definition(
      [
        { name: 'Report Date', type: 'date' },
        { name: 'User Principal Name', type: 'text', identity: true },
        { name: 'Owner Principal Name', type: 'text', identity: true },
        { name: 'Files', type: 'number' },
      ],
      { kind: 'daily-series', keys: ['Report Date', 'User Principal Name'] },
    );
    let merge = new HistoryMerge(users);
    const names = ['zoë@northlight.example', 'ZOE\u0308@Northlight.example'];
    for (const name of names) {
      merge.add(
        await csv(
          csvFile([
            ['Report Date', 'User Principal Name', 'Owner Principal Name', 'Files'],
            ['2026-11-18', name, name, '5'],
          ]),
          users,
        ),
        null,
      );
      merge = throughJson(merge, users);
    }
    assert.equal(merge.table().rowCount, 1);
    assert.equal(merge.facts().revisedValues, 0);
    assert.deepEqual(texts(merge.table())[0]?.slice(1, 3), [names[1], names[1]], 'the cells stay as they came');
  });
});
