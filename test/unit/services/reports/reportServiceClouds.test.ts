import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConnections } from '../../../../src/services/auth/connections/connection.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { catalog } from '../../../support/catalog.js';
import { REF, ReportServiceHarness } from './reportServiceHarness.js';

describe('ReportService in every cloud', () => {
  const folders: string[] = [];
  afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true }))));

  const benchIn = async (cloud: string): Promise<ReportServiceHarness> => {
    const folder = await mkdtemp(path.join(tmpdir(), 'report-service-'));
    folders.push(folder);
    const connection = readConnections([{ id: 'northlight', cloud }]).connections[0];
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

  it('refuses and opens exactly what the catalog says, in every cloud', async function () {
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
    const connection = readConnections([{ id: 'northlight', cloud: 'china' }]).connections[0];
    const moved = new ReportServiceHarness(global.folder, connection);
    await moved.open(REF, { fresh: true });
    assert.equal(moved.asked[0]?.headers.get('if-none-match'), null);
  });
});
