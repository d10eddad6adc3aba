import { DuckDBInstance } from '@duckdb/node-api';
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { STORAGE_REPORT_NAMES } from '../../../../src/core/storage/storageReports.js';
import type { StorageFacts } from '../../../../src/core/storage/storageFacts.js';
import { Archive } from '../../../../src/services/archive/archive.js';
import { SAMPLE_CONNECTION } from '../../../../src/services/auth/connections/connection.js';
import { archivedSnapshotsOf } from '../../../../src/services/reports/archivedSnapshots.js';
import { isStorageOutdated, openStorage } from '../../../../src/services/storage/openStorage.js';
import { storageByKind } from '../../../../src/services/storage/storageByKind.js';
import { catalog } from '../../../support/catalog.js';
import { seedArchive } from '../../../support/seedArchive.js';

/** Refresh dates are two days before. The first is too old, the last but one too new. */
const FETCHED = ['2026-08-01', '2026-09-20', '2026-10-22', '2026-11-18', '2026-11-21'];
const [NEWEST, FIRST] = ['2026-11-19', '2026-09-18'];
const DAYS = (Date.parse(NEWEST) - Date.parse(FIRST)) / 86_400_000;

type Cells = Readonly<Record<string, string>>;

const KEYS = ['User Principal Name', 'Site URL', 'Site Id'];
const QUOTAS = ['Prohibit Send/Receive Quota (Byte)', 'Storage Allocated (Byte)', 'Storage Allocated (Byte)'];

/** How many rows of each kind pass each quick filter. A row is compared with the oldest snapshot that has it, unless another has its key. */
const QUICK_FILTERS_IN_SQL = `
WITH named AS (SELECT *, count(*) OVER (PARTITION BY kind, day, key) AS same FROM cells),
newest AS (SELECT *, row_number() OVER () AS n FROM named WHERE day = '${NEWEST}'),
compared AS (
  SELECT newest.n, (newest.used - older.used) / (newest.day - older.day) AS pace
  FROM newest JOIN named older ON older.kind = newest.kind AND older.key = newest.key AND older.day < newest.day
  WHERE newest.same = 1 AND older.same = 1 AND (newest.created IS NULL OR newest.created <= older.day)
  QUALIFY row_number() OVER (PARTITION BY newest.n ORDER BY older.day) = 1
),
answers AS (
  SELECT kind, deleted = 'True' AS gone, used, type, used / quota > 0.9 AS near, round(pace * 30) AS growth,
    CASE WHEN used >= quota THEN 0 WHEN pace > 0 THEN floor((quota - used) / pace) END AS days
  FROM newest LEFT JOIN compared USING (n)
)
SELECT kind, count(*) FILTER (NOT gone AND near), count(*) FILTER (NOT gone AND days <= 90),
  count(*) FILTER (NOT gone AND growth >= 1), count(*) FILTER (NOT gone AND type ILIKE 'shared%' AND used >= 45 * 1024 ** 3),
  count(*) FILTER (gone AND used > 0)
FROM answers GROUP BY kind`;

describe('storage of the sample tenant', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'storage-'));
    for (const day of FETCHED) {
      await seedArchive(folder, [{ at: new Date(`${day}T10:00:00Z`), period: 'D30', reports: STORAGE_REPORT_NAMES }]);
    }
    await seedArchive(folder, [
      { at: new Date('2026-11-21T10:00:00Z'), period: 'D180', reports: STORAGE_REPORT_NAMES.slice(0, 1) },
    ]);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const service = (at: string) => ({
    attributesFor: () => Promise.resolve([]),
    archivedSnapshots: (_: unknown, report: string) =>
      archivedSnapshotsOf(new Archive(at), catalog, { connection: 'sample', tenant: 'sample' }, report),
  });

  /** An archived file. */
  async function bytesOf(report: string, refreshDate: string): Promise<Buffer> {
    for await (const snapshot of service(folder).archivedSnapshots(undefined, report)) {
      if (snapshot.refreshDate === refreshDate) {
        const chunks: Uint8Array[] = [];
        for await (const chunk of snapshot.chunks()) {
          chunks.push(chunk);
        }
        return Buffer.concat(chunks);
      }
    }
    return assert.fail(`${report} of ${refreshDate}`);
  }

  /** Its rows, read by nothing of ours. */
  async function recordsOf(report: string, refreshDate: string): Promise<Cells[]> {
    return parse(await bytesOf(report, refreshDate), { bom: true, columns: true });
  }

  it('has quick filters that DuckDB finds the same rows for in the files, sites among them', async () => {
    const database = await (await DuckDBInstance.create(':memory:')).connect();
    await database.run(
      'CREATE TABLE cells (kind VARCHAR, day DATE, key VARCHAR, used DOUBLE, quota DOUBLE, deleted VARCHAR, type VARCHAR, created DATE)',
    );
    for (const [kind, report] of STORAGE_REPORT_NAMES.entries()) {
      for (const day of [FIRST, '2026-10-20', NEWEST]) {
        const file = path.join(folder, `${report}-${day}.csv`);
        await writeFile(file, await bytesOf(report, day));
        const [name, type, created] =
          kind === 0
            ? [`lower("${KEYS[0]}")`, '"Recipient Type"', '"Created Date"']
            : [`"${KEYS[kind]}"`, 'NULL', 'NULL'];
        await database.run(
          `INSERT INTO cells SELECT '${['Mailbox', 'OneDrive', 'Site'][kind]}', '${day}', ${name}, "Storage Used (Byte)",
            "${QUOTAS[kind]}", "Is Deleted", ${type}, ${created} FROM read_csv('${file}', all_varchar = true)`,
        );
      }
    }
    const answer = await database.runAndReadAll(QUICK_FILTERS_IN_SQL);
    const theirs = Object.fromEntries(
      answer.getRows().map(([kind, ...counts]) => [String(kind), counts.map((count) => Number(count))]),
    );
    const { table } = (await openStorage(service(folder), SAMPLE_CONNECTION)) ?? assert.fail();
    try {
      const kindAt = table.columns.findIndex(({ name }) => name === 'Kind');
      const ours: Record<string, number[]> = { Mailbox: [], OneDrive: [], Site: [] };
      const quick = await table.quickFilters();
      for (const wanted of ['nearQuota', 'fullWithin', 'largestGrowth', 'sharedNearLimit', 'deletedStorage']) {
        const { filters, rowCount } = quick.find(({ kind }) => kind === wanted) ?? assert.fail(wanted);
        const { rows } = await table.rows({ filters }, 0, table.rowCount);
        assert.equal(rows.length, rowCount, wanted);
        for (const [kind, counts] of Object.entries(ours)) {
          counts.push(rows.filter((row) => row[kindAt] === kind).length);
        }
      }
      assert.deepEqual(ours, theirs);
      assert.ok(ours['Site']?.some((count) => count > 0));
    } finally {
      table.dispose();
      database.closeSync();
    }
  });

  it('has every number of its files: use, quota, growth, and days left', async () => {
    const opened = (await openStorage(service(folder), SAMPLE_CONNECTION)) ?? assert.fail();
    const { table, facts } = opened;
    try {
      assert.deepEqual(
        facts.sources.map(({ state, refreshDate, earlier }) => [
          state,
          refreshDate,
          earlier.map((one) => one.refreshDate),
        ]),
        facts.sources.map(() => ['used', NEWEST, [FIRST, '2026-10-20']]),
      );
      assert.deepEqual(
        facts.sources.map(({ period }) => period),
        ['D180', 'D30', 'D30'],
      );
      const { rows } = await table.rows({}, 0, table.rowCount);
      const at = (column: string) => table.columns.findIndex(({ name }) => name === column);
      const expected: unknown[][] = [];
      for (const [kind, report] of STORAGE_REPORT_NAMES.entries()) {
        const [key = '', quotaColumn = ''] = [KEYS[kind], QUOTAS[kind]];
        const then = new Map((await recordsOf(report, FIRST)).map((cells) => [cells[key], cells]));
        for (const cells of await recordsOf(report, NEWEST)) {
          const [used, quota] = [Number(cells['Storage Used (Byte)']), Number(cells[quotaColumn])];
          const before = then.get(cells[key]);
          const perDay = before === undefined ? NaN : (used - Number(before['Storage Used (Byte)'])) / DAYS;
          expected.push([
            used,
            quota,
            Math.round((used / quota) * 1000) / 10,
            Number.isNaN(perDay) ? 'later' : Math.round(perDay * 30),
            Number.isNaN(perDay) ? 'later' : perDay > 0 ? Math.floor((quota - used) / perDay) : null,
          ]);
        }
      }
      assert.equal(rows.length, expected.length);
      const columns = ['Storage Used (Byte)', 'Quota (Byte)', 'Quota Used (%)', 'Growth per Month (Byte)', 'Days Left'];
      let known = 0;
      for (const [row, wanted] of expected.entries()) {
        const cells = columns.map((column) => rows[row]?.[at(column)]);
        // Who came later is compared with the next snapshot, of which the unit tests say more.
        const compared = wanted.includes('later') ? 3 : columns.length;
        assert.deepEqual(cells.slice(0, compared), wanted.slice(0, compared), `row ${row}`);
        known += compared === columns.length ? 1 : 0;
      }
      assert.ok(known > 200);
      const sums = ['Mailbox', 'OneDrive', 'Site'].map((kind) => ({
        kind,
        used: rows.reduce(
          (sum, row) => (row[at('Kind')] === kind ? sum + Number(row[at('Storage Used (Byte)')]) : sum),
          0,
        ),
      }));
      const totals = await storageByKind(table);
      assert.deepEqual(
        totals.map(({ kind, used }) => ({ kind, used })).sort((one, other) => one.kind.localeCompare(other.kind)),
        sums,
      );
      const quick = await table.quickFilters();
      assert.ok(quick.some(({ kind, rowCount = 0 }) => kind === 'nearQuota' && rowCount > 0));
      assert.ok(quick.some(({ kind, rowCount = 0 }) => kind === 'largestGrowth' && rowCount > 0));
    } finally {
      table.dispose();
    }
  });

  it('is outdated as soon as one of its reports has another newest snapshot, or another earlier one that would be read', async () => {
    const now = await mkdtemp(path.join(tmpdir(), 'newer-storage-'));
    const seed = (day: string, reports: readonly string[]) =>
      seedArchive(now, [{ at: new Date(`${day}T10:00:00Z`), period: 'D30', reports }]);
    try {
      const [first = '', ...others] = STORAGE_REPORT_NAMES;
      const isOutdated = (facts: StorageFacts | undefined) => isStorageOutdated(service(now), SAMPLE_CONNECTION, facts);
      assert.equal(await isOutdated(undefined), false, 'nothing is archived');
      await seed('2026-11-21', others);
      assert.equal(await isOutdated(undefined), true);
      const opened = (await openStorage(service(now), SAMPLE_CONNECTION)) ?? assert.fail();
      opened.table.dispose();
      assert.equal(await isOutdated(opened.facts), false);
      await seed('2026-10-21', others);
      assert.equal(await isOutdated(opened.facts), true, 'an earlier one tells growth');
      const grown = (await openStorage(service(now), SAMPLE_CONNECTION)) ?? assert.fail();
      grown.table.dispose();
      assert.equal(await isOutdated(grown.facts), false);
      await seed('2026-06-01', others);
      assert.equal(await isOutdated(grown.facts), false, 'one that is too old to be read');
      await seed('2026-10-21', [first]);
      assert.equal(await isOutdated(grown.facts), true, 'a report that was missing');
      const more = (await openStorage(service(now), SAMPLE_CONNECTION)) ?? assert.fail();
      more.table.dispose();
      assert.equal(await isOutdated(more.facts), false);
      await seed('2026-11-22', others.slice(0, 1));
      assert.equal(await isOutdated(more.facts), true, 'a newer one');
      const newest = (await openStorage(service(now), SAMPLE_CONNECTION)) ?? assert.fail();
      newest.table.dispose();
      assert.equal(await isOutdated(newest.facts), false);
      const remove = (isMeant: (day: string | null) => boolean) =>
        new Archive(now).removeSnapshots('sample', ({ refreshDate }) => isMeant(refreshDate));
      assert.ok((await remove((day) => day?.startsWith('2026-10') === true)) > 0);
      assert.equal(await isOutdated(newest.facts), true, 'an earlier one is deleted');
      await remove(() => true);
      assert.equal(await isOutdated(newest.facts), true, 'all are deleted');
      assert.equal(await isOutdated(undefined), false);
    } finally {
      await rm(now, { recursive: true });
    }
  });

  it('is not there where nothing is archived', async () => {
    const empty = await mkdtemp(path.join(tmpdir(), 'no-storage-'));
    assert.equal(await openStorage(service(empty), SAMPLE_CONNECTION), undefined);
    await rm(empty, { recursive: true });
  });
});
