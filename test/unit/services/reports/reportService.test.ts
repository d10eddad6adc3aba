import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Archive } from '../../../../src/services/archive/archive.js';
import { type Connection, readConnections } from '../../../../src/services/auth/connections/connection.js';
import { publishedCloud } from '../../../../src/services/auth/connections/clouds.js';
import type { Format } from '../../../../src/core/catalog/definition.js';
import { GraphClient } from '../../../../src/services/graph/client.js';
import type { ReportState } from '../../../../src/services/reports/report.js';
import type { TableHandle } from '../../../../src/services/tables/tableHandle.js';
import { ReportService } from '../../../../src/services/reports/reportService.js';
import { createSampleService } from '../../../../src/services/sample/sampleService.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import type { ReportRef } from '../../../../src/shared/report.js';
import { catalog } from '../../../support/catalog.js';

const CONNECTION = readConnections([{ id: 'northlight' }]).connections[1]!;
const REF: ReportRef = { connection: CONNECTION.id, report: 'getEmailActivityCounts', period: 'D7' };

/** The real rooms over an in-process service: only time, the network and the settings are the test's. */
class ReportServiceHarness {
  now = new Date('2026-11-20T12:00:00Z');
  /** The service's own clock, where it differs. */
  serviceNow: Date | undefined;
  format: Format = 'csv';
  readonly asked: Request[] = [];
  fail: Response | undefined;
  onAsked: () => unknown = () => undefined;
  readonly archive: Archive;
  readonly service: ReportService;

  constructor(
    readonly folder: string,
    public connection: Connection = CONNECTION,
    key?: (connection: Connection) => string,
  ) {
    this.archive = new Archive(folder);
    const { graphOrigin, cloud } = connection;
    // The sample service knows one Graph: the requests are pointed to it, whichever cloud they were for.
    const sample = createSampleService({
      catalog,
      now: () => this.serviceNow ?? this.now,
      cloud: publishedCloud(cloud),
    });
    const client = new GraphClient({
      origin: graphOrigin,
      tokens: { getToken: () => Promise.resolve('token') },
      fetch: (url, init) => {
        const request = new Request(url, init);
        this.asked.push(request);
        this.onAsked();
        const sampleRequest = new Request(url.replace(graphOrigin, CONNECTION.graphOrigin), init);
        return this.fail === undefined ? sample(sampleRequest) : Promise.resolve(this.fail.clone());
      },
    });
    this.service = new ReportService({
      catalog: () => catalog,
      connection: () => this.connection,
      archive: this.archive,
      ...(key === undefined ? {} : { tenantKey: key }),
      fetchReport: (_, request, options) => client.fetchReport(request, options),
      now: () => this.now,
      settings: () => ({ format: this.format, freshHours: 6 }),
    });
  }

  open(ref: ReportRef = REF, options: { fresh?: boolean; orArchived?: boolean } = {}) {
    return this.service.open(ref, { signal: new AbortController().signal, ...options });
  }
}

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

  it('opens every report of the catalogue for every period, in CSV and in JSON, to the same cells', async function () {
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

  it('takes a cancelled opening for neither a success nor a failure', async () => {
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

  it('refuses what the catalogue does not have before any call', async () => {
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

  describe('the history of a daily series', () => {
    const HISTORY: ReportRef = { connection: CONNECTION.id, report: 'getEmailActivityCounts', history: true };
    const at = (day: string) => (harness.now = new Date(`${day}T12:00:00Z`));

    it('is everything that was fetched, and asks nobody', async () => {
      at('2026-03-02');
      await harness.open({ ...REF, period: 'D180' });
      at('2026-11-20');
      await harness.open({ ...REF, period: 'D30' });
      const { length } = harness.asked;
      const { ref, table, history, source } = await harness.open({ ...HISTORY, report: 'EmailActivityCounts' });
      assert.equal(harness.asked.length, length);
      assert.deepEqual(ref, HISTORY);
      assert.equal(source, 'archive');
      assert.equal(table.rowCount, 210);
      assert.equal(history?.facts.archivedDays, 210);
      assert.equal(history?.facts.missingRanges.length, 1);
    });

    it('fetches the longest period first where it is asked for fresh', async () => {
      const { table } = await harness.open(HISTORY, { fresh: true });
      assert.equal(table.rowCount, 180);
      assert.ok(harness.asked.some(({ url }) => url.includes("period='D180'")));
    });

    it('knows the window before an opened report from a longer period', async () => {
      await harness.open({ ...REF, period: 'D90' });
      const report = await harness.open({ ...REF, period: 'D30' });
      const charts = await report.table.charts(report.definition);
      const loadContext = await harness.service.history.loadContext(report.ref, charts, new AbortController().signal);
      assert.equal(loadContext?.archivedDays, 90);
      for (const chart of loadContext?.charts ?? []) {
        assert.ok(chart.kind === 'series' && chart.previous !== undefined, JSON.stringify(chart));
        assert.equal(chart.previous.values.length, 30);
      }
    });

    it('knows nothing around the only snapshot there is', async () => {
      const report = await harness.open();
      assert.equal(await harness.service.history.loadContext(report.ref, [], new AbortController().signal), undefined);
    });

    it('is an error where nothing is kept, and no request for anything but a daily series', async () => {
      await assert.rejects(
        harness.open(HISTORY),
        (error) => error instanceof UsageReportsError && error.details.code === 'nothingKept',
      );
      const refused = (error: unknown) =>
        error instanceof UsageReportsError && error.reason === 'invalidRequest' && error.details.argument === 'history';
      await assert.rejects(harness.open({ ...HISTORY, report: 'getEmailActivityUserDetail' }), refused);
      await assert.rejects(harness.open({ ...HISTORY, period: 'D7' }), refused);
      assert.equal(harness.asked.length, 0);
    });

    it('tells which daily series something is kept of', async () => {
      await harness.open();
      await harness.open({ ...REF, report: 'getEmailActivityUserDetail' });
      assert.deepEqual(
        (await harness.service.history.reportsWithHistory(CONNECTION.id)).map(({ name }) => name),
        ['getEmailActivityCounts'],
      );
    });
  });
});

describe('ReportService and tenants', () => {
  const GUID = '5f1c2a0e-7d3b-4a55-9c1e-0123456789ab';
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'report-service-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const harness = (entry: object) => {
    const connection = readConnections([{ id: 'northlight', ...entry }]).connections[1];
    assert.ok(connection);
    return new ReportServiceHarness(folder, connection);
  };

  it('shares what is stored between connections to one tenant', async () => {
    await harness({ tenantId: GUID }).open();
    const other = harness({ id: 'other', tenantId: GUID });
    assert.equal((await other.open({ ...REF, connection: 'other' })).source, 'archive');
    assert.deepEqual(await readdir(folder), [`tenant=${GUID}`]);
  });

  it('does not show a tenant what is stored of another, although the connection’s id is the same', async () => {
    await harness({ tenantId: GUID }).open();
    const other = harness({ tenantId: GUID.replace('5f', '6f') });
    assert.equal((await other.service.state(REF)).kind, 'never');
    assert.equal((await other.open()).source, 'network');
  });

  it('does not hold a failure of one tenant against another that the connection is led to', async () => {
    const led = harness({ tenantId: GUID });
    led.fail = new Response('', { status: 403 });
    await assert.rejects(led.open());
    assert.equal((await led.service.state(REF)).kind, 'failed');
    led.connection = harness({ tenantId: GUID.replace('5f', '6f') }).connection;
    assert.equal((await led.service.state(REF)).kind, 'never');
  });

  it('finds what an older version stored under the connection’s id, and moves it', async () => {
    const before = await harness({}).open();
    assert.deepEqual(await readdir(folder), ['tenant=northlight']);
    const after = await harness({ tenantId: GUID }).open();
    assert.equal(after.source, 'archive');
    assert.equal(after.fetchedAt, before.fetchedAt);
    assert.deepEqual(await readdir(folder), [`tenant=${GUID}`]);
  });

  it('keeps a report where its tenant turns out to be only when the service is asked', async () => {
    let known: string | undefined;
    const connection = readConnections([{ id: 'northlight' }]).connections[1];
    assert.ok(connection);
    const learning = new ReportServiceHarness(folder, connection, () => known ?? 'northlight');
    learning.onAsked = () => (known = GUID);
    await learning.open();
    assert.deepEqual(await readdir(folder), [`tenant=${GUID}`]);
    assert.equal((await learning.open()).source, 'archive');
  });

  it('leaves what was stored of an unknown tenant to nobody when its connection goes', async () => {
    const first = harness({});
    await first.open();
    await first.service.detachConnection(first.connection);
    assert.deepEqual(await readdir(folder), [`tenant=northlight.removed-${first.now.getTime()}`]);
    assert.equal((await harness({ tenantId: GUID }).open()).source, 'network');
    const known = harness({ tenantId: GUID });
    await known.service.detachConnection(known.connection);
    assert.equal((await readdir(folder)).length, 2);
    assert.equal((await known.open()).source, 'archive', 'a known tenant keeps what it has');
  });

  it('reads a former name in place where the folder cannot be changed', async () => {
    await harness({}).open();
    const reading = harness({ tenantId: GUID });
    reading.archive.moveTenant = () => Promise.reject(new UsageReportsError('storage', 'read-only', { code: 'EROFS' }));
    assert.equal((await reading.open()).source, 'archive');
    assert.equal(await reading.service.tenantOf(reading.connection), 'northlight');
  });
});

describe('ReportService in every cloud', () => {
  const folders: string[] = [];
  afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true }))));

  const benchIn = async (cloud: string): Promise<ReportServiceHarness> => {
    const folder = await mkdtemp(path.join(tmpdir(), 'report-service-'));
    folders.push(folder);
    const connection = readConnections([{ id: 'northlight', cloud }]).connections[1];
    assert.ok(connection);
    return new ReportServiceHarness(folder, connection);
  };

  const origins = {
    global: 'https://graph.microsoft.com',
    usgov: 'https://graph.microsoft.us',
    usgovdod: 'https://dod-graph.microsoft.us',
    china: 'https://microsoftgraph.chinacloudapi.cn',
  };
  for (const [cloud, origin] of Object.entries(origins)) {
    it(`asks ${cloud} at its own Graph, in the version that it publishes`, async () => {
      const harness = await benchIn(cloud);
      const report = await harness.open();
      assert.equal(report.version, cloud === 'global' ? 'v1.0' : 'beta');
      assert.equal(report.table.rowCount, 7);
      assert.ok(harness.asked[0]?.url.startsWith(`${origin}/${report.version}/reports/`), harness.asked[0]?.url);
      assert.deepEqual(
        harness.asked.filter(({ headers }) => headers.has('authorization')).map(({ url }) => new URL(url).origin),
        [origin],
      );
    });
  }

  it('refuses what the cloud does not publish before any call, and says which cloud it is', async () => {
    const harness = await benchIn('usgov');
    const ref = { ...REF, report: 'getSkypeForBusinessActivityCounts' };
    await assert.rejects(harness.open(ref), (error) => {
      assert.ok(error instanceof UsageReportsError);
      assert.deepEqual([error.reason, error.details], ['notFound', { cloud: 'usgov' }]);
      return true;
    });
    assert.equal(harness.asked.length, 0);
    assert.equal((await harness.service.state(ref)).kind, 'failed');
  });

  it('refuses and opens exactly what the catalogue says, in every cloud', async function () {
    this.timeout(60_000);
    for (const cloud of ['usgov', 'usgovdod', 'china'] as const) {
      const harness = await benchIn(cloud);
      for (const { name: report, periods, clouds } of catalog.reports) {
        const [period] = periods;
        const ref = { connection: REF.connection, report, ...(period === undefined ? {} : { period }) };
        const outcome = await harness.open(ref).then(
          ({ version }) => version as string,
          (error: unknown) => (error as UsageReportsError).reason,
        );
        assert.equal(outcome, clouds.includes(cloud) ? 'beta' : 'notFound', `${cloud} ${report}`);
      }
    }
  });

  it('does not compare a file of one version with the ETag of another', async () => {
    const global = await benchIn('global');
    await global.open();
    const connection = readConnections([{ id: 'northlight', cloud: 'china' }]).connections[1];
    const moved = new ReportServiceHarness(global.folder, connection);
    await moved.open(REF, { fresh: true });
    assert.equal(moved.asked[0]?.headers.get('if-none-match'), null);
  });
});

async function bytesOf(chunks: AsyncIterable<Uint8Array> | undefined): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const chunk of chunks ?? []) {
    pieces.push(chunk);
  }
  return Buffer.concat(pieces);
}
