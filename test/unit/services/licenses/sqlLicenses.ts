import type { DuckDBConnection } from '@duckdb/node-api';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { CellValue } from '../../../../src/shared/report.js';

/** The reports that say when somebody used a service, and what that is called in them; written down here once more, to be independent. */
export const ACTIVE_USERS = 'getOffice365ActiveUserDetail';
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
export const SERVICES_OF: Readonly<Record<string, readonly string[]>> = {
  'MICROSOFT 365 E5': SUITE,
  'MICROSOFT 365 E3': SUITE,
  'MICROSOFT 365 F3': SUITE,
  'MICROSOFT 365 COPILOT': ['Microsoft 365 Copilot'],
  'POWER BI PRO': [],
  'VISIO PLAN 2': [],
  'ENTERPRISE MOBILITY + SECURITY E5': [],
};
/** A row for each product in a cell. A plus with blanks around it belongs to a name. */
export const productsIn = (column: string) =>
  `replace(unnest(string_split(replace(${column}, ' + ', ' & '), '+')), ' & ', ' + ')`;

export type Row = Record<string, CellValue>;

/** All reports that it reads. */
export const REPORTS: readonly string[] = [...new Set(TELLING.map(([, report]) => report))];

export async function ask(database: DuckDBConnection, query: string): Promise<Row[]> {
  return (await database.runAndReadAll(query)).getRowObjectsJson() as Row[];
}

export const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

/** The newest file of a report up to a day, in the archive's layout; `undefined` where there is none. */
function newestFile(folder: string, report: string, day: string): string | undefined {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.split(path.sep).includes(`report=${report}`) && /part[^/\\]*\.csv$/.test(name))
    .map((name) => ({ name, day: /refresh=(\d{4}-\d\d-\d\d)/.exec(name)?.[1] ?? '' }))
    .filter((file) => file.day <= day)
    .sort((one, other) => (one.day < other.day ? -1 : 1));
  const newest = files.at(-1);
  return newest === undefined ? undefined : path.join(folder, newest.name);
}

/**
 * Makes the table `licenses` of the files that an archive has up to a day, a row for each product of each user, with nothing but SQL: `person`,
 * `product`, `deleted`, `newest`, `last_use`, `all_services`, `known`, `used_services`, `is_new`, and `state`. It is in a schema of its own, which
 * is the current one from then on.
 */
export async function licensesInSql(database: DuckDBConnection, folder: string, day: string): Promise<void> {
  const schema = `of_${day.replaceAll('-', '_')}`;
  await ask(database, `CREATE SCHEMA ${schema}`);
  await ask(database, `USE ${schema}`);
  const loaded = new Set<string>();
  for (const report of REPORTS) {
    const file = newestFile(folder, report, day);
    if (file === undefined) {
      continue;
    }
    loaded.add(report);
    // Headers are spelled in several ways, so columns have their names in lower case, without more blanks.
    const source = `read_csv(${text(file)}, all_varchar = true, hive_partitioning = false)`;
    const names = (await ask(database, `DESCRIBE SELECT * FROM ${source}`)).map(({ column_name }) =>
      String(column_name),
    );
    const columns = names.map((name) => `trim("${name}") AS "${name.trim().toLowerCase().replace(/\s+/g, ' ')}"`);
    await ask(database, `CREATE TABLE ${report} AS SELECT ${columns.join(', ')} FROM ${source}`);
  }
  const rows = TELLING.filter(([, report]) => loaded.has(report)).map(
    ([service, report, column]) =>
      `SELECT lower("user principal name") AS person, ${text(service)} AS service, try_cast("${column}" AS DATE) AS day, try_cast("report refresh date" AS DATE) AS of_day FROM ${report}`,
  );
  const services = Object.entries(SERVICES_OF).flatMap(([product, all]) =>
    all.map((service) => `(${text(product)}, ${text(service)})`),
  );
  const assigned = ['exchange', 'onedrive', 'sharepoint', 'skype for business', 'yammer', 'teams'].map(
    (service) => `try_cast("${service} license assign date" AS DATE)`,
  );
  const mailboxesOf = 'getMailboxUsageDetail';
  const created = loaded.has(mailboxesOf) ? `, try_cast(m."created date" AS DATE)` : '';
  const mailboxes = loaded.has(mailboxesOf)
    ? `LEFT JOIN ${mailboxesOf} m ON lower(m."user principal name") = lower(a."user principal name")`
    : '';
  await ask(
    database,
    `CREATE TABLE uses AS
      SELECT person, service, max(day) AS day, max(of_day) AS of_day FROM (${rows.join(' UNION ALL ')}) GROUP BY ALL`,
  );
  await ask(database, `CREATE TABLE comes_with (product VARCHAR, service VARCHAR)`);
  await ask(database, `INSERT INTO comes_with VALUES ${services.join(', ')}`);
  await ask(
    database,
    `CREATE TABLE licenses AS
      WITH people AS (
        SELECT lower(a."user principal name") AS person, a."is deleted" = 'True' AS deleted,
          ${productsIn('a."assigned products"')} AS product,
          greatest(${assigned.join(', ')}) AS latest_assigned,
          least(${assigned.join(', ')}${created}) AS first_seen,
          (SELECT max(of_day) FROM uses) AS newest
        FROM ${ACTIVE_USERS} a
        ${mailboxes}
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
      FROM used`,
  );
}
