import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConnections } from '../../../../src/services/auth/connections/connection.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { REF, ReportServiceHarness } from './reportServiceHarness.js';

describe('ReportService and tenants', () => {
  const GUID = '5f1c2a0e-7d3b-4a55-9c1e-0123456789ab';
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'report-service-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const harness = (entry: object) => {
    const connection = readConnections([{ id: 'northlight', ...entry }]).connections[0];
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
    const connection = readConnections([{ id: 'northlight' }]).connections[0];
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
