import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Archive } from '../../../../src/services/archive/archive.js';
import type { SnapshotKey } from '../../../../src/services/archive/names.js';
import {
  newestDetailSnapshots,
  newestOfPeriods,
  archivedSnapshotsOf,
  comparableReports,
} from '../../../../src/services/reports/archivedSnapshots.js';
import { catalog } from '../../../support/catalog.js';

const TENANT = { connection: 'northlight', tenant: 'tenant-1' };

describe('archived snapshots', () => {
  let folder: string;
  let archive: Archive;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'stored-snapshots-'));
    archive = new Archive(folder);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function store(
    key: Omit<SnapshotKey, 'tenant'>,
    refreshDate: string,
    text = `${refreshDate}\n`,
    rowCount = 1,
  ): Promise<void> {
    const writer = await archive.beginSnapshot({ tenant: TENANT.tenant, ...key }, { version: 'v1.0', format: 'csv' });
    await writer.write(new TextEncoder().encode(text));
    await writer.commit({ refreshDate, fetchedAt: `${refreshDate}T12:00:00.000Z`, rowCount, columns: ['A'] });
  }

  it('are listed for every period and day of a report, newest first, under the connection’s name', async () => {
    const report = 'getEmailActivityUserDetail';
    await store({ report, period: 'D7' }, '2026-11-10');
    await store({ report, period: 'D7' }, '2026-11-18');
    await store({ report, date: '2026-11-09' }, '2026-11-09');
    await store({ report: 'getMailboxUsageDetail', period: 'D7' }, '2026-11-18');
    const found = [];
    for await (const snapshot of archivedSnapshotsOf(archive, catalog, TENANT, report)) {
      found.push(snapshot);
    }
    assert.deepEqual(
      found.map(({ ref, refreshDate }) => [ref.connection, ref.period ?? ref.date, refreshDate]).sort(),
      [
        ['northlight', '2026-11-09', '2026-11-09'],
        ['northlight', 'D7', '2026-11-10'],
        ['northlight', 'D7', '2026-11-18'],
      ],
    );
    const periods = found.filter(({ ref }) => ref.period === 'D7');
    assert.ok(periods[0]!.refreshDate! > periods[1]!.refreshDate!);
    let text = '';
    for await (const chunk of periods[0]!.chunks()) {
      text += new TextDecoder().decode(chunk);
    }
    assert.equal(text, '2026-11-18\n');
  });

  it('are found of each period, the newest with rows, without single days and other reports', async () => {
    const report = 'getEmailActivityUserDetail';
    await store({ report, period: 'D7' }, '2026-11-10');
    await store({ report, period: 'D7' }, '2026-11-18');
    await store({ report, period: 'D30' }, '2026-11-12');
    await store({ report, period: 'D30' }, '2026-11-19', 'A\n', 0);
    await store({ report, period: 'D90' }, '2026-11-19', 'A\n', 0);
    await store({ report, date: '2026-11-09' }, '2026-11-09');
    await store({ report: 'getMailboxUsageDetail', period: 'D7' }, '2026-11-18');
    await store({ report: 'getOffice365ActivationsUserDetail' }, '2026-11-17');
    const wanted = new Set([report, 'getOffice365ActivationsUserDetail', 'getFormsUserActivityUserDetail']);
    const found = await newestOfPeriods(archive, catalog, TENANT, wanted);
    assert.deepEqual(
      found.map(({ ref, refreshDate }) => `${ref.report} ${ref.period ?? 'current'} ${refreshDate ?? ''}`).sort(),
      [`${report} D30 2026-11-12`, `${report} D7 2026-11-18`, 'getOffice365ActivationsUserDetail current 2026-11-17'],
    );
  });

  it('can be compared where a report has two of periods, or two of single days', async () => {
    const names = ['getEmailActivityCounts', 'getEmailActivityUserDetail', 'getMailboxUsageDetail'] as const;
    const offered = async () => (await comparableReports(archive, catalog, TENANT)).map(({ name }) => name);
    assert.deepEqual(await offered(), []);
    for (const report of names) {
      await store({ report, period: 'D7' }, '2026-11-18');
    }
    await store({ report: names[1], date: '2026-11-09' }, '2026-11-09');
    assert.deepEqual(await offered(), [], 'a period and a day');
    await store({ report: names[2], period: 'D30' }, '2026-11-18');
    assert.deepEqual(await offered(), [names[2]], 'two periods');
    await store({ report: names[0], period: 'D7' }, '2026-11-10');
    await store({ report: names[1], date: '2026-11-10' }, '2026-11-10');
    const comparable = new Set<string>(names);
    assert.deepEqual(
      await offered(),
      catalog.reports.map(({ name }) => name).filter((name) => comparable.has(name)),
      'in the order of the catalog',
    );
    const ofFiles = catalog.exports[0]?.name ?? assert.fail('there are none');
    await store({ report: ofFiles }, '2026-11-10');
    await store({ report: ofFiles }, '2026-11-18');
    assert.equal((await offered()).at(-1), ofFiles, 'also of what only files have');
  });

  it('of people: passes over reports that only a newer version of this extension wrote', async () => {
    await store({ report: 'getMailboxUsageDetail', period: 'D7' }, '2026-11-18');
    for (const name of await readdir(folder, { recursive: true })) {
      if (path.basename(name) === 'meta.json') {
        const text = await readFile(path.join(folder, name), 'utf8');
        await writeFile(path.join(folder, name), text.replace('"formatVersion": 3', '"formatVersion": 4'));
      }
    }
    assert.deepEqual(await newestDetailSnapshots(archive, catalog, TENANT), []);
    await store({ report: 'getEmailActivityUserDetail', period: 'D7' }, '2026-11-18');
    const found = await newestDetailSnapshots(archive, catalog, TENANT);
    assert.deepEqual(
      found.map(({ ref }) => ref.report),
      ['getEmailActivityUserDetail'],
    );
  });

  it('of people: the newest of each detail report, of the longest period where several are as new; no others', async () => {
    const report = 'getEmailActivityUserDetail';
    await store({ report, period: 'D180' }, '2026-11-10');
    await store({ report, period: 'D7' }, '2026-11-18');
    await store({ report, period: 'D30' }, '2026-11-18');
    await store({ report, date: '2026-11-18' }, '2026-11-18');
    await store({ report: 'getOffice365ActivationsUserDetail' }, '2026-11-18');
    await store({ report: 'getEmailActivityCounts', period: 'D7' }, '2026-11-18');
    await store({ report: 'getSomethingElse', period: 'D7' }, '2026-11-18');
    const found = await newestDetailSnapshots(archive, catalog, TENANT);
    assert.deepEqual(
      found.map(({ ref }) => [ref.report, ref.period]),
      [
        [report, 'D30'],
        ['getOffice365ActivationsUserDetail', undefined],
      ],
    );
    assert.deepEqual(await newestDetailSnapshots(archive, catalog, { connection: 'x', tenant: 'x' }), []);
  });

  describe('about users', () => {
    const report = 'getEmailActivityUserDetail';
    const chosen = async () =>
      (await newestDetailSnapshots(archive, catalog, TENANT)).map(({ ref, refreshDate, newerWithoutRows }) => [
        ref.period ?? ref.date,
        refreshDate,
        newerWithoutRows,
      ]);

    it('are those of a period, however new a single day is: it has only who was active on it', async () => {
      await store({ report, date: '2026-11-17' }, '2026-11-18');
      assert.deepEqual(await chosen(), [['2026-11-17', '2026-11-18', undefined]]);
      await store({ report, period: 'D180' }, '2026-11-10');
      assert.deepEqual(await chosen(), [['D180', '2026-11-10', undefined]]);
      await store({ report, period: 'D7' }, '2026-11-12');
      assert.deepEqual(await chosen(), [['D7', '2026-11-12', undefined]]);
    });

    it('are not hidden by a newer snapshot without rows, which is mentioned', async () => {
      await store({ report, period: 'D30' }, '2026-11-10');
      await store({ report, period: 'D30' }, '2026-11-18', 'A\n', 0);
      assert.deepEqual(await chosen(), [['D30', '2026-11-10', '2026-11-18']]);
      await store({ report, date: '2026-11-19' }, '2026-11-19', 'A\n', 0);
      assert.deepEqual(await chosen(), [['D30', '2026-11-10', '2026-11-18']]);
    });

    it('are without rows where no other is archived', async () => {
      await store({ report, period: 'D30' }, '2026-11-10', 'A\n', 0);
      await store({ report, period: 'D30' }, '2026-11-18', 'B\n', 0);
      assert.deepEqual(await chosen(), [['D30', '2026-11-18', undefined]]);
    });
  });
});
