import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Format } from '../../../../src/core/catalog/definition.js';
import { duckdbViews, SNAPSHOT_COLUMNS, UNFIT_COLUMN } from '../../../../src/core/sqlViews/duckdbViews.js';
import { viewNames } from '../../../../src/core/sqlViews/viewNames.js';
import { Archive } from '../../../../src/services/archive/archive.js';
import { SAMPLE_CONNECTION } from '../../../../src/services/auth/connections/connection.js';
import { GraphClient } from '../../../../src/services/graph/client.js';
import type { Report } from '../../../../src/services/reports/report.js';
import { ReportService } from '../../../../src/services/reports/reportService.js';
import { createSampleService } from '../../../../src/services/sample/sampleService.js';
import { archivedReports } from '../../../../src/services/sqlViews/archivedReports.js';
import type { CellValue } from '../../../../src/shared/report.js';
import { catalog } from '../../../support/catalog.js';

const DAYS = ['2026-11-15', '2026-11-20', '2026-11-28'];

describe('SQL views of DuckDB over an archive', function () {
  this.timeout(300_000);

  let folder: string;
  let database: DuckDBConnection;
  let service: ReportService;
  let now = new Date();
  let format: Format = 'csv';
  let compress = false;

  const ask = async (query: string) => (await database.runAndReadAll(query)).getRowObjectsJson();

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "duckdb o'views [x] "));
    database = await (await DuckDBInstance.create(':memory:')).connect();
    const sample = createSampleService({ catalog, now: () => now });
    const client = new GraphClient({
      origin: SAMPLE_CONNECTION.graphOrigin,
      tokens: { getToken: () => Promise.resolve('sample') },
      fetch: (url, init) => sample(new Request(url, init)),
    });
    service = new ReportService({
      catalog: () => catalog,
      connection: () => SAMPLE_CONNECTION,
      archive: new Archive(folder, { compress: () => compress }),
      fetchReport: (_, request, options) => client.fetchReport(request, options),
      now: () => now,
      settings: () => ({ format, freshHours: 0 }),
    });
    const signal = new AbortController().signal;
    for (const [index, day] of DAYS.entries()) {
      now = new Date(`${day}T12:00:00Z`);
      compress = index === 1;
      for (const definition of catalog.reports) {
        // Each report in another format than the next, and in both over time.
        format = (catalog.reports.indexOf(definition) + index) % 3 === 0 ? 'json' : 'csv';
        const isDaily = definition.kind === 'daily-series';
        if (!isDaily && index === 1) {
          continue;
        }
        const [shorter] = definition.periods;
        const periods =
          index === 0 || !isDaily || shorter === undefined ? [shorter] : [shorter, definition.periods[1] ?? shorter];
        for (const period of new Set(periods)) {
          await service.use({ connection: 'sample', report: definition.name, period }, { signal }, () =>
            Promise.resolve(),
          );
        }
      }
    }
    const { reports } = await archivedReports(new Archive(folder), catalog);
    const sql = duckdbViews(reports, folder);
    await database.run(sql);
  });

  after(async () => {
    service.dispose();
    database.closeSync();
    await rm(folder, { recursive: true, force: true });
  });

  it('have the newest snapshot of every report and period, cell by cell', async () => {
    const { reports } = await archivedReports(new Archive(folder), catalog);
    let compared = 0;
    for (const { report, periods } of viewNames(reports)) {
      for (const { period, name } of periods) {
        const ref = {
          connection: 'sample',
          report: report.name,
          period: period.period === 'NONE' ? undefined : period.period,
        };
        const opened = await service.openArchived(ref, new AbortController().signal);
        assert.ok(opened);
        compared += await compare(opened, `"${name}_latest"`);
        opened.table.dispose();
      }
    }
    assert.ok(compared > 900, `${compared} columns were compared`);
  });

  it('have the history of every daily report, cell by cell', async () => {
    const { reports } = await archivedReports(new Archive(folder), catalog);
    let compared = 0;
    for (const { report, name } of viewNames(reports).filter(
      ({ report: { definition } }) => definition?.kind === 'daily-series',
    )) {
      const ref = { connection: 'sample', report: report.name, history: true } as const;
      const opened = await service.open(ref, { signal: new AbortController().signal });
      compared += await compare(opened, `"${name}_history"`);
      opened.table.dispose();
    }
    assert.ok(compared > 300, `${compared} columns were compared`);
  });

  /** Compares what a view has with what the extension reads: the rows in any order, the cells by their meaning. */
  async function compare({ table }: Report, view: string): Promise<number> {
    const { rows } = await table.rows({}, 0, table.rowCount);
    const differences: string[] = [];
    const found = await ask(`SELECT * FROM ${view}`);
    assert.equal(found.length, table.rowCount, view);
    for (const [index, { name, known }] of table.columns.entries()) {
      if (known && name !== 'Report Refresh Date' && name !== 'Report Period') {
        const theirs = found.map((row) => plain(row[name])).sort();
        const ours = rows.map((row) => plain(row[index])).sort();
        const at = ours.findIndex((cell, place) => cell !== theirs[place]);
        if (at >= 0) {
          differences.push(`${view} ${name}: ${theirs[at]}, not ${ours[at]}`);
        }
      }
    }
    assert.deepEqual(differences, []);
    const first = found[0];
    assert.ok(first === undefined || SNAPSHOT_COLUMNS.every((column) => column in first));
    assert.ok(
      found.every((row) => (row[UNFIT_COLUMN] ?? null) === null),
      `${view}: ${JSON.stringify(found.find((row) => row[UNFIT_COLUMN]))}`,
    );
    return table.columns.length;
  }
});

function plain(value: unknown): string {
  const cell = value as CellValue | undefined;
  return cell === null || cell === undefined
    ? ''
    : Array.isArray(cell)
      ? JSON.stringify(cell)
      : String(Number.isNaN(Number(cell)) ? cell : Number(cell));
}
