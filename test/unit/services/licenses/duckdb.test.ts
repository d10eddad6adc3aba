import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { singleChunk } from '../../../../src/base/bytes.js';
import { DIRECTORY_DEFINITIONS } from '../../../../src/core/directory/datasets.js';
import { LICENSE, PRODUCT } from '../../../../src/core/licenses/licenseColumns.js';
import { licensePricesOf } from '../../../../src/core/licenses/prices.js';
import { productTable } from '../../../../src/core/licenses/productTable.js';
import { subscriptionsOf } from '../../../../src/core/licenses/subscriptions.js';
import { decodeJson } from '../../../../src/core/table/json/decodeJson.js';
import type { ReportTable } from '../../../../src/core/table/store/table.js';
import { Archive } from '../../../../src/services/archive/archive.js';
import { SAMPLE_CONNECTION } from '../../../../src/services/auth/connections/connection.js';
import { readAttributesFile } from '../../../../src/services/attributes/readAttributesFile.js';
import { assignedChange } from '../../../../src/services/licenses/assignedChange.js';
import { askOf, openLicenses } from '../../../../src/services/licenses/openLicenses.js';
import { openUnused } from '../../../../src/services/licenses/unusedLicenses.js';
import { ReportService } from '../../../../src/services/reports/reportService.js';
import { sampleAttributes } from '../../../../src/services/sample/attributes.js';
import { skus } from '../../../../src/services/sample/names.js';
import { openUsers } from '../../../../src/services/users/joinedUsers.js';
import type { CellValue } from '../../../../src/shared/report.js';
import { catalog } from '../../../support/catalog.js';
import { seedArchive } from '../../../support/seedArchive.js';
import { ACTIVE_USERS, ask, licensesInSql, productsIn, REPORTS, type Row, SERVICES_OF, text } from './sqlLicenses.js';

const BEFORE = new Date('2026-10-20T12:00:00Z');
const NOW = new Date('2026-11-21T12:00:00Z');

/** What it costs. */
const PRICES = { 'MICROSOFT 365 E5': 54.75, 'MICROSOFT 365 COPILOT': 28.1, 'VISIO PLAN 2': 13 };

/** What was bought of each product, and of one that nobody has: more and fewer than are assigned, in a grace period, and suspended. */
const BOUGHT = [
  ...Object.entries(skus).map(([product, { id, partNumber }]) => ({ product, id, partNumber })),
  { product: 'NORTHLIGHT_ADDON', id: '00000000-0000-4000-8000-000000000001', partNumber: 'NORTHLIGHT_ADDON' },
].map((sku, place) => ({
  ...{ ...sku, enabled: 40 * place, warning: 9 * (place % 3), suspended: 7 * (place % 2) },
  consumed: 40 * place + [3, -5, 12, 0][place % 4]!,
}));

function recordsOf(table: ReportTable): Row[] {
  return table.rows(0, table.rowCount).map((cells) => recordOf(table.columns, cells));
}

function recordOf(columns: ReportTable['columns'], cells: readonly CellValue[]): Row {
  return Object.fromEntries(columns.map(({ name }, index) => [name, cells[index] ?? null]));
}

describe('licenses of the sample tenant, and what DuckDB says of the same files', function () {
  this.timeout(120_000);

  let folder: string;
  let database: DuckDBConnection;
  let licenses: Row[];
  let products: Row[];
  let unused: Row[];

  const asked = (query: string): Promise<Row[]> => ask(database, query);

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'licenses-'));
    const withPeriod = REPORTS.filter((report) => catalog.find(report)?.periods.includes('D180') === true);
    const longest = REPORTS.filter((report) => !withPeriod.includes(report));
    await seedArchive(folder, [
      { at: BEFORE, period: 'D180', reports: [ACTIVE_USERS] },
      { at: NOW, period: 'D180', reports: withPeriod },
      { at: NOW, period: 'ALL', reports: longest },
    ]);
    const service = new ReportService({
      catalog: () => catalog,
      connection: () => SAMPLE_CONNECTION,
      archive: new Archive(folder),
      fetchReport: () => assert.fail('nothing is requested'),
      now: () => NOW,
      settings: () => ({ format: 'csv', freshHours: 6 }),
    });
    const { signal } = new AbortController();
    const users = (await openUsers(service, SAMPLE_CONNECTION, { signal })) ?? assert.fail('nothing is archived');
    const table = await openLicenses(users.table, users.facts, signal);
    const all = await table.rows({}, 0, table.rowCount);
    licenses = all.rows.map((cells) => recordOf(table.columns, cells));
    const sold = BOUGHT.map(({ id, partNumber, enabled, warning, suspended, consumed }) => ({
      ...{ skuId: id, skuPartNumber: partNumber, capabilityStatus: 'Enabled', consumedUnits: consumed },
      prepaidUnits: { enabled, warning, suspended, lockedOut: 0 },
    }));
    await writeFile(path.join(folder, 'skus.json'), JSON.stringify({ value: sold }));
    const bytes = await readFile(path.join(folder, 'skus.json'));
    const bought = await decodeJson(singleChunk(bytes), DIRECTORY_DEFINITIONS.subscribedSkus);
    await writeFile(path.join(folder, 'hr.csv'), sampleAttributes());
    const attributes = [await readAttributesFile({ path: path.join(folder, 'hr.csv') })];
    const list = await openUnused(table, { attributes, signal });
    unused = (await list.rows({}, 0, list.rowCount)).rows.map((cells) => recordOf(list.columns, cells));
    list.dispose();
    products = recordsOf(
      await productTable(askOf(table), {
        subscriptions: subscriptionsOf(bought, '2026-11-21'),
        prices: licensePricesOf(PRICES, 'EUR'),
        change: await assignedChange(service, SAMPLE_CONNECTION.id, users.facts, signal),
      }),
    );
    table.dispose();
    users.table.dispose();
    service.dispose();

    database = await (await DuckDBInstance.create(':memory:')).connect();
    await licensesInSql(database, folder, '2026-11-19');
  });

  after(async () => {
    database.closeSync();
    await rm(folder, { recursive: true, force: true });
  });

  it('are of the same users and products, in the same state, last used on the same day', async () => {
    const theirs = await asked(
      `SELECT person, product, state, last_use::VARCHAR AS last_use, is_new FROM licenses ORDER BY ALL`,
    );
    const keyOf = (cells: readonly CellValue[]) => JSON.stringify(cells);
    const ours = licenses.map((row) => [
      String(row[LICENSE.principalName]).toLowerCase(),
      row[LICENSE.product] ?? null,
      row[LICENSE.state] ?? null,
      row[LICENSE.lastActivity] ?? null,
      row[LICENSE.isNew] ?? null,
    ]);
    assert.deepEqual(
      ours.map(keyOf).sort(),
      theirs
        .map(({ person, product, state, last_use, is_new }) =>
          keyOf([person, product, state, last_use, is_new] as CellValue[]),
        )
        .sort(),
    );
    // The tenant has something to find of each kind.
    assert.ok(new Set(theirs.map(({ state }) => state)).size >= 4, 'states');
  });

  it('come to the same numbers of each product', async () => {
    const earlier = `SELECT ${productsIn('"Assigned Products"')} AS product
      FROM read_csv('${folder}/tenant=*/report=${ACTIVE_USERS}/period=*/refresh=2026-10-18/fetched=*/part*.csv', all_varchar = true, hive_partitioning = false)
      WHERE "Assigned Products" <> ''`;
    const sku = `SELECT unnest(value, recursive := true) FROM read_json('${folder}/skus.json')`;
    const names = BOUGHT.map(({ product, id }) => `(${text(product)}, ${text(id)})`).join(', ');
    const theirs = await asked(`
      WITH named(product, id) AS (VALUES ${names}), sold AS (
        SELECT product AS sold_product, enabled::DOUBLE AS bought, warning::DOUBLE AS in_grace_period,
          suspended::DOUBLE AS suspended, "consumedUnits"::DOUBLE AS consumed,
          greatest(0, enabled + warning - "consumedUnits")::DOUBLE AS not_assigned,
          greatest(0, enabled - "consumedUnits")::DOUBLE AS paid_not_assigned
        FROM (${sku}) s JOIN named ON named.id = s."skuId"::VARCHAR
      ), used AS (SELECT product, count(*)::DOUBLE AS assigned,
        count(*) FILTER (NOT deleted AND last_use > newest - 30)::DOUBLE AS active30,
        count(*) FILTER (state = 'Used')::DOUBLE AS active90,
        count(*) FILTER (NOT deleted AND is_new)::DOUBLE AS is_new,
        count(*) FILTER (state = 'Unused')::DOUBLE AS unused,
        count(*) FILTER (deleted)::DOUBLE AS deleted,
        count(*) FILTER (state = 'Not known')::DOUBLE AS not_known,
        count(*) FILTER (state = 'New')::DOUBLE AS new_unused,
        count(*) FILTER (state = 'Use not visible')::DOUBLE AS not_visible,
        any_value(all_services) > 0 AS visible,
        list_sort(list_distinct(flatten(list(used_services) FILTER (state = 'Used')))) AS services,
        (count(*) - (SELECT count(*) FROM (${earlier}) before WHERE before.product = licenses.product))::DOUBLE AS change
      FROM licenses GROUP BY product)
      SELECT * EXCLUDE (product), coalesce(product, sold_product) AS product
      FROM used FULL OUTER JOIN sold ON sold_product = product`);
    assert.equal(theirs.length, Object.keys(SERVICES_OF).length + 1);
    assert.equal(products.length, theirs.length);
    for (const product of products) {
      const name = String(product[PRODUCT.product]);
      const their = theirs.find((row) => row['product'] === name) ?? assert.fail(name);
      const isVisible = their['visible'] === true;
      const known = (value: CellValue | undefined) => (isVisible ? value : null);
      const price = PRICES[name as keyof typeof PRICES] as number | undefined;
      const [assigned, unusedCount] = [Number(their['assigned'] ?? 0), Number(their['unused'])];
      const isSold = BOUGHT.some((one) => one.product === name);
      assert.equal(isSold, their['sold_product'] !== null);
      const cost = (count: CellValue | undefined) =>
        price === undefined || typeof count !== 'number' ? null : Math.round(100 * price * count) / 100;
      const { [PRODUCT.usedServices]: services, ...numbers } = product;
      assert.deepEqual(
        numbers,
        {
          [PRODUCT.refreshDate]: '2026-11-19',
          [PRODUCT.product]: name,
          [PRODUCT.use]: isVisible ? 'Visible' : 'Not visible',
          [PRODUCT.assigned]: assigned,
          [PRODUCT.active30]: known(their['active30']),
          [PRODUCT.active90]: known(their['active90']),
          [PRODUCT.isNew]: their['is_new'] ?? 0,
          [PRODUCT.unused]: known(unusedCount),
          [PRODUCT.unusedShare]: known(Math.round((1000 * unusedCount) / assigned) / 10),
          [PRODUCT.deleted]: their['deleted'] ?? 0,
          [PRODUCT.newUnused]: known(their['new_unused']),
          [PRODUCT.notKnown]: known(their['not_known']),
          [PRODUCT.notVisible]: isVisible ? null : (their['not_visible'] ?? 0),
          [PRODUCT.price]: price ?? null,
          [PRODUCT.unusedCost]: known(cost(unusedCount)),
          [PRODUCT.currency]: price === undefined ? null : 'EUR',
          [PRODUCT.change]: their['change'],
          [PRODUCT.since]: their['change'] === null ? null : '2026-10-18',
          [PRODUCT.bought]: their['bought'],
          [PRODUCT.inGracePeriod]: their['in_grace_period'],
          [PRODUCT.suspended]: their['suspended'],
          [PRODUCT.consumed]: their['consumed'],
          [PRODUCT.notAssigned]: their['not_assigned'],
          [PRODUCT.notAssignedCost]: cost(their['paid_not_assigned']),
          [PRODUCT.subscriptionsDay]: their['bought'] === null ? null : '2026-11-21',
        },
        name,
      );
      assert.deepEqual([...((services ?? []) as string[])].sort(), their['services'] ?? [], name);
    }
    assert.ok(
      products.some((product) => Number(product[PRODUCT.unused]) > 0),
      'something is unused',
    );
  });

  it('come to the same numbers of each department, once a file says it of the users', async () => {
    const theirs = await asked(`
      SELECT hr.department, product, state, count(*)::DOUBLE AS count
      FROM licenses LEFT JOIN read_csv('${folder}/hr.csv', all_varchar = true) hr
        ON lower(hr."userPrincipalName") = person
      WHERE state IN ('Unused', 'User deleted') GROUP BY ALL`);
    const ours = new Map<string, number>();
    for (const row of unused) {
      const key = JSON.stringify([row['Department'], row[LICENSE.product], row[LICENSE.state]]);
      ours.set(key, (ours.get(key) ?? 0) + 1);
    }
    assert.deepEqual(
      [...ours].sort(),
      theirs
        .map(({ department, product, state, count }) => [JSON.stringify([department, product, state]), count] as const)
        .sort(),
    );
    assert.ok(new Set(unused.map((row) => row['Department'])).size > 5);
  });
});
