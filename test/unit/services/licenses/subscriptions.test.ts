import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { singleChunk } from '../../../../src/base/bytes.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { DIRECTORY_DEFINITIONS } from '../../../../src/core/directory/datasets.js';
import type { DirectoryDataset } from '../../../../src/core/directory/names.js';
import { PRODUCT, SUBSCRIPTION_COLUMNS } from '../../../../src/core/licenses/licenseColumns.js';
import { productTable } from '../../../../src/core/licenses/productTable.js';
import { userQuickFiltersOf } from '../../../../src/core/table/query/userQuickFilters.js';
import { decodeJson } from '../../../../src/core/table/json/decodeJson.js';
import { JOINED_REPORTS } from '../../../../src/core/users/joined/joinedReports.js';
import { Archive } from '../../../../src/services/archive/archive.js';
import { withDirectory } from '../../../../src/services/attributes/directoryAttributes.js';
import { SAMPLE_CONNECTION } from '../../../../src/services/auth/connections/connection.js';
import type { DirectorySnapshot } from '../../../../src/services/directory/archivedDirectory.js';
import { askOf, openLicenses } from '../../../../src/services/licenses/openLicenses.js';
import { openSubscriptions } from '../../../../src/services/licenses/openSubscriptions.js';
import { newestOfPeriods } from '../../../../src/services/reports/archivedSnapshots.js';
import { openUsers } from '../../../../src/services/users/joinedUsers.js';
import type { UsersTable } from '../../../../src/services/tables/userFile.js';
import { reportUrl } from '../../../../src/services/graph/url.js';
import { catalog } from '../../../support/catalog.js';
import { seedArchive } from '../../../support/seedArchive.js';
import { now, service } from '../sample/support.js';
import { bearer, get } from '../sample/requests.js';

const { signal } = new AbortController();

interface Answer {
  readonly value: readonly Readonly<Record<string, unknown>>[];
}

/** The sample tenant with its directory, and what its JSON says by itself. */
describe('the sample tenant with its directory', function () {
  this.timeout(60_000);
  let folder: string;
  let users: UsersTable;
  const handler = service();
  const answers = new Map<DirectoryDataset, string>();

  const directory = {
    newest: (_: unknown, dataset: DirectoryDataset): Promise<DirectorySnapshot | undefined> => {
      const text = answers.get(dataset)!;
      const definition = DIRECTORY_DEFINITIONS[dataset];
      const chunks = () => singleChunk(new TextEncoder().encode(text));
      const facts = { definition, format: 'json' as const, bytes: text.length, rowCount: 0, chunks };
      const table = () => decodeJson(chunks(), definition);
      return Promise.resolve({ ...facts, day: '2026-11-21', fetchedAt: now.toISOString(), table });
    },
  };
  const itemsOf = (dataset: DirectoryDataset) => (JSON.parse(answers.get(dataset)!) as Answer).value;

  before(async () => {
    for (const dataset of ['directoryUsers', 'subscribedSkus', 'directorySignIns'] as const) {
      const definition = DIRECTORY_DEFINITIONS[dataset];
      const address = reportUrl('https://graph.microsoft.com', { definition, version: 'v1.0', format: 'json' });
      answers.set(dataset, await (await get(handler, address, bearer)).text());
    }
    folder = await mkdtemp(path.join(tmpdir(), 'subscriptions-'));
    const reports = JOINED_REPORTS.map(({ report }) => report).filter((name) =>
      catalog.find(name)?.periods.includes('D180'),
    );
    await seedArchive(folder, [{ at: now, period: 'D180', reports }]);
    const opened = await openUsers(
      {
        attributesFor: (definition) =>
          withDirectory(() => Promise.resolve([]), directory)(definition, SAMPLE_CONNECTION),
        newestOfPeriods: (_: unknown, names: ReadonlySet<string>) =>
          newestOfPeriods(new Archive(folder), catalog, { connection: 'sample', tenant: 'sample' }, names),
      },
      SAMPLE_CONNECTION,
    );
    users = opened ?? assert.fail();
  });

  after(async () => {
    users.table.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('has what was bought, assigned, and is not assigned, of each product once', async () => {
    const subscriptions = await openSubscriptions(directory, SAMPLE_CONNECTION, signal);
    const licenses = await openLicenses(users.table, users.facts, signal);
    const prices = { currency: 'EUR', prices: new Map([['MICROSOFT 365 E5', 54.75]]) };
    const products = await productTable(askOf(licenses), { subscriptions, prices, signal });
    const rows = products.rows(0, products.rowCount);
    const cell = (row: (typeof rows)[number], name: string) => row[products.columnIndex(name)];
    const skus = itemsOf('subscribedSkus');
    assert.equal(rows.length, skus.length);
    const sum = (name: string) => rows.reduce((total, row) => total + Number(cell(row, name) ?? 0), 0);
    const units = (sku: Answer['value'][number]) => sku['prepaidUnits'] as Readonly<Record<string, number>>;
    assert.equal(
      sum(PRODUCT.bought),
      skus.reduce((total, sku) => total + units(sku)['enabled']!, 0),
    );
    assert.equal(
      sum(PRODUCT.suspended),
      skus.reduce((total, sku) => total + units(sku)['suspended']!, 0),
    );
    assert.equal(
      sum(PRODUCT.consumed),
      skus.reduce((total, sku) => total + Number(sku['consumedUnits']), 0),
    );
    assert.equal(sum(PRODUCT.notAssigned), sum(PRODUCT.bought) - sum(PRODUCT.consumed));
    // Each product has its own amounts, not only the sums of all.
    const amounts = (...all: unknown[]) => JSON.stringify(all);
    assert.deepEqual(
      rows
        .map((row) => amounts(cell(row, PRODUCT.bought), cell(row, PRODUCT.suspended), cell(row, PRODUCT.consumed)))
        .sort(),
      skus.map((sku) => amounts(units(sku)['enabled'], units(sku)['suspended'], sku['consumedUnits'])).sort(),
    );
    for (const row of rows) {
      const [bought, consumed] = [Number(cell(row, PRODUCT.bought)), Number(cell(row, PRODUCT.consumed))];
      assert.equal(cell(row, PRODUCT.notAssigned), Math.max(0, bought - consumed));
      assert.equal(cell(row, PRODUCT.notAssignedCost) === null, cell(row, PRODUCT.product) !== 'MICROSOFT 365 E5');
    }

    const [e5, project, addOn] = ['MICROSOFT 365 E5', 'PROJECT PLAN 3', 'NORTHLIGHT_ADDON'].map(
      (name) => rows.find((row) => cell(row, PRODUCT.product) === name) ?? assert.fail(name),
    );
    const sku = skus.find((one) => one['skuPartNumber'] === 'SPE_E5') ?? assert.fail();
    const free = units(sku)['enabled']! - Number(sku['consumedUnits']);
    assert.equal(cell(e5!, PRODUCT.notAssigned), free);
    assert.equal(cell(e5!, PRODUCT.notAssignedCost), Math.round(free * 5475) / 100);
    // The reports also count those who are deleted.
    assert.equal(
      Number(cell(e5!, PRODUCT.assigned)) - Number(cell(e5!, PRODUCT.deleted)),
      Number(cell(e5!, PRODUCT.consumed)),
    );
    for (const row of [project!, addOn!]) {
      assert.equal(cell(row, PRODUCT.assigned), 0);
      assert.ok(Number(cell(row, PRODUCT.notAssigned)) > 0);
      assert.equal(cell(row, PRODUCT.unused), null);
      assert.equal(cell(row, PRODUCT.subscriptionsDay), '2026-11-21');
    }
  });

  it('has no columns of subscriptions where none are archived', async () => {
    const licenses = await openLicenses(users.table, users.facts, signal);
    const products = await productTable(askOf(licenses), { signal });
    assert.equal(products.columnIndex(PRODUCT.bought), -1);
    assert.equal(products.columnIndex(PRODUCT.subscriptionsDay), -1);
  });

  it('says that what is archived of subscriptions cannot be read, and leaves what was bought blank', async () => {
    const lost = () => Promise.reject(new UsageReportsError('storage', 'The file is not what was archived.'));
    const damaged = {
      newest: async (...asked: Parameters<typeof directory.newest>) => {
        const snapshot = (await directory.newest(...asked)) ?? assert.fail();
        return { ...snapshot, table: lost };
      },
    };
    const licenses = await openLicenses(users.table, users.facts, signal);
    for (const archived of [{ newest: lost }, damaged]) {
      const subscriptions = await openSubscriptions(archived, SAMPLE_CONNECTION, signal);
      const products = await productTable(askOf(licenses), { subscriptions, signal });
      assert.deepEqual(products.warnings, [{ kind: 'directoryUnreadable', dataset: 'subscribedSkus' }]);
      const records = products.rows(0, products.rowCount);
      for (const name of SUBSCRIPTION_COLUMNS) {
        const column = products.columnIndex(name);
        assert.ok(column >= 0, name);
        assert.ok(
          records.every((row) => row[column] === null),
          name,
        );
      }
    }
  });

  it('finds who is blocked and has licenses', async () => {
    const { columns, refreshDate } = users.table;
    const filters = userQuickFiltersOf(columns, refreshDate, () => true) ?? [];
    const blocked = filters.find(({ kind }) => kind === 'blockedLicensed') ?? assert.fail();
    const { rows } = await users.table.rows({ filters: blocked.filters ?? [] }, 0, 1000);
    const at = columns.findIndex(({ name }) => name === 'User Principal Name');
    assert.deepEqual(
      rows.map((row) => row[at]).sort(),
      itemsOf('directoryUsers')
        .filter((user) => user['accountEnabled'] === false && (user['assignedLicenses'] as unknown[]).length > 0)
        .map((user) => user['userPrincipalName'])
        .sort(),
    );
    assert.ok(rows.length >= 3);
    // Without the directory, nobody is called blocked.
    const without = columns.filter(({ directoryDay }) => directoryDay === undefined);
    assert.ok(
      (userQuickFiltersOf(without, refreshDate, () => true) ?? []).every(({ kind }) => kind !== 'blockedLicensed'),
    );
  });

  it('groups its users by the department that the directory says', async () => {
    const department = users.table.columns.findIndex(({ name }) => name === 'Department');
    const { values } = await users.table.values(department, '', 100, [], signal);
    const names = new Set(itemsOf('directoryUsers').flatMap((user) => user['department'] ?? []));
    assert.deepEqual(new Set(values.map(({ label }) => label)), names);
  });
});
