import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatDay, parseDay } from '../../../../src/base/dates.js';
import { fuzz } from '../../../support/fuzz.js';
import { type Cells, cellsOf, join, MAILBOXES, ONEDRIVE, SITES, type Snapshot } from './support.js';

const LAST = parseDay('2026-11-28');
const USED = 'Storage Used (Byte)';

/** How a report calls what the test generates. */
const REPORTS = [
  {
    report: MAILBOXES,
    name: 'User Principal Name',
    created: true,
    quotas: ['Prohibit Send/Receive Quota (Byte)', 'Prohibit Send Quota (Byte)', 'Issue Warning Quota (Byte)'],
  },
  { report: ONEDRIVE, name: 'Site URL', created: false, quotas: ['Storage Allocated (Byte)'] },
  { report: SITES, name: 'Site Id', created: false, quotas: ['Storage Allocated (Byte)'] },
] as const;

interface Row {
  readonly name: string;
  readonly used: number | null;
  readonly quotas: readonly (number | null)[];
  /** Days before the newest snapshot. */
  readonly created: number | null;
}

interface File {
  /** Days before the newest snapshot, 0 for that. */
  readonly before: number;
  readonly rows: readonly Row[];
}

const amount = fc.option(fc.oneof(fc.nat(20), fc.nat(2 ** 40)), { freq: 6 });
const row = fc.record<Row>({
  name: fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom('', '00000000-0000-0000-0000-000000000000') },
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        'ann@a.example',
        'ANN@A.example',
        'ben@a.example',
        'cleo@a.example',
        'дарья@a.example',
      ),
    },
  ),
  used: amount,
  quotas: fc.array(amount, { minLength: 3, maxLength: 3 }),
  created: fc.option(fc.integer({ min: 1, max: 100 })),
});
const rows = fc.array(row, { minLength: 1, maxLength: 6 });
/** Of each report the newest snapshot and some earlier ones, or none where it is missing. */
const files = fc.tuple(
  ...REPORTS.map(() =>
    fc.option(
      fc
        .tuple(
          rows,
          fc.uniqueArray(fc.integer({ min: 7, max: 90 }), { maxLength: 4 }),
          fc.array(rows, { minLength: 4 }),
        )
        .map(([newest, days, others]): File[] => [
          { before: 0, rows: newest },
          ...days.sort((one, other) => other - one).map((before, at) => ({ before, rows: others[at] ?? [] })),
        ]),
      { freq: 6 },
    ),
  ),
);

function cellsOfRow({ name, created, quotas }: (typeof REPORTS)[number], one: Row): Cells {
  const text = (value: number | null | undefined) => String(value ?? '');
  return {
    [name]: one.name,
    [USED]: text(one.used),
    ...(created ? { 'Created Date': one.created === null ? '' : formatDay(LAST - one.created) } : {}),
    ...Object.fromEntries(quotas.map((quota, at) => [quota, text(one.quotas[at])])),
  };
}

/** What both sides are asked about each row. */
const ANSWER = [
  'Name',
  'Kind',
  'Quota (Byte)',
  'Quota Used (%)',
  'Growth per Month (Byte)',
  'Growth Since',
  'Growth Status',
  'Days Left',
  'Days Left Status',
];

const SQL = `
WITH named AS (
  SELECT *, CASE WHEN report = 0 THEN lower(name) ELSE name END AS key,
    count(*) OVER (PARTITION BY report, before, CASE WHEN report = 0 THEN lower(name) ELSE name END) AS same
  FROM cells
),
telling AS (SELECT report, before, count(key) * 2 >= count(*) AS tells FROM named GROUP BY ALL),
compared AS (
  SELECT earlier.report, earlier.before, earlier.tells AND newest.tells AS tells
  FROM telling earlier JOIN telling newest ON newest.report = earlier.report AND newest.before = 0 WHERE earlier.before > 0
),
found AS (
  SELECT newer.report, newer.n, older.used, older.before
  FROM named newer JOIN named older ON newer.report = older.report AND newer.key = older.key AND older.before > 0
  JOIN compared ON compared.report = older.report AND compared.before = older.before AND compared.tells
  WHERE newer.before = 0 AND newer.same = 1 AND older.same = 1 AND older.used IS NOT NULL
    AND (newer.created IS NULL OR newer.created >= older.before)
  QUALIFY row_number() OVER (PARTITION BY newer.report, newer.n ORDER BY older.before DESC) = 1
),
twice AS (
  SELECT DISTINCT newer.report, newer.n
  FROM named newer JOIN named older ON newer.report = older.report AND newer.key = older.key AND older.before > 0
  JOIN compared ON compared.report = older.report AND compared.before = older.before AND compared.tells
  WHERE newer.before = 0 AND older.same > 1 AND (newer.created IS NULL OR newer.created >= older.before)
),
answers AS (
  SELECT newer.report, newer.n, newer.name, newer.used,
    coalesce(nullif(newer.q1, 0), nullif(newer.q2, 0), nullif(newer.q3, 0)) AS quota,
    found.before, (newer.used - found.used) / found.before AS pace,
    CASE
      WHEN newer.used IS NULL THEN 'Not sent'
      WHEN found.before IS NOT NULL THEN 'Known'
      WHEN newer.key IS NULL OR newer.same > 1 THEN 'Not told apart'
      WHEN EXISTS (FROM twice WHERE twice.report = newer.report AND twice.n = newer.n) THEN 'Not told apart'
      WHEN (SELECT bool_and(NOT tells) FROM compared WHERE compared.report = newer.report) THEN 'Not told apart'
      ELSE 'Not enough snapshots' END AS state
  FROM named newer LEFT JOIN found ON found.report = newer.report AND found.n = newer.n WHERE newer.before = 0
)
SELECT name, ['Mailbox', 'OneDrive', 'Site'][report + 1], quota,
  floor(used / quota * 1000 + 0.5) / 10,
  CASE WHEN state = 'Known' THEN floor(pace * 30 + 0.5) END,
  CASE WHEN state = 'Known' THEN before END,
  state,
  CASE WHEN used >= quota THEN 0 WHEN state = 'Known' AND pace > 0 THEN floor((quota - used) / pace) END,
  CASE
    WHEN used IS NULL THEN 'Not sent'
    WHEN quota IS NULL THEN 'No quota'
    WHEN used >= quota THEN 'Known'
    WHEN state <> 'Known' THEN state
    WHEN pace > 0 THEN 'Known'
    ELSE 'Not growing' END
FROM answers ORDER BY report, n`;

describe('the growth of storage, beside DuckDB', () => {
  let database: DuckDBConnection;
  before(async () => {
    database = await (await DuckDBInstance.create(':memory:')).connect();
    await database.run(`CREATE TABLE cells (report INTEGER, before INTEGER, n INTEGER, name VARCHAR, used DOUBLE, created INTEGER,
      q1 DOUBLE, q2 DOUBLE, q3 DOUBLE)`);
  });

  fuzz('has the same quotas, growth, days, and reasons', 120, files, async (given) => {
    const snapshots = REPORTS.flatMap((report, at) =>
      (given[at] ?? []).map(({ before, rows: all }): Snapshot => ({
        report: report.report,
        day: formatDay(LAST - before),
        rows: all.map((one) => cellsOfRow(report, one)),
      })),
    );
    const ours = cellsOf(await join(snapshots), ANSWER).map((cells) =>
      cells.map((cell) => (cell === '' ? null : cell)),
    );
    assert.deepEqual(ours, await theirs(given));
  });

  async function theirs(given: readonly (readonly File[] | null)[]): Promise<(string | null)[][]> {
    await database.run('DELETE FROM cells');
    const values = REPORTS.flatMap(({ created, quotas }, report) =>
      (given[report] ?? []).flatMap(({ before, rows: all }) =>
        all.map((one, n) => {
          const name = /^0{8}-|^$/.test(one.name) ? null : `'${one.name}'`;
          const limits = [0, 1, 2].map((at) => (at < quotas.length ? one.quotas[at] : null));
          return [report, before, n, name, one.used, created ? one.created : null, ...limits];
        }),
      ),
    );
    if (values.length > 0) {
      await database.run(
        `INSERT INTO cells VALUES ${values.map((cells) => `(${cells.map((cell) => cell ?? 'NULL').join(', ')})`).join(', ')}`,
      );
    }
    return (await database.runAndReadAll(SQL)).getRows().map((cells) =>
      cells.map((cell, at) => {
        if (cell === null) {
          return null;
        }
        return ANSWER[at] === 'Growth Since' ? formatDay(LAST - Number(cell)) : String(cell);
      }),
    );
  }
});
