// Queries of a detail report in memory, beside DuckDB asking the same of a table that it read from the same file. `ROWS` (1,000,000) can be
// set in the environment.
import { DuckDBInstance } from '@duckdb/node-api';
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { decodeCsv } from '../../src/core/table/csv/decodeCsv.js';
import { runQuery } from '../../src/core/table/query/runQuery.js';
import type { Query, QueryAggregate } from '../../src/shared/query/query.js';
import { bigReport, definition } from './bigReport.js';

const rowCount = Number(process.env['ROWS'] ?? 1_000_000);
const ROUNDS = 5;

const measures: QueryAggregate[] = [
  { kind: 'count' },
  { kind: 'sum', column: 'Storage Used (Byte)' },
  { kind: 'mean', column: 'Call Count' },
];
const sqlMeasures = 'count(*), sum("Storage Used (Byte)"), avg("Call Count")';

/** Milliseconds of processor time on a machine that does nothing else; only for comparison. */
const TARGETS: Readonly<Record<string, number>> = {
  'one key (day), three measures': 500,
  'members of a list, three measures': 1_000,
  'rows by three sort keys': 2_500,
};

const CASES: readonly (readonly [name: string, query: Omit<Query, 'version'>, sql: string])[] = [
  [
    'one key (day), three measures',
    { groupBy: [{ column: 'Last Activity Date' }], aggregates: measures },
    `SELECT "Last Activity Date", ${sqlMeasures} FROM file GROUP BY 1 ORDER BY 1`,
  ],
  [
    'members of a list, three measures',
    { groupBy: [{ column: 'Assigned Products', by: 'member' }], aggregates: measures },
    `SELECT member, ${sqlMeasures} FROM (SELECT *, unnest(string_split("Assigned Products", '+')) AS member FROM file) GROUP BY 1 ORDER BY 1`,
  ],
  [
    'one key of as many groups as rows, three measures',
    { groupBy: [{ column: 'User Principal Name' }], aggregates: measures },
    `SELECT "User Principal Name", ${sqlMeasures} FROM file GROUP BY 1 ORDER BY 1`,
  ],
  [
    'median and distinct values by two keys',
    {
      groupBy: [{ column: 'Is Deleted' }, { column: 'Last Activity Date', by: 'month' }],
      aggregates: [
        { kind: 'median', column: 'Call Count' },
        { kind: 'distinct', column: 'Assigned Products' },
      ],
    },
    `SELECT "Is Deleted", strftime("Last Activity Date"::DATE, '%Y-%m'), median("Call Count"), count(DISTINCT "Assigned Products") FROM file GROUP BY 1, 2 ORDER BY 1, 2`,
  ],
  [
    'rows by three sort keys',
    {
      columns: ['User Principal Name'],
      sort: [
        { column: 'Assigned Products' },
        { column: 'Last Activity Date', descending: true },
        { column: 'User Principal Name' },
      ],
    },
    'SELECT "User Principal Name" FROM file ORDER BY "Assigned Products", "Last Activity Date" DESC, "User Principal Name"',
  ],
];

interface Taken {
  readonly wall: number;
  /** Processor time of this process, which a busy machine changes least. */
  readonly cpu: number;
}

/** The shortest of some rounds, in milliseconds. */
async function shortest(work: () => Promise<unknown>): Promise<Taken> {
  let [wall, cpu] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round++) {
    const [start, used] = [performance.now(), process.cpuUsage()];
    await work();
    const { user, system } = process.cpuUsage(used);
    wall = Math.min(wall, performance.now() - start);
    cpu = Math.min(cpu, (user + system) / 1_000);
  }
  return { wall, cpu };
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'usage-reports-query-'));
  const file = path.join(folder, 'report.csv');
  try {
    await pipeline(bigReport(rowCount), createWriteStream(file));
    const table = await decodeCsv(createReadStream(file) as AsyncIterable<Uint8Array>, definition);
    const database = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
    await database.run(`CREATE TABLE file AS SELECT * FROM read_csv('${file}', header = true)`);
    console.log(
      `${table.rowCount} rows x ${table.columns.length} columns; milliseconds, the shortest of ${ROUNDS}; ratios of processor time`,
    );
    for (const [name, query, sql] of CASES) {
      const ours = await shortest(() => runQuery(table, { version: 1, ...query }, { definition }));
      const theirs = await shortest(() => database.run(`CREATE OR REPLACE TEMP TABLE answer AS ${sql}`));
      const text = ({ wall, cpu }: Taken) => `${wall.toFixed(0)} (processor ${cpu.toFixed(0)})`;
      const target = TARGETS[name];
      console.log(
        `${name}: ${text(ours)}; DuckDB ${text(theirs)}; ratio ${(ours.cpu / theirs.cpu).toFixed(2)}` +
          (target === undefined ? '' : `; target ${target}`),
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main();
