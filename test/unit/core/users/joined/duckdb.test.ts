import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatDay, parseDay } from '../../../../../src/base/dates.js';
import { ACTIVE_USERS, COPILOT_USAGE } from '../../../../../src/core/users/joined/joinedReports.js';
import { splitList } from '../../../../../src/core/table/store/lists.js';
import { fuzz } from '../../../../support/fuzz.js';
import { type Cells, join, joinFromTwoThreads, rowsOf, userReport } from './support.js';

const UPN = 'User Principal Name';
const FIRST_DAY = parseDay('2026-11-02');

/** How a report calls what the test generates. In the order in which reports are joined. */
interface Report {
  readonly report: string;
  readonly name: string;
  readonly id?: string;
  readonly amount?: string;
  readonly active?: string;
  readonly licensed?: string;
  readonly products?: true;
  /** Whether it says who is deleted, or only that what somebody had is. */
  readonly deletions?: 'users' | 'leftovers';
  readonly several?: true;
}

const REPORTS: readonly Report[] = [
  {
    report: ACTIVE_USERS,
    name: UPN,
    active: 'Exchange Last Activity Date',
    licensed: 'Has Exchange License',
    products: true,
    deletions: 'users',
  },
  {
    report: 'getEmailActivityUserDetail',
    name: UPN,
    amount: 'Send Count',
    active: 'Last Activity Date',
    products: true,
    deletions: 'users',
  },
  {
    report: 'getMailboxUsageDetail',
    name: UPN,
    amount: 'Storage Used (Byte)',
    active: 'Last Activity Date',
    deletions: 'users',
  },
  {
    report: 'getOneDriveUsageAccountDetail',
    name: 'Owner Principal Name',
    amount: 'File Count',
    deletions: 'leftovers',
    several: true,
  },
  {
    report: 'getTeamsUserActivityUserDetail',
    name: UPN,
    id: 'User Id',
    amount: 'Meeting Count',
    active: 'Last Activity Date',
    products: true,
    deletions: 'users',
  },
  {
    report: 'getTeamsDeviceUsageUserDetail',
    name: UPN,
    id: 'User Id',
    active: 'Last Activity Date',
    deletions: 'users',
  },
  {
    report: COPILOT_USAGE,
    name: UPN,
    amount: 'Prompts submitted for all apps',
    active: 'Last Activity Date',
  },
];

interface Row {
  readonly name: string;
  readonly id: string;
  readonly deleted: string;
  readonly deletedDay: number | null;
  readonly amount: number | null;
  readonly active: number | null;
  readonly licensed: string;
  readonly products: string;
}

interface File {
  readonly day: number;
  readonly rows: readonly Row[];
  /** Whether the file has no column of when somebody was active. */
  readonly lacksActivity: boolean;
}

const NAMES = ['ann', 'ben', 'jörg', 'дарья'].flatMap((name) => [
  `${name}@a.example`,
  `${name}@A.example`.toUpperCase(),
]);

// All deletions of a name are of one user: those of a week are.
const row = fc.record<Row>({
  name: fc.constantFrom('', ...NAMES),
  id: fc.constantFrom('', '', 'id-1', 'ID-1', 'id-2', 'id-3'),
  deleted: fc.constantFrom('', 'False', 'False', 'True'),
  deletedDay: fc.option(fc.integer({ min: 0, max: 3 })),
  amount: fc.option(fc.integer({ min: 0, max: 9 })),
  // A file may be of the day before the fetch: days after it are implausible.
  active: fc.option(fc.oneof(fc.integer({ min: -40, max: 2 }), fc.integer({ min: -220, max: 2 }))),
  licensed: fc.constantFrom('', 'True', 'False'),
  products: fc.constantFrom('', 'E3', 'E5+VISIO', 'VISIO+E5', 'E5+COPILOT', 'e5+Visio'),
});
const file = fc.record<File>({
  day: fc.integer({ min: 1, max: 6 }),
  rows: fc.array(row, { maxLength: 8 }),
  lacksActivity: fc.integer({ max: 5, min: 0 }).map((number) => number === 0),
});
/** One of each report, or none where it is missing. */
const files = fc.tuple(...REPORTS.map(() => fc.option(file, { freq: 4 })));

function cellsOf(report: Report, row: Row): Cells {
  return {
    [report.name]: row.name,
    ...(report.id === undefined ? {} : { [report.id]: row.id }),
    ...(report.deletions === undefined ? {} : { 'Is Deleted': row.deleted }),
    ...(report.deletions === 'users' ? { 'Deleted Date': dayText(deletedDayOf(report, row)) } : {}),
    ...(report.amount === undefined ? {} : { [report.amount]: row.amount === null ? '' : String(row.amount) }),
    ...(report.active === undefined ? {} : { [report.active]: dayText(row.active) }),
    ...(report.licensed === undefined ? {} : { [report.licensed]: row.licensed }),
    ...(report.products === undefined ? {} : { 'Assigned Products': row.products }),
  };
}

function deletedDayOf({ deletions }: Report, { deleted, deletedDay }: Row): number | null {
  return deletions === 'users' && deleted === 'True' ? deletedDay : null;
}

function dayText(day: number | null): string {
  return day === null ? '' : formatDay(FIRST_DAY + day);
}

function columnsOf(report: Report, { lacksActivity }: File): string[] {
  return Object.keys(cellsOf(report, { ...EMPTY })).filter((name) => !lacksActivity || name !== report.active);
}

const EMPTY: Row = {
  name: '',
  id: '',
  deleted: '',
  deletedDay: null,
  amount: null,
  active: null,
  licensed: '',
  products: '',
};

/** What both sides are asked about each user. */
const ANSWER = [
  UPN,
  'Is Deleted',
  'Deleted Date',
  'Assigned Products',
  'Mail Sent',
  'Mailbox Storage Used (Byte)',
  'OneDrive Files',
  'Teams Meetings',
  'Copilot Prompts',
  'Exchange Licensed',
  'Exchange Last Activity Date',
  'Exchange Status',
  'Email Activity Status',
  'Mailbox Status',
  'Microsoft 365 Copilot Licensed',
  'Microsoft 365 Copilot Status',
  'Last Activity Date',
  'Days Since Last Activity',
  'Activity Status',
] as const;

/** @param days an SQL expression, of the days since somebody was active */
const activity = (days: string) => `CASE
  WHEN ${days} < 30 THEN 'Active within 30 days'
  WHEN ${days} < 90 THEN 'Inactive for 30 to 89 days'
  WHEN ${days} < 180 THEN 'Inactive for 90 to 179 days'
  ELSE 'Inactive for 180 days or more' END`;

const SQL = `
WITH named AS (SELECT *, lower(name) AS folded, lower(id) AS person FROM cells),
shown AS (
  SELECT folded, day FROM named WHERE folded IS NOT NULL GROUP BY report, day, folded
  HAVING bool_or(state = 'deleted') AND bool_or(state = 'active')
),
deletions AS (
  SELECT folded, least(max(coalesce(deletedDay, day)), (SELECT min(shown.day) FROM shown WHERE shown.folded = named.folded)) AS last
  FROM named WHERE state = 'deleted' AND folded IS NOT NULL GROUP BY 1
),
successors AS (
  SELECT DISTINCT folded FROM named JOIN deletions USING (folded) WHERE state = 'active' AND day >= last
),
slots AS (
  SELECT named.*, named.folded || CASE
    WHEN deletions.folded IS NULL THEN ' only'
    WHEN state IN ('deleted', 'leftover') OR day < last THEN ' before'
    WHEN state = 'active' OR successors.folded IS NOT NULL THEN ' after'
    ELSE ' before' END AS slot
  FROM named LEFT JOIN deletions USING (folded) LEFT JOIN successors USING (folded)
),
ids AS (
  SELECT slot, person FROM slots WHERE slot IS NOT NULL AND person IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY slot ORDER BY day DESC, report, n) = 1
),
keyed AS (
  SELECT slots.*, coalesce(slots.person, ids.person, slots.slot) AS key
  FROM slots LEFT JOIN ids USING (slot)
),
kept AS (
  SELECT * FROM keyed WHERE key IS NOT NULL
  QUALIFY several OR row_number() OVER (PARTITION BY report, key ORDER BY n) = 1
),
r0 AS (SELECT * FROM kept WHERE report = 0), r1 AS (SELECT * FROM kept WHERE report = 1),
r2 AS (SELECT * FROM kept WHERE report = 2), r4 AS (SELECT * FROM kept WHERE report = 4),
r5 AS (SELECT * FROM kept WHERE report = 5), r6 AS (SELECT * FROM kept WHERE report = 6),
r3 AS (SELECT key, sum(amount) AS amount FROM kept WHERE report = 3 GROUP BY 1),
names AS (
  SELECT key, name FROM kept WHERE name IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY key ORDER BY day DESC, report, n) = 1
),
states AS (
  SELECT key, state FROM kept WHERE state IN ('active', 'deleted')
  QUALIFY row_number() OVER (PARTITION BY key ORDER BY day DESC, state DESC) = 1
),
days AS (
  SELECT key, deletedDay FROM kept WHERE state = 'deleted' AND deletedDay IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY key ORDER BY day DESC, report, n) = 1
),
products AS (
  SELECT key, list_sort(list_distinct(flatten(list(string_split(upper(products), '+'))))) AS products
  FROM (SELECT *, max(day) OVER (PARTITION BY key) AS newest FROM kept WHERE report IN (0, 1, 4))
  WHERE day = newest AND products IS NOT NULL GROUP BY 1
),
anywhere AS (SELECT key, max(active) AS active FROM kept GROUP BY 1),
newest AS (SELECT max(day) AS day FROM sources)
SELECT
  names.name,
  CASE states.state WHEN 'deleted' THEN 'True' WHEN 'active' THEN 'False' END,
  CASE states.state WHEN 'deleted' THEN days.deletedDay END,
  array_to_string(products.products, '+'),
  r1.amount, r2.amount, r3.amount, r4.amount, r6.amount,
  r0.licensed,
  greatest(r0.active, r1.active, r2.active) AS exchange,
  CASE
    WHEN exchange IS NOT NULL THEN ${activity('(SELECT max(day) FROM sources WHERE report IN (0, 1, 2)) - exchange')}
    WHEN r0.licensed = 'False' THEN 'Not licensed'
    WHEN r0.saysActivity OR r1.saysActivity OR r2.saysActivity THEN 'No activity'
    WHEN EXISTS (FROM sources WHERE report IN (0, 1, 2)) THEN 'Not sent'
    ELSE 'Not fetched' END,
  CASE
    WHEN NOT EXISTS (FROM sources WHERE report = 1) THEN 'Not fetched'
    WHEN r1.active IS NOT NULL THEN ${activity('(SELECT day FROM sources WHERE report = 1) - r1.active')}
    WHEN r0.licensed = 'False' THEN 'Not licensed'
    WHEN r1.saysActivity THEN 'No activity'
    ELSE 'Not sent' END,
  CASE
    WHEN NOT EXISTS (FROM sources WHERE report = 2) THEN 'Not fetched'
    WHEN r2.key IS NOT NULL THEN 'Sent'
    WHEN r0.licensed = 'False' THEN 'Not licensed'
    ELSE 'Not sent' END,
  CASE WHEN EXISTS (FROM sources WHERE report = 6) THEN CASE WHEN r6.key IS NULL THEN 'False' ELSE 'True' END END,
  CASE
    WHEN NOT EXISTS (FROM sources WHERE report = 6) THEN 'Not fetched'
    WHEN r6.active IS NOT NULL THEN ${activity('(SELECT day FROM sources WHERE report = 6) - r6.active')}
    WHEN r6.key IS NULL THEN 'Not licensed'
    WHEN r6.saysActivity THEN 'No activity'
    ELSE 'Not sent' END,
  anywhere.active,
  CASE WHEN anywhere.active IS NOT NULL THEN greatest(0, newest.day - anywhere.active) END,
  CASE
    WHEN newest.day - anywhere.active < 30 THEN 'Active within 30 days'
    WHEN r0.hasActivity AND anywhere.active IS NOT NULL THEN ${activity('newest.day - anywhere.active')}
    WHEN r0.saysActivity AND anywhere.active IS NULL THEN 'No activity'
    WHEN EXISTS (FROM sources WHERE report = 0) THEN 'Not sent'
    ELSE 'Not fetched' END
FROM r0 FULL JOIN r1 USING (key) FULL JOIN r2 USING (key) FULL JOIN r3 USING (key) FULL JOIN r4 USING (key)
FULL JOIN r5 USING (key) FULL JOIN r6 USING (key)
LEFT JOIN names USING (key) LEFT JOIN states USING (key) LEFT JOIN days USING (key) LEFT JOIN products USING (key)
LEFT JOIN anywhere USING (key) CROSS JOIN newest`;

describe('the join of reports about users, beside DuckDB', () => {
  let database: DuckDBConnection;
  before(async () => {
    database = await (await DuckDBInstance.create(':memory:')).connect();
    await database.run(`CREATE TABLE cells (report INTEGER, several BOOLEAN, day INTEGER, n INTEGER, name VARCHAR, id VARCHAR,
      state VARCHAR, deletedDay INTEGER, amount INTEGER, active INTEGER, saysActivity BOOLEAN, hasActivity BOOLEAN, licensed VARCHAR, products VARCHAR)`);
    await database.run('CREATE TABLE sources (report INTEGER, day INTEGER)');
  });

  for (const [how, joinThem] of [
    ['read by one thread', join],
    ['read by two', joinFromTwoThreads],
  ] as const) {
    fuzz(`has the same users, amounts, days, and reasons, ${how}`, 120, files, async (given) => {
      const reports = [];
      for (const [at, report] of REPORTS.entries()) {
        const found = given[at];
        if (found !== null && found !== undefined) {
          const rows = found.rows.map((one) => cellsOf(report, one));
          const options = { refreshDate: formatDay(FIRST_DAY + found.day), columns: columnsOf(report, found) };
          reports.push(await userReport(report.report, rows, options));
        }
      }
      const { table } = await joinThem(reports);
      const ours = rowsOf(table).map((cells) =>
        ANSWER.map((name) =>
          name === 'Assigned Products' ? sortedList(cells[name]?.toUpperCase()) : (cells[name] ?? null),
        ),
      );
      assert.deepEqual(sorted(ours), sorted(await theirs(given)));
    });
  }

  async function theirs(given: readonly (File | null)[]): Promise<(string | null)[][]> {
    await fill(
      'cells',
      REPORTS.flatMap((report, at) =>
        (given[at]?.rows ?? []).map((one, n) => [
          at,
          report.several === true,
          given[at]?.day ?? 0,
          n,
          ...sqlRow(report, one, given[at]?.lacksActivity === true),
        ]),
      ),
    );
    await fill(
      'sources',
      REPORTS.flatMap((_, at) => {
        const day = given[at]?.day;
        return day === undefined ? [] : [[at, day]];
      }),
    );
    const days = [2, 10, 16].map((at) => ANSWER[at]);
    return (await database.runAndReadAll(SQL)).getRows().map((cells) =>
      cells.map((cell, at) => {
        if (cell === null) {
          return null;
        }
        return days.includes(ANSWER[at]) ? dayText(Number(cell)) : String(cell);
      }),
    );
  }

  async function fill(table: string, rows: readonly (readonly (string | number | boolean | null)[])[]): Promise<void> {
    await database.run(`DELETE FROM ${table}`);
    if (rows.length > 0) {
      const cell = (value: string | number | boolean | null) =>
        value === null || value === '' ? 'NULL' : typeof value === 'string' ? `'${value}'` : String(value);
      await database.run(
        `INSERT INTO ${table} VALUES ${rows.map((cells) => `(${cells.map(cell).join(', ')})`).join(', ')}`,
      );
    }
  }
});

function sqlRow(report: Report, row: Row, lacksActivity: boolean): (string | number | boolean | null)[] {
  const isDeleted = report.deletions === undefined ? '' : row.deleted;
  const states: Readonly<Record<string, string>> =
    report.deletions === 'leftovers' ? { True: 'leftover' } : { True: 'deleted', False: 'active' };
  const active = report.active === undefined || lacksActivity ? null : row.active;
  return [
    row.name,
    report.id === undefined ? '' : row.id,
    states[isDeleted] ?? 'unknown',
    deletedDayOf(report, row),
    report.amount === undefined ? null : row.amount,
    active,
    report.active !== undefined && !lacksActivity && row.active === null,
    report.active !== undefined && !lacksActivity,
    report.licensed === undefined ? '' : row.licensed,
    report.products === undefined ? '' : row.products,
  ];
}

function sortedList(text: string | undefined): string | null {
  return text === undefined ? null : splitList(text).sort().join('+');
}

function sorted(rows: readonly (readonly (string | null)[])[]): string[] {
  return rows.map((cells) => JSON.stringify(Object.fromEntries(ANSWER.map((name, at) => [name, cells[at]])))).sort();
}
