import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LICENSE, PRODUCT } from '../../../../src/core/licenses/licenseColumns.js';
import { licensePricesOf } from '../../../../src/core/licenses/prices.js';
import { productTable } from '../../../../src/core/licenses/productTable.js';
import type { ReportTable } from '../../../../src/core/table/store/table.js';
import { Archive } from '../../../../src/services/archive/archive.js';
import { SAMPLE_CONNECTION } from '../../../../src/services/auth/connections/connection.js';
import { assignedChange } from '../../../../src/services/licenses/assignedChange.js';
import { askOf, openLicenses } from '../../../../src/services/licenses/openLicenses.js';
import { ReportService } from '../../../../src/services/reports/reportService.js';
import { openUsers } from '../../../../src/services/users/joinedUsers.js';
import type { CellValue } from '../../../../src/shared/report.js';
import { catalog } from '../../../support/catalog.js';
import { seedArchive } from '../../../support/seedArchive.js';

const BEFORE = new Date('2026-10-20T12:00:00Z');
const NOW = new Date('2026-11-21T12:00:00Z');

/** The reports that say when somebody used a service, and what that is called in them; written down here once more, to be independent. */
const ACTIVE_USERS = 'getOffice365ActiveUserDetail';
const TELLING: readonly (readonly [service: string, report: string, column: string])[] = [
  ['Exchange', ACTIVE_USERS, 'exchange last activity date'],
  ['Exchange', 'getEmailActivityUserDetail', 'last activity date'],
  ['Exchange', 'getEmailAppUsageUserDetail', 'last activity date'],
  ['Exchange', 'getMailboxUsageDetail', 'last activity date'],
  ['OneDrive', ACTIVE_USERS, 'onedrive last activity date'],
  ['OneDrive', 'getOneDriveActivityUserDetail', 'last activity date'],
  ['SharePoint', ACTIVE_USERS, 'sharepoint last activity date'],
  ['SharePoint', 'getSharePointActivityUserDetail', 'last activity date'],
  ['Teams', ACTIVE_USERS, 'teams last activity date'],
  ['Teams', 'getTeamsUserActivityUserDetail', 'last activity date'],
  ['Teams', 'getTeamsDeviceUsageUserDetail', 'last activity date'],
  ['Viva Engage', ACTIVE_USERS, 'yammer last activity date'],
  ['Viva Engage', 'getYammerActivityUserDetail', 'last activity date'],
  ['Viva Engage', 'getYammerDeviceUsageUserDetail', 'last activity date'],
  ['Skype for Business', ACTIVE_USERS, 'skype for business last activity date'],
  ['Microsoft 365 Apps', 'getM365AppUserDetail', 'last activity date'],
  ['Forms', 'getFormsUserActivityUserDetail', 'last activity date'],
  ['Microsoft 365 Copilot', 'getMicrosoft365CopilotUsageUserDetail', 'last activity date'],
];
const SUITE = [...new Set(TELLING.map(([service]) => service))].filter(
  (service) => service !== 'Microsoft 365 Copilot',
);
const SERVICES_OF: Readonly<Record<string, readonly string[]>> = {
  'MICROSOFT 365 E5': SUITE,
  'MICROSOFT 365 E3': SUITE,
  'MICROSOFT 365 F3': SUITE,
  'MICROSOFT 365 COPILOT': ['Microsoft 365 Copilot'],
  'POWER BI PRO': [],
  'VISIO PLAN 2': [],
  'ENTERPRISE MOBILITY + SECURITY E5': [],
};
/** What it costs. */
const PRICES = { 'MICROSOFT 365 E5': 54.75, 'MICROSOFT 365 COPILOT': 28.1, 'VISIO PLAN 2': 13 };

/** A row for each product in a cell. A plus with blanks around it belongs to a name. */
const productsIn = (column: string) =>
  `replace(unnest(string_split(replace(${column}, ' + ', ' & '), '+')), ' & ', ' + ')`;

type Row = Record<string, CellValue>;

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

  const ask = async (query: string): Promise<Row[]> =>
    (await database.runAndReadAll(query)).getRowObjectsJson() as Row[];
  const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

  /** A table of a report's newest file. Headers are spelled in several ways, so columns have their names in lower case, without more blanks. */
  async function load(report: string): Promise<void> {
    const refresh = report === ACTIVE_USERS ? '2026-11-19' : '*';
    const file = `read_csv('${folder}/tenant=*/report=${report}/period=*/refresh=${refresh}/fetched=*/part*.csv', all_varchar = true, hive_partitioning = false)`;
    const names = (await ask(`DESCRIBE SELECT * FROM ${file}`)).map(({ column_name }) => String(column_name));
    const columns = names.map((name) => `trim("${name}") AS "${name.trim().toLowerCase().replace(/\s+/g, ' ')}"`);
    await ask(`CREATE TABLE ${report} AS SELECT ${columns.join(', ')} FROM ${file}`);
  }

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'licenses-'));
    const details = [...new Set(TELLING.map(([, report]) => report))];
    const withPeriod = details.filter((report) => catalog.find(report)?.periods.includes('D180') === true);
    const longest =
      withPeriod.length === details.length ? [] : details.filter((report) => !withPeriod.includes(report));
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
    products = recordsOf(
      await productTable(askOf(table), {
        prices: licensePricesOf(PRICES, 'EUR'),
        change: await assignedChange(service, SAMPLE_CONNECTION.id, users.facts, signal),
      }),
    );
    table.dispose();
    users.table.dispose();
    service.dispose();

    database = await (await DuckDBInstance.create(':memory:')).connect();
    for (const report of details) {
      await load(report);
    }
    const rows = TELLING.map(
      ([service, report, column]) =>
        `SELECT lower("user principal name") AS person, ${text(service)} AS service, try_cast("${column}" AS DATE) AS day, try_cast("report refresh date" AS DATE) AS of_day FROM ${report}`,
    );
    const services = Object.entries(SERVICES_OF).flatMap(([product, all]) =>
      all.map((service) => `(${text(product)}, ${text(service)})`),
    );
    const assigned = ['exchange', 'onedrive', 'sharepoint', 'skype for business', 'yammer', 'teams'].map(
      (service) => `try_cast("${service} license assign date" AS DATE)`,
    );
    await ask(`CREATE TABLE uses AS
      SELECT person, service, max(day) AS day, max(of_day) AS of_day FROM (${rows.join(' UNION ALL ')}) GROUP BY ALL`);
    await ask(`CREATE TABLE comes_with (product VARCHAR, service VARCHAR)`);
    await ask(`INSERT INTO comes_with VALUES ${services.join(', ')}`);
    await ask(`CREATE TABLE licenses AS
      WITH people AS (
        SELECT lower(a."user principal name") AS person, a."is deleted" = 'True' AS deleted,
          ${productsIn('a."assigned products"')} AS product,
          greatest(${assigned.join(', ')}) AS latest_assigned,
          least(${assigned.join(', ')}, try_cast(m."created date" AS DATE)) AS first_seen,
          (SELECT max(try_cast("report refresh date" AS DATE)) FROM ${ACTIVE_USERS}) AS newest
        FROM ${ACTIVE_USERS} a
        LEFT JOIN getMailboxUsageDetail m ON lower(m."user principal name") = lower(a."user principal name")
        WHERE a."assigned products" <> ''
      ), used AS (
        SELECT people.person, people.product, any_value(deleted) AS deleted, any_value(newest) AS newest,
          any_value(latest_assigned) AS latest_assigned, any_value(first_seen) AS first_seen,
          max(uses.day) AS last_use, count(comes_with.service) AS all_services,
          count(uses.person) FILTER (uses.service NOT IN ('Forms', 'Skype for Business') AND uses.of_day > newest - 90) AS known,
          list(DISTINCT comes_with.service) FILTER (uses.day > newest - 90) AS used_services
        FROM people
        LEFT JOIN comes_with ON comes_with.product = people.product
        LEFT JOIN uses ON uses.person = people.person AND uses.service = comes_with.service
        GROUP BY ALL
      )
      SELECT *,
        coalesce(CASE WHEN product = 'MICROSOFT 365 COPILOT' OR all_services = 0 THEN first_seen ELSE coalesce(latest_assigned, first_seen) END > newest - 30, false) AS is_new,
        CASE WHEN deleted THEN 'User deleted' WHEN all_services = 0 THEN 'Use not visible'
          WHEN last_use > newest - 90 THEN 'Used' WHEN known = 0 THEN 'Not known'
          WHEN is_new THEN 'New' ELSE 'Unused' END AS state
      FROM used`);
  });

  after(async () => {
    database.closeSync();
    await rm(folder, { recursive: true, force: true });
  });

  it('are of the same users and products, in the same state, last used on the same day', async () => {
    const theirs = await ask(
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
    const theirs = await ask(`
      SELECT product, count(*)::DOUBLE AS assigned,
        count(*) FILTER (NOT deleted AND last_use > newest - 30)::DOUBLE AS active30,
        count(*) FILTER (state = 'Used')::DOUBLE AS active90,
        count(*) FILTER (NOT deleted AND is_new)::DOUBLE AS is_new,
        count(*) FILTER (state = 'Unused')::DOUBLE AS unused,
        count(*) FILTER (deleted)::DOUBLE AS deleted,
        count(*) FILTER (state = 'Not known')::DOUBLE AS not_known,
        any_value(all_services) > 0 AS visible,
        list_sort(list_distinct(flatten(list(used_services) FILTER (state = 'Used')))) AS services,
        (count(*) - (SELECT count(*) FROM (${earlier}) before WHERE before.product = licenses.product))::DOUBLE AS change
      FROM licenses GROUP BY product`);
    assert.equal(theirs.length, Object.keys(SERVICES_OF).length);
    assert.equal(products.length, theirs.length);
    for (const product of products) {
      const name = String(product[PRODUCT.product]);
      const their = theirs.find((row) => row['product'] === name) ?? assert.fail(name);
      const isVisible = their['visible'] === true;
      const known = (value: CellValue | undefined) => (isVisible ? value : null);
      const price = PRICES[name as keyof typeof PRICES] as number | undefined;
      const [assigned, unused] = [Number(their['assigned']), Number(their['unused'])];
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
          [PRODUCT.isNew]: their['is_new'],
          [PRODUCT.unused]: known(unused),
          [PRODUCT.unusedShare]: known(Math.round((1000 * unused) / assigned) / 10),
          [PRODUCT.deleted]: their['deleted'],
          [PRODUCT.notKnown]: known(their['not_known']),
          [PRODUCT.price]: price ?? null,
          [PRODUCT.unusedCost]: price === undefined ? null : known(Math.round(100 * price * unused) / 100),
          [PRODUCT.currency]: price === undefined ? null : 'EUR',
          [PRODUCT.change]: their['change'],
          [PRODUCT.since]: '2026-10-18',
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
});
