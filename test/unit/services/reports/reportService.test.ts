import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ReportState } from '../../../../src/services/reports/report.js';
import type { TableHandle } from '../../../../src/services/tables/tableHandle.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { catalog } from '../../../support/catalog.js';
import { CONNECTION, REF, ReportServiceHarness, bytesOf } from './reportServiceHarness.js';

describe('ReportService', () => {
  let harness: ReportServiceHarness;
  beforeEach(async () => {
    harness = new ReportServiceHarness(await mkdtemp(path.join(tmpdir(), 'report-service-')));
  });
  afterEach(() => rm(harness.folder, { recursive: true, force: true }));

  it('asks the service once, then the archive, until the snapshot is too old', async () => {
    assert.equal((await harness.open()).source, 'network');
    const { length } = harness.asked;
    harness.now = new Date('2026-11-20T17:59:00Z');
    assert.equal((await harness.open()).source, 'archive');
    assert.equal(harness.asked.length, length);
    harness.now = new Date('2026-11-20T23:59:00Z');
    assert.equal((await harness.open()).source, 'archive', 'there cannot be a newer day before the next one begins');
    harness.now = new Date('2026-11-21T00:01:00Z');
    await harness.open();
    assert.ok(harness.asked.length > length);
  });

  it('counts a 304 as fresh again', async () => {
    const { refreshDate } = await harness.open();
    const etag = harness.asked.length;
    // Microsoft is late: the next day has begun, and the file is still the same.
    harness.serviceNow = harness.now;
    harness.now = new Date('2026-11-21T01:00:00Z');
    assert.equal((await harness.open()).refreshDate, refreshDate);
    assert.equal(harness.asked.length, etag + 1, 'one question, no download');
    assert.ok(harness.asked.at(-1)?.headers.get('if-none-match'));
    harness.now = new Date('2026-11-21T06:30:00Z');
    await harness.open();
    assert.equal(harness.asked.length, etag + 1);
  });

  it('asks rather than trust a clock that was set back', async () => {
    await harness.open();
    const { length } = harness.asked;
    harness.now = new Date('2026-11-20T11:00:00Z');
    await harness.open();
    assert.ok(harness.asked.length > length);
  });

  it('gives back the bytes as they came, from the network and from the archive alike', async () => {
    const first = await bytesOf((await harness.open()).rawChunks?.());
    assert.ok(first.length > 0);
    assert.deepEqual(await bytesOf((await harness.open()).rawChunks?.()), first);
  });

  it('opens every report of the catalog for every period, in CSV and in JSON, to the same cells', async function () {
    this.timeout(60_000);
    for (const definition of catalog.reports) {
      const { name: report } = definition;
      const [period] = definition.periods.slice(-1);
      const ref = { connection: REF.connection, report, ...(period === undefined ? {} : { period }) };
      harness.format = 'csv';
      const csv = (await harness.open(ref)).table;
      harness.format = 'json';
      const json = await harness.open(ref, { fresh: true });
      if (json.format !== 'json') {
        continue;
      }
      const shared = csv.columns.filter(({ name }) => json.table.columns.some((column) => column.name === name));
      assert.ok(shared.length > 1, report);
      assert.equal(json.table.rowCount, csv.rowCount, report);
      const [csvRows, jsonRows] = [
        (await csv.rows({}, 0, csv.rowCount)).rows,
        (await json.table.rows({}, 0, csv.rowCount)).rows,
      ];
      const indexIn = (table: TableHandle, name: string) => table.columns.findIndex((column) => column.name === name);
      for (const { name } of shared) {
        const [inCsv, inJson] = [indexIn(csv, name), indexIn(json.table, name)];
        for (const [row, cells] of csvRows.entries()) {
          assert.deepEqual(jsonRows[row]?.[inJson], cells[inCsv], `${report} ${name} ${row}`);
        }
      }
    }
  });

  it('remembers a failure as the report’s state, keeps the snapshot, and forgets the failure at the next success', async () => {
    await harness.open();
    harness.fail = new Response('{"error":{"code":"Forbidden","message":"No."}}', { status: 403 });
    await assert.rejects(
      harness.open(REF, { fresh: true }),
      (error) => error instanceof UsageReportsError && error.reason === 'forbidden',
    );
    const failed = await harness.service.state(REF);
    assert.equal(failed.kind, 'failed');
    const archived = await harness.service.openArchived(REF, new AbortController().signal);
    assert.equal(archived?.table.rowCount, 7);
    harness.fail = undefined;
    await harness.open(REF, { fresh: true });
    assert.deepEqual(await harness.service.state(REF), {
      kind: 'fetched',
      fetchedAt: '2026-11-20T12:00:00.000Z',
      refreshDate: archived?.refreshDate,
    });
  });

  const later = () => (harness.now = new Date('2026-11-25T12:00:00Z'));
  const refusal = (status: number) => new Response('{"error":{"code":"X","message":"No."}}', { status });

  it('opens the stored copy where the service cannot be had, and says so', async () => {
    const first = await harness.open();
    later();
    harness.fail = refusal(403);
    const stored = await harness.open();
    assert.equal(stored.notFetched?.reason, 'forbidden');
    assert.equal(stored.source, 'archive');
    assert.equal(stored.fetchedAt, first.fetchedAt);
    assert.equal((await harness.service.state(REF)).kind, 'failed', 'the sidebar still says that it failed');
    harness.fail = undefined;
    assert.equal((await harness.open()).notFetched, undefined);
    assert.equal((await harness.service.state(REF)).kind, 'fetched');
  });

  it('rejects all the same where newer data are wanted, nothing is stored, or the report does not exist there', async () => {
    await harness.open();
    later();
    harness.fail = refusal(403);
    const rejects = async (opening: Promise<unknown>, reason: string) =>
      assert.rejects(opening, (error) => error instanceof UsageReportsError && error.reason === reason);
    await rejects(harness.open(REF, { fresh: true }), 'forbidden');
    await rejects(harness.open(REF, { orArchived: false }), 'forbidden');
    await rejects(harness.open({ ...REF, period: 'D30' }), 'forbidden');
    assert.equal((await harness.open(REF, { fresh: true, orArchived: true })).notFetched?.reason, 'forbidden');
    harness.fail = refusal(404);
    await rejects(harness.open(), 'notFound');
  });

  it('says from which day on newer data can be there', async () => {
    const { refreshDate, nextData } = await harness.open();
    assert.equal(refreshDate, '2026-11-18');
    assert.equal(nextData, '2026-11-21');
    assert.equal((await harness.open()).nextData, '2026-11-21');
  });

  it('expects newer data of a weekly report a week later, also in its history', async () => {
    const weekly = { connection: CONNECTION.id, report: 'getM365AppUserCounts' };
    assert.equal((await harness.open({ ...weekly, period: 'D7' })).nextData, '2026-11-27');
    assert.equal((await harness.open({ ...weekly, history: true })).nextData, '2026-11-27');
  });

  it('learns from the refresh dates of a report that it is weekly', async () => {
    for (const day of ['2026-11-01', '2026-11-08', '2026-11-15']) {
      harness.now = new Date(`${day}T12:00:00Z`);
      await harness.open(REF, { fresh: true });
    }
    const { refreshDate, nextData } = await harness.open();
    assert.equal(refreshDate, '2026-11-13');
    assert.equal(nextData, '2026-11-22');
    assert.equal(
      (await harness.open({ connection: REF.connection, report: REF.report, history: true })).nextData,
      nextData,
    );
  });

  it('takes a canceled opening for neither a success nor a failure', async () => {
    const controller = new AbortController();
    const opening = harness.service.open(REF, { signal: controller.signal, onStep: () => controller.abort() });
    await assert.rejects(opening, { name: 'AbortError' });
    assert.deepEqual(await harness.service.state(REF), { kind: 'never' });
  });

  it('tells of every change of a state', async () => {
    const seen: Promise<ReportState>[] = [];
    harness.service.onDidChangeState((ref) => seen.push(harness.service.state(ref)));
    await harness.open();
    assert.deepEqual(
      (await Promise.all(seen)).map(({ kind }) => kind),
      ['loading', 'fetched'],
    );
  });

  it('shows a report that cannot be kept, and says why it was not', async () => {
    await rm(harness.folder, { recursive: true, force: true });
    await writeFile(harness.folder, 'a file where the folder should be');
    const report = await harness.open().catch((error: unknown) => error);
    assert.ok(!(report instanceof Error), `opened in spite of the archive: ${String(report)}`);
    const { table, storageError } = report as Awaited<ReturnType<ReportServiceHarness['open']>>;
    assert.equal(table.rowCount, 7);
    assert.equal(storageError?.reason, 'storage');
  });

  it('fetches anew what is damaged in the archive, and mends it', async () => {
    const first = await bytesOf((await harness.open()).rawChunks?.());
    const parts = (await readdir(harness.folder, { recursive: true })).filter((name) => name.endsWith('.csv'));
    assert.equal(parts.length, 1);
    await writeFile(path.join(harness.folder, parts[0] ?? ''), first.subarray(0, 100));
    const again = await harness.open();
    assert.equal(again.source, 'network');
    assert.equal(again.table.rowCount, 7);
    assert.equal((await harness.open()).source, 'archive');
  });

  it('gives a report asked for by its old spelling the current one', async () => {
    const report = await harness.open({ ...REF, report: 'SkypeForBusinessPeerToPeerActivityUserCounts' });
    assert.equal(report.ref.report, 'getSkypeForBusinessPeerToPeerActivityUserCounts');
  });

  it('refuses what the catalog does not have before any call', async () => {
    for (const ref of [
      { ...REF, report: 'getNothing' },
      { ...REF, period: 'D8' },
      { ...REF, period: undefined },
    ]) {
      await assert.rejects(
        harness.open(ref),
        (error) => error instanceof UsageReportsError && error.reason === 'invalidRequest',
      );
    }
    assert.equal(harness.asked.length, 0);
  });
});
