import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HistoryMerge, type MergeState } from '../../../../src/core/history/historyMerge.js';
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
    const [chart] = seriesCharts(contentColumns(columnarOf(table)), table.rowCount, api) ?? [];
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
        ['2001-01-01', '1'],
        [day(400), '1'],
      ]),
      day(400),
    );
    merge.add(await snapshotOf(day(800), [[day(800), '1']]), day(800));
    const { missingRanges } = merge.facts();
    assert.deepEqual(missingRanges, [
      { from: '2001-01-02', to: day(399) },
      { from: day(401), to: day(799) },
    ]);
  });
});
