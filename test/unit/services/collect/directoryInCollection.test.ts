import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { DIRECTORY_DATASETS, type DirectoryDataset } from '../../../../src/core/directory/names.js';
import { permissionsOf } from '../../../../src/core/directory/datasets.js';
import { planTexts } from '../../../../src/l10n/collectTexts.js';
import { errorTextsFor } from '../../../../src/l10n/errorTexts.js';
import { Archive } from '../../../../src/services/archive/archive.js';
import { type Connection, readConnections } from '../../../../src/services/auth/connections/connection.js';
import { Collector, type CollectResult } from '../../../../src/services/collect/collector.js';
import { addDirectory, countRequests } from '../../../../src/services/collect/directoryPlan.js';
import { type CollectPlan, planCollection } from '../../../../src/services/collect/plan.js';
import { Directory } from '../../../../src/services/directory/directory.js';
import type { TokenSource } from '../../../../src/services/graph/types.js';
import { directoryFaults } from '../../../support/directoryFaults.js';
import { type GraphServer, startGraphServer } from '../../../support/graphServer.js';
import { MemoryMemento } from '../../../support/memento.js';
import { useTemporaryFolder } from '../archive/support.js';
import { smallDirectory, type SmallDirectory } from '../directory/smallDirectory.js';
import { catalog } from './support.js';

const request = { signal: new AbortController().signal, interactive: false };
const FRESH_HOURS = 6;
const REPORTS = ['getTeamsUserActivityCounts', 'getEmailActivityCounts', 'getMailboxUsageDetail'];

describe('the directory in a collection', () => {
  const folder = useTemporaryFolder();
  const servers: GraphServer[] = [];
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

  class Tenant {
    /** As the server's: where the clocks differ, that is the explanation of a refusal. */
    now = new Date();
    readonly asked: { readonly interactive: boolean; readonly permissions: readonly string[] }[] = [];

    constructor(
      readonly server: GraphServer,
      readonly connection: Connection,
      readonly directory: Directory,
    ) {}

    /** Of a few reports, of which each has one period, and what is switched on. */
    async plan(): Promise<CollectPlan> {
      const plan = await planCollection({
        set: { kind: 'reports', reports: REPORTS, periods: Object.fromEntries(REPORTS.map((name) => [name, ['D7']])) },
        ...{ catalog, connection: this.connection.id, cloud: 'global', access: 'delegated', format: 'csv' },
        archivedFacts: () => Promise.resolve(undefined),
      });
      const { connection, directory, now } = this;
      return addDirectory(plan, { connection, directory, now, freshHours: FRESH_HOURS });
    }

    /** @param refused reports that the service refuses */
    collect(plan: CollectPlan, refused: readonly string[] = []): Promise<CollectResult> {
      return new Collector({
        plan,
        service: {
          archivedFacts: () => Promise.resolve(undefined),
          use: async ({ report }, _, use) => {
            if (refused.includes(report)) {
              throw new UsageReportsError('forbidden', 'Refused.', { status: 403, code: 'Forbidden' });
            }
            return use({} as never);
          },
        },
        readDirectory: (dataset, request) => this.directory.fetch(this.connection, dataset, request),
      }).run(new AbortController().signal);
    }
  }

  async function tenantOf(
    directory: SmallDirectory,
    on: readonly DirectoryDataset[],
    tokens: TokenSource = { getToken: () => Promise.resolve('TOKEN') },
  ): Promise<Tenant> {
    const server = await startGraphServer({ handler: smallDirectory(directory) });
    servers.push(server);
    const [connection] = readConnections([
      { id: 'north', tenantId: 'north.example', clientId: 'c', cloud: 'custom', graphEndpoint: server.origin },
    ]).connections as [Connection];
    const name = `north-${servers.length}`;
    const tenant: Tenant = new Tenant(
      server,
      connection,
      new Directory({
        archive: new Archive(folder.path),
        memento: new MemoryMemento(),
        changed: () => undefined,
        tenantKey: () => name,
        tenantOf: () => Promise.resolve(name),
        tokens: (_, interactive, permissions) => {
          tenant.asked.push({ interactive, permissions });
          return tokens;
        },
        network: () => ({ fetch: (url, init) => fetch(url, init) }),
        now: () => tenant.now,
        sleep: () => Promise.resolve(),
      }),
    );
    await tenant.directory.switchTo(connection, on);
    return tenant;
  }

  const datasetsOf = (items: CollectPlan['requested']) => items.flatMap(({ directory }) => directory?.dataset ?? []);
  const failuresOf = ({ finished }: CollectResult) =>
    new Map(
      finished.flatMap(({ planned, outcome }) =>
        outcome.kind === 'failed' && outcome.error instanceof UsageReportsError
          ? [[planned.ref.report, outcome.error] as const]
          : [],
      ),
    );

  it('is what is switched on, after the reports', async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray([...DIRECTORY_DATASETS]), async (on) => {
        const { requested } = await (await tenantOf({ users: 1 }, on)).plan();
        assert.deepEqual(
          requested.slice(REPORTS.length).map(({ ref }) => ref.report),
          on,
        );
        assert.equal(datasetsOf(requested.slice(0, REPORTS.length)).length, 0);
      }),
      { numRuns: 8 },
    );
  });

  it('counts its pages by what is archived, and says "at least" where nothing is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2_600 }), async (users) => {
        const tenant = await tenantOf({ users }, DIRECTORY_DATASETS);
        const first = await tenant.plan();
        assert.deepEqual(countRequests(first.requested), { reports: REPORTS.length, directory: 3, isLeast: true });
        assert.match(planTexts(first, 60).short, /^at least 6 requests, 60 seconds or more$/);
        assert.equal(planTexts(first, 60).present, 'including directory data');
        await tenant.collect(first);

        const fresh = await tenant.plan();
        assert.deepEqual([datasetsOf(fresh.requested), datasetsOf(fresh.fresh)], [[], [...DIRECTORY_DATASETS]]);

        tenant.now = new Date(tenant.now.getTime() + FRESH_HOURS * 3_600_000);
        tenant.server.clearRequests();
        const second = await tenant.plan();
        const { directory, isLeast } = countRequests(second.requested);
        assert.match(planTexts(second, 60).short, new RegExp(`^${REPORTS.length + directory} requests, about`));
        await tenant.collect(second);
        assert.deepEqual([tenant.server.requests.length, isLeast], [directory, false]);
      }),
      { numRuns: 8 },
    );
  });

  it('fails in parts: each with its reason, and neither the others nor a report with it', async () => {
    const effects = ['none', 'forbidden', 'throttled', 'broken'] as const;
    const effect = fc.constantFrom(...effects);
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(effect, effect, effect),
        fc.integer({ min: 21, max: 90 }),
        fc.integer({ min: 5, max: 20 }),
        async (faults, users, pageSize) => {
          const tenant = await tenantOf({ users, pageSize }, DIRECTORY_DATASETS);
          const faultOf = new Map(DIRECTORY_DATASETS.map((dataset, index) => [dataset, faults[index] ?? 'none']));
          // The subscriptions have a single page.
          for (const [dataset, fault] of faultOf) {
            const pages = dataset === 'subscribedSkus' ? 0 : 1;
            if (fault === 'forbidden') {
              tenant.server.addFault(directoryFaults.forbidden(dataset));
            } else if (fault === 'throttled') {
              tenant.server.addFault(directoryFaults.throttledAfter(dataset, pages));
            } else if (fault === 'broken') {
              tenant.server.addFault(directoryFaults.brokenAfter(dataset, pages));
            }
          }
          const result = await tenant.collect(await tenant.plan());
          assert.deepEqual([result.notRequested, result.failure], [[], undefined]);
          const failures = failuresOf(result);
          for (const [dataset, fault] of faultOf) {
            const error = failures.get(dataset);
            const archived = await tenant.directory.newest(tenant.connection, dataset);
            if (fault === 'forbidden' || fault === 'broken') {
              assert.equal(error?.reason, fault === 'forbidden' ? 'forbidden' : 'brokenAnswer');
              assert.equal(archived, undefined);
            } else {
              assert.equal(error, undefined);
              assert.equal(archived?.rowCount, dataset === 'subscribedSkus' ? 1 : users);
            }
            if (fault === 'forbidden') {
              const { text, detail = '' } = errorTextsFor(error);
              permissionsOf([dataset]).forEach((name) => assert.ok(`${text} ${detail}`.includes(name), detail));
            }
          }
          assert.deepEqual(
            [...failures.keys()].filter((name) => REPORTS.includes(name)),
            [],
          );
        },
      ),
      { numRuns: 25 },
    );
  });

  it('refused in all its parts does not make the tenant one that refuses reports', async () => {
    const tenant = await tenantOf({ users: 1 }, DIRECTORY_DATASETS);
    DIRECTORY_DATASETS.forEach((dataset) => tenant.server.addFault(directoryFaults.forbidden(dataset)));
    const plan = await tenant.plan();
    // First, so that a report would be left out.
    const result = await tenant.collect({ ...plan, requested: plan.requested.toReversed() });
    assert.deepEqual([result.notRequested, result.failure], [[], undefined]);
  });

  it('asks nobody to consent, and says what nobody has signed in for', async () => {
    const tenant = await tenantOf({ users: 1 }, ['directoryUsers', 'directorySignIns'], {
      getToken: () => Promise.reject(new UsageReportsError('signInRequired', 'No session.')),
    });
    const result = await tenant.collect(await tenant.plan());
    assert.ok(tenant.asked.length === 2 && tenant.asked.every(({ interactive }) => !interactive));
    assert.deepEqual([result.notRequested, result.failure], [[], undefined]);
    const failures = failuresOf(result);
    const { text, actions } = errorTextsFor(failures.get('directoryUsers'));
    assert.equal(text, "You haven't signed in for User.Read.All yet.");
    assert.equal(actions[0], 'refreshDirectoryData');
    assert.match(errorTextsFor(failures.get('directorySignIns')).text, /AuditLog\.Read\.All and User\.Read\.All/);
    assert.match(String(failures.get('directorySignIns')), /AuditLog\.Read\.All and User\.Read\.All/);
    assert.equal(tenant.server.requests.length, 0);
  });

  it('is another version once something of it was read again or deleted, and not otherwise', async () => {
    const tenant = await tenantOf({ users: 3 }, DIRECTORY_DATASETS);
    const versions = [await tenant.directory.version(tenant.connection)];
    for (const change of [
      () => tenant.plan().then((plan) => tenant.collect(plan)),
      () => tenant.directory.fetch(tenant.connection, 'subscribedSkus', request),
      () => tenant.directory.delete(tenant.connection, ['directorySignIns']),
    ]) {
      tenant.now = new Date(tenant.now.getTime() + 60_000);
      await change();
      versions.push(await tenant.directory.version(tenant.connection));
    }
    await tenant.directory.switchTo(tenant.connection, []);
    assert.equal(new Set(versions).size, versions.length);
    assert.equal(await tenant.directory.version(tenant.connection), versions.at(-1));
  });

  it('is not requested after what ends the whole collection', async () => {
    const tenant = await tenantOf({ users: 1 }, DIRECTORY_DATASETS);
    const result = await tenant.collect(await tenant.plan(), REPORTS);
    assert.equal(result.failure?.reason, 'forbidden');
    assert.deepEqual(datasetsOf(result.notRequested), [...DIRECTORY_DATASETS]);
  });
});
