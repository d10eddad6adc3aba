import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { runQuery } from '../../../../../src/core/table/query/runQuery.js';
import { parseQuery } from '../../../../../src/shared/query/querySchema.js';
import type { GroupKey, Query, QueryAggregate, QueryFilter } from '../../../../../src/shared/query/query.js';
import { columnarOf } from '../../../../../src/core/table/store/columnarTable.js';
import { csv, csvFile, definition, values } from '../support.js';

const REFRESH_DATE = '2026-11-18';
const report = definition([
  { name: 'Address', type: 'text' },
  { name: 'Team', type: 'text' },
  { name: 'Calls', type: 'number', unit: 'count' },
  { name: 'Used', type: 'number', unit: 'bytes' },
  { name: 'Seen', type: 'date' },
  { name: 'Flag', type: 'boolean' },
  { name: 'Products', type: 'list' },
]);
const HEADER = ['Address', 'Team', 'Calls', 'Used', 'Seen', 'Flag', 'Products'];

/** Texts that the language and DuckDB order alike. */
const row = fc.tuple(
  fc.constantFrom('', 'ann@a.example', 'ben@b.example', 'eve@a.example'),
  fc.constantFrom('', 'east', 'north', 'west'),
  fc.oneof(fc.constant(''), fc.integer({ min: -30, max: 30 }).map(String)),
  fc.oneof(
    fc.constant(''),
    fc.integer({ min: 0, max: 40 }).map((quarters) => String(1e9 + quarters / 4)),
  ),
  fc.constantFrom('', '2026-11-17', '2026-11-11', '2026-10-31', '2026-02-28', '2024-02-29'),
  fc.constantFrom('', 'True', 'False'),
  fc.constantFrom('', 'E3', 'E3+Visio', 'Visio+E3', 'E5', 'E3+E3'),
);
type Row = readonly string[];

/** Each kind of group key, with DuckDB's word for it. */
const KEYS: readonly (readonly [key: GroupKey, sql: readonly string[]])[] = [
  [{ column: 'team' }, ['team']],
  [{ column: 'Flag', name: 'Is it' }, ['flag']],
  [{ column: 'Calls' }, ['calls']],
  [{ column: 'Seen' }, ['seen::VARCHAR']],
  [{ column: 'Address', by: 'domain' }, [`split_part(address, '@', 2)`]],
  [{ column: 'Products', by: 'member' }, ['member']],
  [{ column: 'Seen', by: 'month' }, [`strftime(seen, '%Y-%m')`]],
  [{ column: 'Seen', by: 'week' }, [`date_trunc('week', seen)::DATE::VARCHAR`]],
  [{ column: 'Seen', by: 'weekday' }, ['isodow(seen)']],
  [{ column: 'Calls', by: 'range', step: 10 }, ['floor(calls / 10) * 10', 'floor(calls / 10) * 10 + 10']],
  [
    { column: 'Calls', by: 'range', bounds: [10, 0] },
    [
      'CASE WHEN calls >= 10 THEN 10 WHEN calls >= 0 THEN 0 END',
      'CASE WHEN calls >= 10 THEN NULL WHEN calls >= 0 THEN 10 WHEN calls < 0 THEN 0 END',
    ],
  ],
  [
    { column: 'Seen', by: 'activeWithin', days: [30, 10] },
    [
      `CASE WHEN seen > DATE '${REFRESH_DATE}' - 10 THEN '10' WHEN seen > DATE '${REFRESH_DATE}' - 30 THEN '30' WHEN seen IS NOT NULL THEN 'longer' END`,
    ],
  ],
];

const AGGREGATES: readonly (readonly [aggregate: QueryAggregate, sql: readonly string[]])[] = [
  [{ kind: 'count' }, ['count(*)']],
  [{ kind: 'share' }, ['100 * count(*) / nullif((SELECT count(*) FROM passing), 0)']],
  [{ kind: 'distinct', column: 'Team' }, ['count(DISTINCT team)']],
  [{ kind: 'distinct', column: 'Seen', name: 'Days' }, ['count(DISTINCT seen)']],
  [{ kind: 'sum', column: 'Calls' }, ['sum(calls)']],
  [{ kind: 'sum', column: 'Used' }, ['sum(used)']],
  [{ kind: 'mean', column: 'Used' }, ['avg(used)', 'count(used)']],
  [{ kind: 'median', column: 'Calls' }, ['median(calls)', 'count(calls)']],
  [{ kind: 'min', column: 'Calls' }, ['min(calls)']],
  [{ kind: 'max', column: 'Used' }, ['max(used)']],
  [{ kind: 'min', column: 'Seen' }, ['min(seen)::VARCHAR']],
  [{ kind: 'max', column: 'Seen' }, ['max(seen)::VARCHAR']],
  [{ kind: 'shareWithValue', column: 'Products' }, ['100 * count(products) / nullif(count(*), 0)']],
];

const FILTERS: readonly (readonly [filter: QueryFilter, sql: string])[] = [
  [{ column: 'Calls', kind: 'range', from: -5 }, 'calls >= -5'],
  [{ column: 'Calls', kind: 'range', to: 5, orBlank: true }, '(calls <= 5 OR calls IS NULL)'],
  [{ column: 'Seen', kind: 'days', from: '2026-10-01' }, `seen >= DATE '2026-10-01'`],
  [{ column: 'Team', kind: 'values', values: ['east', 'west'] }, `team IN ('east', 'west')`],
  [{ column: 'Products', kind: 'values', values: ['E3'] }, `list_contains(products, 'E3')`],
  [{ column: 'Flag', kind: 'blank' }, 'flag IS NULL'],
  [{ column: 'Address', kind: 'notBlank' }, 'address IS NOT NULL'],
  [{ column: 'Calls', kind: 'share', of: ['Used'], from: 0.000_000_005 }, 'calls / used >= 0.000000005'],
];

interface Case {
  readonly rows: readonly Row[];
  readonly keys: typeof KEYS;
  readonly aggregates: typeof AGGREGATES;
  readonly filters: typeof FILTERS;
  /** Places among the columns of the result. */
  readonly sort: readonly (readonly [column: number, descending: boolean])[];
  readonly limit: number | undefined;
  readonly minGroupSize: number | undefined;
}

const grouped: fc.Arbitrary<Case> = fc.record({
  rows: fc.array(row, { maxLength: 40 }),
  keys: fc.subarray([...KEYS], { maxLength: 3 }),
  aggregates: fc.subarray([...AGGREGATES], { minLength: 1 }),
  filters: fc.subarray([...FILTERS], { maxLength: 2 }),
  sort: fc.array(fc.tuple(fc.nat(30), fc.boolean()), { maxLength: 3 }),
  limit: fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined }),
  minGroupSize: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
});

function literal(text: string, cast: (quoted: string) => string): string {
  return text === '' ? 'NULL' : cast(`'${text}'`);
}

function valuesOf(rows: readonly Row[]): string {
  const lines = rows.map(([address = '', team = '', calls = '', used = '', seen = '', flag = '', products = ''], at) =>
    [
      String(at),
      literal(address, (text) => text),
      literal(team, (text) => text),
      literal(calls, (text) => `${text}::DOUBLE`),
      literal(used, (text) => `${text}::DOUBLE`),
      literal(seen, (text) => `${text}::DATE`),
      literal(flag, (text) => `${text}::BOOLEAN`),
      literal(products, (text) => `string_split(${text}, '+')`),
    ].join(', '),
  );
  return lines.map((line) => `(${line})`).join(', ');
}

describe('queries, beside DuckDB', function () {
  this.timeout(120_000);
  let database: DuckDBConnection;

  before(async () => {
    database = await (await DuckDBInstance.create(':memory:')).connect();
    await database.run(
      'CREATE TABLE file (place INTEGER, address VARCHAR, team VARCHAR, calls DOUBLE, used DOUBLE, seen DATE, flag BOOLEAN, products VARCHAR[])',
    );
  });

  const fill = async (rows: readonly Row[]) => {
    await database.run('DELETE FROM file');
    if (rows.length > 0) {
      await database.run(`INSERT INTO file VALUES ${valuesOf(rows)}`);
    }
  };
  const ask = async (sql: string) => (await database.runAndReadAll(sql)).getRowsJson();
  const tableOf = (rows: readonly Row[]) => csv(csvFile([HEADER, ...rows]), report);
  const answer = (query: Query, rows: readonly Row[]) =>
    tableOf(rows).then((table) =>
      runQuery(table, parseQuery(JSON.parse(JSON.stringify(query))), { definition: report, refreshDate: REFRESH_DATE }),
    );

  it('group, aggregate, filter, sort, and limit alike', async () => {
    await fc.assert(
      fc.asyncProperty(grouped, async ({ rows, keys, aggregates, filters, sort, limit, minGroupSize }) => {
        await fill(rows);
        const base: Query = {
          version: 1,
          groupBy: keys.map(([key]) => key),
          aggregates: aggregates.map(([aggregate]) => aggregate),
          filters: filters.map(([filter]) => filter),
          minGroupSize,
        };
        const { columns } = (await answer(base, rows)).table;
        const order = sort.map(([at, descending]) => ({ column: at % columns.length, descending }));
        const query = {
          ...base,
          limit,
          sort: order.map(({ column, descending }) => ({ column: columns[column]!.name, descending })),
        };

        const keySql = keys.flatMap(([, sql]) => sql);
        const all = [...keySql, ...aggregates.flatMap(([, sql]) => sql)];
        const byKeys = keySql.map((_, at) => `c${at} ASC NULLS LAST`);
        const orders = [
          ...order.map(({ column, descending }) => `c${column} ${descending ? 'DESC' : 'ASC'} NULLS LAST`),
          ...byKeys,
        ];
        const where = filters.length === 0 ? '' : `WHERE ${filters.map(([, sql]) => sql).join(' AND ')}`;
        const members = keys.some(([{ by }]) => by === 'member')
          ? 'SELECT *, unnest(CASE WHEN products IS NULL THEN [NULL] ELSE list_distinct(products) END) AS member FROM passing'
          : 'SELECT * FROM passing';
        const sql = `
          WITH passing AS (SELECT * FROM file ${where}), many AS (${members})
          SELECT ${all.map((one, at) => `${one} AS c${at}`).join(', ')} FROM many
          ${keySql.length === 0 ? '' : `GROUP BY ${keySql.map((_, at) => at + 1).join(', ')}`}
          ${minGroupSize === undefined ? '' : `HAVING count(*) >= ${minGroupSize}`}
          ${orders.length === 0 ? '' : `ORDER BY ${orders.join(', ')}`}
          ${limit === undefined ? '' : `LIMIT ${limit}`}`;
        const result = await answer(query, rows);
        assert.deepEqual(values(result.table).map(plain), (await ask(sql)).map(plain));
        assert.equal(result.rowsPassed, Number((await ask(`SELECT count(*) FROM file ${where}`))[0]?.[0]));
      }),
      { numRuns: 250 },
    );
  });

  it('choose and sort rows alike', async () => {
    const columns = ['Address', 'Team', 'Calls', 'Used', 'Seen', 'Flag'];
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 40 }),
        fc.shuffledSubarray(columns, { minLength: 1 }),
        fc.array(fc.tuple(fc.constantFrom(...columns), fc.boolean()), { maxLength: 3 }),
        fc.subarray([...FILTERS], { maxLength: 2 }),
        fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined }),
        async (rows, chosen, sort, filters, limit) => {
          await fill(rows);
          const query: Query = {
            version: 1,
            columns: chosen,
            filters: filters.map(([filter]) => filter),
            sort: sort.map(([column, descending]) => ({ column, descending })),
            limit,
          };
          const orders = [
            ...sort.map(([column, descending]) => `${column} ${descending ? 'DESC' : 'ASC'} NULLS LAST`),
            'place',
          ];
          const sql = `
            SELECT ${chosen.map((name) => (name === 'Seen' ? 'seen::VARCHAR' : name)).join(', ')} FROM file
            ${filters.length === 0 ? '' : `WHERE ${filters.map(([, one]) => one).join(' AND ')}`}
            ORDER BY ${orders.join(', ')} ${limit === undefined ? '' : `LIMIT ${limit}`}`;
          const { table } = await answer(query, rows);
          assert.deepEqual(values(table).map(plain), (await ask(sql)).map(plain));
          // The result is a table like any other: sorted, filtered, and asked again.
          const again = await runQuery(columnarOf(table), { version: 1, aggregates: [{ kind: 'count' }] });
          assert.deepEqual(values(again.table), [[table.rowCount]]);
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** DuckDB's numbers of 64 bits are texts in JSON. A sum may differ in its last digit. */
function plain(cells: readonly unknown[]): unknown[] {
  return cells.map((cell) => {
    const number = typeof cell === 'string' && /^-?\d+$/.test(cell) ? Number(cell) : cell;
    return typeof number === 'number' ? Number(number.toPrecision(12)) : number;
  });
}
