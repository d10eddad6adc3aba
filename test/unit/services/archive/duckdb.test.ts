import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Archive } from '../../../../src/services/archive/archive.js';
import type { SnapshotKey } from '../../../../src/services/archive/names.js';
import { pathOf } from '../../../../src/services/archive/snapshotPlace.js';
import { SAMPLE_CONNECTION } from '../../../../src/services/auth/connections/connection.js';
import type { Format } from '../../../../src/core/catalog/definition.js';
import { GraphClient } from '../../../../src/services/graph/client.js';
import type { Report } from '../../../../src/services/reports/report.js';
import { ReportService } from '../../../../src/services/reports/reportService.js';
import { createSampleService } from '../../../../src/services/sample/sampleService.js';
import { checkoutRoot } from '../../../support/host/checkout.mjs';
import { catalog } from '../../../support/catalog.js';

/** The queries of the documentation's page about the archive, by the name in their first line. */
async function documentedQueries(): Promise<ReadonlyMap<string, string>> {
  const page = await readFile(path.join(checkoutRoot(), 'docs/archive.md'), 'utf8');
  return new Map(
    Array.from(page.matchAll(/```sql\n-- (\w+)\n([\s\S]*?)```/g), ([, name = '', query = '']) => [name, query]),
  );
}

interface Truth {
  readonly format: Format;
  readonly rows: number;
  /** Sum of every numeric column, by its place. */
  readonly sums: ReadonlyMap<number, number>;
}

describe('DuckDB on the archive', function () {
  this.timeout(120_000);

  let folder: string;
  let database: DuckDBConnection;
  let queries: ReadonlyMap<string, string>;
  /** What the reports that were kept say, by report and refresh date. */
  const truths = new Map<string, Truth>();
  const reports = catalog.reports.filter(({ periods }) => periods.includes('D7'));
  let now = new Date('2026-11-15T12:00:00Z');

  const ask = async (query: string) =>
    (await database.runAndReadAll(query.replaceAll("'archive/", `'${folder}/`))).getRowObjectsJson() as Record<
      string,
      never
    >[];
  const documented = (name: string) => {
    const query = queries.get(name);
    assert.ok(query, `the page has a query “${name}”`);
    return ask(query);
  };

  it('has the queries that the README shows', async () => {
    const readme = await readFile(path.join(checkoutRoot(), 'README.md'), 'utf8');
    const shown = Array.from(
      readme.matchAll(/```sql\n-- (\w+)\n([\s\S]*?)```/g),
      ([, name = '', query]) => [name, query] as const,
    );
    assert.ok(shown.length > 0);
    for (const [name, query] of shown) {
      assert.equal(query, queries.get(name));
    }
  });

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'duckdb-archive-'));
    database = await (await DuckDBInstance.create(':memory:')).connect();
    queries = await documentedQueries();
    const client = new GraphClient({
      origin: SAMPLE_CONNECTION.graphOrigin,
      tokens: { getToken: () => Promise.resolve('sample') },
      fetch: (url, init) => sample(new Request(url, init)),
    });
    const sample = createSampleService({ catalog, now: () => now });
    let compress = false;
    const service = new ReportService({
      catalog: () => catalog,
      connection: () => SAMPLE_CONNECTION,
      archive: new Archive(folder, {
        compress: () => compress,
        retention: (report) => (catalog.find(report)?.kind === 'detail' ? { snapshots: 1 } : undefined),
      }),
      fetchReport: (_, request, options) => client.fetchReport(request, options),
      now: () => now,
      settings: () => ({ format: 'csv', freshHours: 0 }),
    });
    const open = (report: string) =>
      service.use(
        { connection: 'sample', report, period: 'D7' },
        { signal: new AbortController().signal },
        async (opened) => {
          truths.set(`${report} ${opened.refreshDate ?? 'unknown'}`, await truthOf(opened));
        },
      );
    for (const { name } of reports) {
      await open(name);
    }
    now = new Date('2026-11-20T12:00:00Z');
    compress = true;
    for (const report of ['getTeamsUserActivityCounts', 'getMailboxUsageDetail']) {
      await open(report);
    }
  });

  after(async () => {
    database.closeSync();
    await rm(folder, { recursive: true, force: true });
  });

  it('counts as many rows of every report as we do', async () => {
    const found = await documented('inventory');
    // A file without rows is one without a refresh date. Two reports are kept as JSON, see the query “forms”.
    const withRows = [...truths].filter(([, { rows, format }]) => rows > 0 && format === 'csv');
    const asJson = [...truths].filter(([, { format }]) => format === 'json').map(([name]) => name.split(' ')[0]);
    assert.deepEqual(asJson, ['getFormsUserActivityCounts', 'getFormsUserActivityUserCounts']);
    assert.equal(found.length, new Set(withRows.map(([name]) => name.split(' ')[0])).size);
    for (const { report, refreshes, rows } of found) {
      const kept = withRows.filter(([name]) => name.startsWith(`${String(report)} `));
      // Of a detail report only the newest is kept.
      const expected = report === 'getMailboxUsageDetail' ? kept.slice(-1) : kept;
      assert.equal(Number(refreshes), expected.length, report);
      assert.equal(
        Number(rows),
        expected.reduce((sum, [, truth]) => sum + truth.rows, 0),
        report,
      );
    }
  });

  it('sums up every numeric column of every report as we do', async () => {
    let compared = 0;
    for (const [name, { rows, sums, format }] of truths) {
      const [report = '', refresh = ''] = name.split(' ');
      if (
        rows === 0 ||
        format === 'json' ||
        sums.size === 0 ||
        (report === 'getMailboxUsageDetail' && refresh !== '2026-11-18')
      ) {
        continue;
      }
      const file = `read_csv('archive/tenant=sample/report=${report}/period=D7/refresh=${refresh}/fetched=*/part*.csv*', all_varchar = true)`;
      // Some headers are spelled otherwise than documented, which our names are not: the place in the file tells which is which.
      const header = (await ask(`DESCRIBE SELECT * FROM ${file}`)).map(({ column_name }) => String(column_name));
      const columns = [...sums.keys()]
        .map((index) => `sum(try_cast("${header[index]}" AS DOUBLE)) AS c${index}`)
        .join(', ');
      const summed = catalog.find(report)?.summaryRow;
      const [found] = await ask(
        `SELECT ${columns} FROM ${file}${summed === undefined ? '' : ` WHERE "${summed.blank}" IS NOT NULL`}`,
      );
      for (const [index, sum] of sums) {
        const theirs = Number(found?.[`c${index}`] ?? 0);
        assert.ok(Math.abs(theirs - sum) <= 1e-9 * Math.abs(sum), `${name} “${header[index]}”: ${theirs}, not ${sum}`);
        compared++;
      }
    }
    assert.ok(compared > 300, `${compared} sums were compared`);
  });

  it('reads a daily report that was kept as JSON', async () => {
    const days = await documented('forms');
    const [, truth] = [...truths].find(([name]) => name.startsWith('getFormsUserActivityCounts '))!;
    assert.equal(days.length, truth.rows);
    assert.equal(days.length, 7);
    const sums = [...truth.sums.values()];
    assert.ok(sums.includes(days.reduce((sum, { forms }) => sum + Number(forms), 0)), sums.join(' '));
  });

  it('joins the days of several snapshots, the newest refresh winning', async () => {
    const days = await documented('history');
    const first = Date.parse('2026-11-07T00:00:00Z');
    const expected = Array.from({ length: 12 }, (_, index) =>
      new Date(first + index * 86_400_000).toISOString().slice(0, 10),
    );
    assert.deepEqual(
      days.map(({ day }) => day),
      expected,
    );
    const chats = days.slice(-7).reduce((sum, day) => sum + Number(day['channel_messages']), 0);
    assert.equal(chats, truths.get('getTeamsUserActivityCounts 2026-11-18')?.sums.get(2));
  });

  it('finds what was said differently about a day', async () => {
    assert.deepEqual(await documented('restated'), [], 'the sample tenant does not change the past');
    const archive = new Archive(folder);
    const key = { tenant: 'sample', report: 'getTeamsUserActivityCounts', period: 'D7' };
    const writer = await archive.beginSnapshot(key, { version: 'v1.0', format: 'csv' });
    await writer.write(
      Buffer.from('Report Refresh Date,Report Date,Team Chat Messages\r\n2026-11-19,2026-11-16,1\r\n'),
    );
    await writer.commit({ refreshDate: '2026-11-19', fetchedAt: now.toISOString(), rowCount: 1, columns: [] });
    try {
      const [revised, ...more] = await documented('restated');
      assert.equal(revised?.['day'], '2026-11-16');
      assert.equal(String(revised?.['channel_messages']?.[1]), '1');
      assert.equal(more.length, 0);
    } finally {
      await rm(path.join(folder, 'tenant=sample/report=getTeamsUserActivityCounts/period=D7/refresh=2026-11-19'), {
        recursive: true,
      });
    }
  });

  it('reads single days, pages of JSON and a restated day beside all the rest, with the same columns', async () => {
    const archive = new Archive(folder);
    const people = { tenant: 'sample', report: 'getTeamsUserActivityUserDetail' };
    const add = async (
      key: SnapshotKey,
      texts: readonly string[],
      format: Format,
      refreshDate: string,
      hour: number,
    ) => {
      const writer = await archive.beginSnapshot(key, { version: 'v1.0', format });
      for (const text of texts) {
        await writer.write(Buffer.from(text));
      }
      const fetchedAt = `2026-11-20T${hour}:00:00.000Z`;
      return writer.commit({ refreshDate, fetchedAt, rowCount: 1, columns: [] });
    };
    const before = Number((await documented('inventory')).find(({ report }) => report === people.report)?.['rows']);
    const header = 'Report Refresh Date,User Principal Name';
    const added = [
      await add({ ...people, date: '2026-11-10' }, [`${header}\r\n2026-11-10,a\r\n`], 'csv', '2026-11-10', 12),
      await add(
        { ...people, date: '2026-11-10' },
        [`${header}\r\n2026-11-10,a\r\n2026-11-10,b\r\n`],
        'csv',
        '2026-11-10',
        13,
      ),
      await add({ ...people, date: '2026-11-11' }, [`${header}\r\n2026-11-11,a\r\n`], 'csv', '2026-11-11', 13),
      await add({ ...people, period: 'D30' }, ['{"value":[]}', '{"value":[]}'], 'json', '2026-11-18', 13),
    ];
    for (const hour of [13, 14]) {
      const key = { tenant: 'sample', report: 'getTeamsUserActivityCounts', period: 'D7' };
      const text = `Report Refresh Date,Report Date,Team Chat Messages,Calls\r\n2026-11-20,2026-11-19,${hour},1\r\n`;
      added.push(await add(key, [text], 'csv', '2026-11-20', hour));
    }
    try {
      assert.deepEqual(
        (await documented('days')).map(({ day, users }) => [day, Number(users)]),
        [
          ['2026-11-10', 2],
          ['2026-11-11', 1],
        ],
      );
      const rows = (await documented('inventory')).find(({ report }) => report === people.report)?.['rows'];
      assert.equal(
        Number(rows),
        before + 4,
        'everything there is includes the single days, restated ones as often as they were fetched',
      );
      const history = await documented('history');
      assert.deepEqual([history.at(-1)?.['day'], Number(history.at(-1)?.['channel_messages'])], ['2026-11-19', 14]);
      const [revised, ...more] = await documented('restated');
      assert.deepEqual(
        [revised?.['day'], Array.from(revised?.['channel_messages'] ?? [], Number)],
        ['2026-11-19', [13, 14]],
      );
      assert.equal(more.length, 0);
      const [columns] = await ask(
        `SELECT count(DISTINCT fetched) AS fetches, count(DISTINCT period) AS periods
        FROM read_csv('archive/tenant=*/report=${people.report}/period=*/refresh=*/fetched=*/part*.csv*',
        hive_partitioning = true, union_by_name = true, all_varchar = true)`,
      );
      assert.deepEqual([Number(columns?.['fetches']), Number(columns?.['periods'])], [4, 3]);
    } finally {
      for (const { place } of added) {
        await rm(pathOf(place), { recursive: true });
      }
    }
  });

  it('reads the newest detail report, compressed', async () => {
    const found = await documented('details');
    assert.equal(found.length, 10);
    assert.ok(Number(found[0]?.['bytes']) >= Number(found[9]?.['bytes']));
  });

  it('reads meta.json', async () => {
    const found = await documented('fetched');
    const teams = found.find(({ report }) => report === 'getTeamsUserActivityCounts');
    assert.equal(teams?.['fetched'], '2026-11-20 12:00:00');
    assert.equal(Number(teams?.['rows']), 14);
    assert.equal(found.length, reports.length);
  });

  it('reads every file with the short pattern, too', async () => {
    const [plain] = await ask(
      `SELECT count(*) AS rows FROM read_csv('archive/tenant=*/**/*.csv', hive_partitioning = true, union_by_name = true, all_varchar = true)`,
    );
    const [compressed] = await ask(
      `SELECT count(*) AS rows FROM read_csv('archive/tenant=*/**/*.csv.gz', union_by_name = true, all_varchar = true)`,
    );
    const total = (await documented('inventory')).reduce((sum, { rows }) => sum + Number(rows), 0);
    assert.equal(Number(plain?.['rows']) + Number(compressed?.['rows']), total);
  });
});

async function truthOf({ table, format }: Report): Promise<Truth> {
  const sums = new Map<number, number>();
  const { rows } = await table.rows({}, 0, table.rowCount);
  for (const [index, { type }] of table.columns.entries()) {
    if (type === 'number') {
      sums.set(
        index,
        rows.reduce((sum, row) => sum + (typeof row[index] === 'number' ? row[index] : 0), 0),
      );
    }
  }
  // A row that sums up the others is in the file, and no row of the table.
  const summary = table.warnings.find(({ kind }) => kind === 'summaryRows');
  return { format, rows: table.rowCount + (summary?.kind === 'summaryRows' ? summary.rows.length : 0), sums };
}
