import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { foundTable } from '../../../src/core/users/foundTable.js';
import { searchSnapshot } from '../../../src/core/users/searchSnapshot.js';
import { userColumns } from '../../../src/core/catalog/userColumns.js';
import { userFacts } from '../../../src/core/users/userFacts.js';
import { readOverviewEntry } from '../../../src/features/overview/readOverview.js';
import { Archive } from '../../../src/services/archive/archive.js';
import { compareLocally } from '../../../src/services/tables/localDiff.js';
import { decodeLocally } from '../../../src/services/tables/decodeLocally.js';
import type { TableHandle } from '../../../src/services/tables/tableHandle.js';
import { changeKinds } from '../../../src/shared/diff.js';
import { warningText } from '../../../src/l10n/warningTexts.js';
import { reportNamed } from '../../support/cases.js';
import { fuzz } from '../../support/fuzz.js';
import { chunksOf, csvFile } from '../core/table/support.js';
import { keep, textOf } from '../services/archive/support.js';
import { CONNECTION, REF, ReportServiceHarness } from '../services/reports/reportServiceHarness.js';

const day = (offset: number) => new Date(Date.UTC(2026, 10, 20 + offset)).toISOString().slice(0, 10);
const time = (offset: number) => new Date(Date.UTC(2026, 10, 20 + offset, 12));

/** Days that cannot be the newest of a file that is fetched on `day(0)`. */
const impossibleDay = fc.oneof(
  fc.constantFrom('9999-12-31', '0001-01-01', day(3), '2009-12-31', '2099-12-31', '2100-01-01'),
  fc.date({ min: new Date(`${day(3)}T00:00:00Z`), max: new Date('9999-12-31'), noInvalidDate: true }).map(isoDay),
  fc.date({ min: new Date('0001-01-01'), max: new Date('2009-12-31'), noInvalidDate: true }).map(isoDay),
);
const noDay = fc.constantFrom('NaN', '', 'soon', '2026-13-45', '-1', '99999-01-01');
const wrong = fc.oneof({ weight: 3, arbitrary: impossibleDay }, { weight: 1, arbitrary: noDay });

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** Three days of a report that ends on a day, whatever its refresh date says. */
function answerOf(format: 'csv' | 'json', refreshDate: string, last: number, sent: number): Response {
  const rows = [0, 1, 2].map((back) => ({ day: day(last - back), sent: sent + back }));
  return format === 'csv'
    ? new Response(
        [
          'Report Refresh Date,Send,Receive,Read,Meeting Created,Meeting Interacted,Report Date,Report Period',
          ...rows.map((row) => `${refreshDate},${row.sent},1,1,1,1,${row.day},7`),
          '',
        ].join('\r\n'),
        { headers: { 'content-type': 'text/csv' } },
      )
    : Response.json({
        value: rows.map((row) => ({
          ...{ reportRefreshDate: refreshDate, send: row.sent, receive: 1, read: 1 },
          ...{ meetingCreated: 1, meetingInteracted: 1, reportDate: row.day, reportPeriod: '7' },
        })),
      });
}

describe('a refresh date that cannot be right', () => {
  const cases = fc.record({ date: wrong, format: fc.constantFrom('csv' as const, 'json' as const) });
  fuzz('is shown, warned about, and decides nothing', 60, cases, async ({ date, format }) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'implausible-dates-'));
    try {
      const harness = new ReportServiceHarness(folder);
      harness.format = format;
      harness.now = time(0);
      harness.answer = () => answerOf(format, date, -2, 1000);
      const first = await harness.open();
      const column = first.table.columns.findIndex(({ name }) => name === 'Report Refresh Date');
      const { rows } = await first.table.rows({}, 0, 1);
      assert.equal(rows[0]?.[column] ?? '', date, 'it is shown');
      assert.equal(first.refreshDate, day(-2), 'the rows say the day');
      const texts = first.table.warnings.map((warning) => warningText(warning));
      assert.ok(
        date === '' || texts.some((text) => text.includes('Refresh Date') || text.includes('refresh date')),
        'it is said',
      );
      first.table.dispose();

      // A day later the service says what it should.
      harness.now = time(1);
      harness.answer = () => answerOf(format, day(-1), -1, 2000);
      const second = await harness.open(REF, { fresh: true });
      assert.deepEqual([second.refreshDate, second.fetchedAt], [day(-1), time(1).toISOString()]);
      second.table.dispose();
      const again = await harness.open();
      assert.equal(again.refreshDate, day(-1), 'the later data is what opens');
      again.table.dispose();

      const history = await harness.service.history.read(REF);
      assert.equal(history?.newest.refreshDate, day(-1));
      assert.deepEqual(history.facts.days, { from: day(-4), to: day(-1) });
      const [chart] = history.charts();
      assert.deepEqual(chart?.kind === 'series' ? chart.values : [], [1002, 2002, 2001, 2000]);
      harness.service.dispose();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  fuzz('deletes no good snapshot, and stays no longer than others', 40, wrong, async (date) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'implausible-dates-'));
    try {
      const key = { tenant: 'contoso', report: 'getTeamsUserActivityUserDetail', period: 'D7' };
      const archive = new Archive(folder, { retention: () => ({ snapshots: 1 }), now: () => time(2) });
      const at = (offset: number) => ({ key, fetchedAt: time(offset).toISOString(), newestRowDay: day(offset - 2) });
      await keep(archive, 'earlier', day(-3), at(-1));
      await keep(archive, 'wrong', /^\d{4}-\d\d-\d\d$/.test(date) ? date : null, at(0));
      await keep(archive, 'good', day(0), at(2));
      await archive.cleanUp();
      assert.equal(await textOf(await archive.latest(key)), 'good');
      const left: string[] = [];
      const reportFolder = await archive.reportFolder(key.tenant, key.report);
      for (const entry of await reportFolder.list()) {
        left.push(await textOf(await reportFolder.read(entry)));
      }
      assert.deepEqual(left, ['good']);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

/** Storage per day and type of site: days have several rows. */
const STORAGE = reportNamed('getSharePointSiteUsageStorage');

interface StorageRow {
  readonly day: string;
  readonly type: string;
  readonly bytes: number;
}

/** A row with a day that cannot be right, and before which of the good rows it stands. */
interface WrongRow extends StorageRow {
  readonly at: number;
}

/** @param fetched the day of the fetch, as an offset */
const wrongRows = (fetched: number): fc.Arbitrary<readonly WrongRow[]> =>
  fc.array(
    fc.record({
      day: fc.oneof(
        impossibleDay.filter((date) => date < '2010' || date > day(fetched + 2)),
        fc.integer({ min: fetched + 3, max: fetched + 4000 }).map(day),
      ),
      type: fc.constantFrom('OneDrive', 'All', 'Group', ''),
      bytes: fc.integer({ min: 0, max: 1_000_000 }),
      at: fc.nat(8),
    }),
    { minLength: 1, maxLength: 4 },
  );

/** Three days of two types of site. */
function goodRows(last: number, bytes: number): StorageRow[] {
  return [0, 1, 2].flatMap((back) =>
    ['All', 'OneDrive'].map((type, at) => ({ day: day(last - back), type, bytes: bytes + back * 10 + at })),
  );
}

function mixed(good: readonly StorageRow[], wrongOnes: readonly WrongRow[]): readonly StorageRow[] {
  return wrongOnes.reduce<readonly StorageRow[]>((rows, row) => rows.toSpliced(row.at, 0, row), good);
}

function storageCsv(rows: readonly StorageRow[], refreshDate: string): string {
  return csvFile([
    ['Report Refresh Date', 'Site Type', 'Storage Used (Byte)', 'Report Date', 'Report Period'],
    ...rows.map(({ day: date, type, bytes }) => [refreshDate, type, String(bytes), date, '7']),
  ]);
}

function storageAnswer(format: 'csv' | 'json', rows: readonly StorageRow[], refreshDate: string): Response {
  return format === 'csv'
    ? new Response(storageCsv(rows, refreshDate), { headers: { 'content-type': 'text/csv' } })
    : Response.json({
        value: rows.map(({ day: date, type, bytes }) => ({
          ...{ reportRefreshDate: refreshDate, siteType: type, storageUsedInBytes: bytes },
          ...{ reportDate: date, reportPeriod: '7' },
        })),
      });
}

async function daysIn(table: TableHandle): Promise<unknown[]> {
  const column = table.columns.findIndex(({ name }) => name === 'Report Date');
  const { rows } = await table.rows({}, 0, table.rowCount);
  return rows.map((row) => row[column]);
}

/** How many days a table warns about, and that it names one of them in a text. */
function warnedDays({ warnings }: TableHandle): number {
  const days = warnings.filter((warning) => warning.kind === 'implausibleDays');
  assert.ok(days.every((warning) => warningText(warning).includes("can't be right")));
  return days.reduce((sum, { count }) => sum + count, 0);
}

/** All that is made of two files: the second is fetched six days after the first, and so has days that the first could not have. */
async function madeOf(format: 'csv' | 'json', first: readonly StorageRow[], second: readonly StorageRow[]) {
  const folder = await mkdtemp(path.join(tmpdir(), 'implausible-dates-'));
  try {
    const harness = new ReportServiceHarness(folder);
    const ref = { ...REF, report: STORAGE.name };
    const { service } = harness;
    harness.format = format;
    const tables: TableHandle[] = [];
    const shown: unknown[] = [];
    for (const [rows, fetched] of [
      [first, 0],
      [second, 6],
    ] as const) {
      harness.now = time(fetched);
      harness.answer = () => storageAnswer(format, rows, day(fetched - 2));
      const { table, refreshDate, nextData } = await harness.open(ref, { fresh: true });
      const charts = await table.charts(STORAGE);
      tables.push(table);
      shown.push({ charts, refreshDate, nextData, newest: table.newestRowDay });
      shown.push(await service.history.loadContext(ref, charts, new AbortController().signal));
    }
    const history = await harness.open({ connection: CONNECTION.id, report: STORAGE.name, history: true });
    tables.push(history.table);
    const { facts } = history.history ?? assert.fail('it is a history');
    shown.push({ facts, revised: history.history?.revised(100), charts: await history.table.charts(STORAGE) });
    shown.push({ refreshDate: history.refreshDate, nextData: history.nextData });
    const source = { service, failureText: () => 'failed' };
    shown.push(await readOverviewEntry(CONNECTION.id, STORAGE, source, new AbortController().signal));
    const days = await Promise.all(tables.map(daysIn));
    tables.forEach((table) => table.dispose());
    service.dispose();
    return { shown, days, warned: tables.map(warnedDays) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('the day of a row that cannot be right', () => {
  const files = fc.record({
    format: fc.constantFrom('csv' as const, 'json' as const),
    first: wrongRows(0),
    second: fc.oneof(fc.constant<readonly WrongRow[]>([]), wrongRows(6)),
  });
  const good = [goodRows(-2, 1000), goodRows(4, 2000)] as const;
  fuzz('is in the table and a warning, and in no chart, history or overview', 25, files, async (generated) => {
    const { format, first, second } = generated;
    const without = await madeOf(format, good[0], good[1]);
    const made = await madeOf(format, mixed(good[0], first), mixed(good[1], second));
    assert.deepEqual(made.shown, without.shown);
    assert.deepEqual(without.warned, [0, 0, 0]);
    assert.deepEqual(made.warned, [first.length, second.length, first.length + second.length]);
    for (const [at, rows] of [first, second, [...first, ...second]].entries()) {
      const expected = [...(without.days[at] ?? []), ...rows.map((row) => row.day)];
      assert.deepEqual(made.days[at]?.toSorted(), expected.toSorted(), 'each row is there as it came');
    }
  });

  fuzz('changes nothing about the other rows of a comparison', 40, files, async ({ first, second }) => {
    const tabsOf = async (before: readonly StorageRow[], after: readonly StorageRow[]) => {
      const file = (rows: readonly StorageRow[]) => ({
        format: 'csv' as const,
        chunks: () => chunksOf(storageCsv(rows, day(0))),
      });
      const compared = await compareLocally(file(before), file(after), STORAGE);
      const tabs = await Promise.all(changeKinds.map((change) => compared.rows(change, {}, 0, 100)));
      compared.dispose();
      return tabs.map(({ rows }) => rows);
    };
    const wrongDays = new Set<unknown>([...first, ...second].map((row) => row.day));
    // One day changed, one is gone, one was added.
    const [before, after] = [goodRows(-2, 1000), goodRows(-1, 1000)];
    const tabs = await tabsOf(mixed(before, first), mixed(after, second));
    assert.deepEqual(
      tabs.map((rows) => rows.filter((row) => !row.some((cell) => wrongDays.has(cell)))),
      await tabsOf(before, after),
    );
  });

  const lastActivity = fc.tuple(impossibleDay, fc.array(fc.integer({ min: -200, max: -2 }), { minLength: 1 }));
  fuzz('is no last activity, neither in a chart nor of a user', 60, lastActivity, async ([date, offsets]) => {
    const report = reportNamed('getEmailActivityUserDetail');
    const columns = userColumns(report) ?? assert.fail('it names users');
    const fetchedAt = time(0).toISOString();
    const header = ['Report Refresh Date', 'User Principal Name', 'Last Activity Date', 'Send Count'];
    const fileOf = (dates: readonly string[]) =>
      csvFile([header, ...dates.map((one, at) => [day(-2), `user${at}@contoso.example`, one, '5'])]);
    const chartOf = async (dates: readonly string[]) => {
      const table = await decodeLocally(chunksOf(fileOf(dates)), 'csv', report, { fetchedAt });
      const charts = await table.charts(report);
      return { warned: warnedDays(table), chart: charts.find(({ kind }) => kind === 'days'), day: table.newestRowDay };
    };
    const dates = offsets.map(day);
    assert.deepEqual(await chartOf([date, ...dates]), { ...(await chartOf(dates)), warned: 1 });

    const factsOf = async (one: string) => {
      const snapshot = { definition: report, columns, format: 'csv' as const, chunks: () => chunksOf(fileOf([one])) };
      const { rows } = await searchSnapshot(snapshot, { text: 'user0' }, { maxRowsPerRank: 1 });
      return userFacts(foundTable(rows, report), 0, fetchedAt);
    };
    const { figures, ...facts } = await factsOf(date);
    const { figures: otherFigures, ...unknown } = await factsOf('');
    assert.deepEqual(facts, unknown, 'the user is as one whose last activity is not known');
    assert.deepEqual(
      figures.flatMap(({ column, value }) => (column.name === 'Last Activity Date' ? [value] : [])),
      [date],
      'it is shown',
    );
    assert.deepEqual(figures.slice(1), otherFigures);
  });
});
