import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dayOf } from '../../../../src/base/dates.js';
import { Archive } from '../../../../src/services/archive/archive.js';
import { type Connection, readConnections } from '../../../../src/services/auth/connections/connection.js';
import { DIRECTORY_DATASETS, type DirectoryDataset } from '../../../../src/core/directory/names.js';
import { ArchivedDirectory } from '../../../../src/services/directory/archivedDirectory.js';
import { type DirectoryRequest, fetchDirectory } from '../../../../src/services/directory/fetchDirectory.js';
import type { TokenSource } from '../../../../src/services/graph/types.js';
import type { Fault } from '../../../support/graphFaults.js';
import { type GraphServer, startGraphServer } from '../../../support/graphServer.js';
import { rejectionOf } from '../../../support/rejections.js';
import { useTemporaryFolder } from '../archive/support.js';
import { jsonWebToken } from '../graph/jsonWebToken.js';
import { type SmallDirectory, smallDirectory, user } from './smallDirectory.js';

interface Opened {
  readonly server: GraphServer;
  readonly archived: ArchivedDirectory;
  readonly connection: Connection;
  readonly log: string[];
  readonly waits: number[];
  readonly fetch: (dataset: DirectoryDataset, request?: Partial<DirectoryRequest>) => Promise<number>;
}

describe('reading the directory', () => {
  const folder = useTemporaryFolder();
  const servers: GraphServer[] = [];
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

  async function open(
    directory: SmallDirectory,
    { kind = 'delegated', tokens }: { kind?: 'delegated' | 'appOnly'; tokens?: TokenSource } = {},
  ): Promise<Opened> {
    const server = await startGraphServer({ handler: smallDirectory(directory) });
    servers.push(server);
    const [connection] = readConnections([
      { id: 'north', kind, tenantId: 'north.example', clientId: 'c', cloud: 'custom', graphEndpoint: server.origin },
    ]).connections;
    assert.ok(connection?.kind === kind);
    const archive = new Archive(folder.path);
    const tenant = `north-${servers.length}`;
    const tenantOf = () => Promise.resolve(tenant);
    const log: string[] = [];
    const waits: number[] = [];
    const write = (text: string) => void log.push(text);
    const options = {
      ...{ archive, tenantOf, now: () => new Date(), log: { info: write, warn: write } },
      tokens: () => tokens ?? { getToken: () => Promise.resolve('SECRETTOKEN') },
      network: () => ({ fetch: (url: string, init: RequestInit) => fetch(url, init) }),
      sleep: (seconds: number) => {
        waits.push(seconds);
        return Promise.resolve();
      },
    };
    return {
      ...{ server, connection, log, waits },
      archived: new ArchivedDirectory({ archive, tenantOf }),
      fetch: (dataset, request) =>
        fetchDirectory(connection, dataset, options, {
          ...{ signal: new AbortController().signal, interactive: false },
          ...request,
        }),
    };
  }

  it('archives the pages as they came, and says how many users there are so far', async () => {
    const { fetch, archived, connection, server } = await open({ users: 2_500 });
    const before = dayOf(new Date());
    const rows: number[] = [];
    assert.equal(await fetch('directoryUsers', { onRows: (count) => rows.push(count) }), 2_500);
    assert.deepEqual(rows, [999, 1_998, 2_500]);
    assert.equal(server.requests.length, 3);
    const snapshot = await archived.newest(connection, 'directoryUsers');
    assert.ok(snapshot);
    assert.equal(snapshot.rowCount, 2_500);
    assert.ok([before, dayOf(new Date())].includes(snapshot.day), snapshot.day);
    const pages: string[] = [];
    for await (const page of snapshot.chunks()) {
      pages.push(new TextDecoder().decode(page));
    }
    assert.equal(pages.length, 3);
    assert.deepEqual((JSON.parse(pages[2]!) as { value: unknown[] }).value.at(-1), user(2_499));
    const table = await snapshot.table();
    assert.equal(table.rowCount, 2_500);
    assert.equal(table.value(1_500, table.columnIndex('User Principal Name')), 'user1500@north.example');
  });

  it('archives every user once, however the service cuts its pages', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 25 }), async (users, pageSize) => {
        const { fetch, archived, connection } = await open({ users, pageSize });
        assert.equal(await fetch('directoryUsers'), users);
        const table = await (await archived.newest(connection, 'directoryUsers'))!.table();
        const id = table.columnIndex('User Id');
        assert.deepEqual(
          Array.from({ length: table.rowCount }, (_, row) => table.value(row, id)),
          Array.from({ length: users }, (_, index) => user(index)['id']),
        );
      }),
      { numRuns: 15 },
    );
  });

  it('asks for the same page again when it is throttled in the middle', async () => {
    const { fetch, server, waits } = await open({ users: 30, pageSize: 10 });
    server.addFault({ path: '$skiptoken=20', times: 1, effect: { kind: 'throttle', retryAfter: '7' } });
    assert.equal(await fetch('directoryUsers'), 30);
    assert.deepEqual(waits, [7]);
    const asked = server.requests.map(({ path }) => /skiptoken=(\d+)/.exec(decodeURIComponent(path))?.[1]);
    assert.deepEqual(asked, [undefined, '10', '20', '20']);
  });

  const broken: readonly [what: string, fault: Fault['effect'], reason: 'brokenAnswer' | 'forbidden'][] = [
    [
      'leads to another host',
      {
        kind: 'respond',
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          value: [user(10)],
          '@odata.nextLink': 'https://attacker.example/v1.0/users?$skiptoken=9',
        }),
      },
      'brokenAnswer',
    ],
    [
      'leads to another list',
      {
        kind: 'respond',
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ value: [user(10)], '@odata.nextLink': '/v1.0/groups?$skiptoken=9' }),
      },
      'brokenAnswer',
    ],
    [
      'has rows of something else',
      {
        kind: 'respond',
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ value: [{ name: 'x' }] }),
      },
      'brokenAnswer',
    ],
    [
      'is denied',
      { kind: 'respond', status: 403, body: '{"error":{"code":"Authorization_RequestDenied"}}' },
      'forbidden',
    ],
  ];
  for (const [what, effect, reason] of broken) {
    it(`archives nothing where a later page ${what}, and keeps what was there`, async () => {
      const { fetch, archived, connection, server } = await open({ users: 30, pageSize: 10 });
      await fetch('directoryUsers');
      server.clearRequests();
      server.addFault({ path: '$skiptoken=10', effect });
      await rejectionOf(fetch('directoryUsers'), reason);
      assert.equal(server.requests.length, 2);
      assert.equal((await archived.newest(connection, 'directoryUsers'))?.rowCount, 30);
    });
  }

  it('archives nothing when it is canceled in the middle', async () => {
    const { fetch, archived, connection, server } = await open({ users: 30, pageSize: 10 });
    const controller = new AbortController();
    server.addFault({ path: '$skiptoken=20', effect: { kind: 'hold' } });
    const work = fetch('directoryUsers', { signal: controller.signal });
    await server.requestArrived(({ path }) => decodeURIComponent(path).includes('$skiptoken=20'));
    controller.abort();
    await assert.rejects(work, { name: 'AbortError' });
    server.clearFaults();
    assert.equal(await archived.newest(connection, 'directoryUsers'), undefined);
    const archive = new Archive(folder.path);
    assert.deepEqual(await archive.sizeOf('north-1'), { snapshots: 0, bytes: 0 });
  });

  it('says which permission is missing of one, while the others are read', async () => {
    const token = jsonWebToken({ scp: 'Reports.Read.All User.Read.All' });
    const { fetch, archived, connection, server } = await open(
      { users: 3 },
      { tokens: { getToken: () => Promise.resolve(token) } },
    );
    server.addFault({
      path: '/subscribedSkus',
      effect: {
        kind: 'respond',
        status: 403,
        body: '{"error":{"code":"Authorization_RequestDenied","message":"No."}}',
      },
    });
    await fetch('directoryUsers');
    const { details } = await rejectionOf(fetch('subscribedSkus'), 'forbidden');
    assert.deepEqual([details.problem, details.permissions], ['consentMissing', ['LicenseAssignment.Read.All']]);
    await fetch('directorySignIns');
    const found = await Promise.all(DIRECTORY_DATASETS.map((dataset) => archived.newest(connection, dataset)));
    assert.deepEqual(
      found.map((snapshot) => snapshot?.rowCount),
      [3, undefined, 3],
    );
  });

  it('says what the request needs where the token does not tell', async () => {
    const { fetch, server } = await open({ users: 3 });
    server.addFault({
      effect: { kind: 'respond', status: 403, body: '{"error":{"code":"Authorization_RequestDenied"}}' },
    });
    const { details } = await rejectionOf(fetch('directorySignIns'), 'forbidden');
    assert.deepEqual([details.problem, details.permissions], [undefined, ['AuditLog.Read.All', 'User.Read.All']]);
  });

  it('asks for a newer token of an app whose token is older than the consent', async () => {
    const [old, newer] = [['Reports.Read.All'], ['Reports.Read.All', 'User.Read.All']].map((roles) =>
      jsonWebToken({ idtyp: 'app', roles }),
    );
    const { fetch, server } = await open(
      { users: 3 },
      { kind: 'appOnly', tokens: { getToken: ({ rejected }) => Promise.resolve(rejected === old ? newer! : old!) } },
    );
    await fetch('directoryUsers');
    assert.deepEqual(
      server.requests.map(({ headers }) => headers['authorization']),
      [`Bearer ${newer}`],
    );
  });

  it('does not use sign-ins of a tenant without Microsoft Entra ID P1', async () => {
    const { fetch, archived, connection, server } = await open({ users: 3 });
    const body = '{"error":{"code":"Authentication_RequestFromNonPremiumTenantOrB2CTenant","message":"No premium."}}';
    server.addFault({ path: 'signInActivity', times: 1, effect: { kind: 'respond', status: 403, body } });
    const { details } = await rejectionOf(fetch('directorySignIns'), 'forbidden');
    assert.equal(details.problem, 'premiumLicenseMissing');
    assert.equal(await archived.newest(connection, 'directorySignIns'), undefined);
  });

  it('does not use sign-ins where the service sends none', async () => {
    const { fetch, archived, connection } = await open({ users: 3, signIns: false });
    const { details } = await rejectionOf(fetch('directorySignIns'), 'forbidden');
    assert.equal(details.problem, 'premiumLicenseMissing');
    assert.equal(await archived.newest(connection, 'directorySignIns'), undefined);
  });

  it('takes no list of users without users for a directory', async () => {
    const { fetch, archived, connection } = await open({ users: 0 });
    await rejectionOf(fetch('directoryUsers'), 'brokenAnswer');
    assert.equal(await archived.newest(connection, 'directoryUsers'), undefined);
  });

  it('names no user in the log', async () => {
    const { fetch, log } = await open({ users: 30, pageSize: 10 });
    await fetch('directoryUsers');
    assert.match(log.join('\n'), /directoryUsers v1\.0: .* answered 200/);
    assert.doesNotMatch(log.join('\n'), /north\.example|User \d|SECRETTOKEN|skiptoken/i);
  });
});
