import { DuckDBInstance } from '@duckdb/node-api';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isCancelled } from '../../../../src/base/errors.js';
import { Archive } from '../../../../src/services/archive/archive.js';
import { licensesOverTime } from '../../../../src/services/archiveQueries/licensesOverTime.js';
import { SAMPLE_CONNECTION } from '../../../../src/services/auth/connections/connection.js';
import { ReportService } from '../../../../src/services/reports/reportService.js';
import { catalog } from '../../../support/catalog.js';
import { seedArchive } from '../../../support/seedArchive.js';
import { ACTIVE_USERS, ask, licensesInSql, REPORTS, SERVICES_OF } from '../licenses/sqlLicenses.js';

/** Refresh dates are two days before. On the third, only the report on active users was fetched. */
const FETCHED = ['2026-09-05', '2026-10-10', '2026-10-17', '2026-11-21'];
const DAYS = ['2026-09-03', '2026-10-08', '2026-10-15', '2026-11-19'];

describe('licenses over time', function () {
  this.timeout(120_000);
  let folder: string;
  let service: ReportService;
  const connection = SAMPLE_CONNECTION;
  const { signal } = new AbortController();

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'licenses-over-time-'));
    for (const [place, day] of FETCHED.entries()) {
      const at = new Date(`${day}T12:00:00Z`);
      const reports = place === 2 ? [ACTIVE_USERS] : REPORTS;
      const hasPeriod = (report: string) => catalog.find(report)?.periods.includes('D180') === true;
      await seedArchive(folder, [
        { at, period: 'D180', reports: reports.filter(hasPeriod) },
        { at, period: 'ALL', reports: reports.filter((report) => !hasPeriod(report)) },
      ]);
    }
    service = serviceOf(folder);
  });
  after(async () => {
    service.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  function serviceOf(at: string): ReportService {
    return new ReportService({
      catalog: () => catalog,
      connection: () => connection,
      archive: new Archive(at),
      fetchReport: () => assert.fail('nothing is requested'),
      now: () => new Date(`${FETCHED.at(-1)}T12:00:00Z`),
      settings: () => ({ format: 'csv', freshHours: 6 }),
    });
  }

  it('are what DuckDB says of the same files, day by day, and gaps where no day says it', async () => {
    const steps: string[] = [];
    const found =
      (await licensesOverTime({ service, connection, signal }, (read, total) => steps.push(`${read}/${total}`))) ??
      assert.fail();
    assert.deepEqual(steps, ['1/4', '2/4', '3/4', '4/4']);
    assert.deepEqual([found.firstDay, found.days, found.silent, found.leftOut], [DAYS[0], DAYS, 0, 0]);
    const [total, ...products] = found.lines;
    assert.deepEqual(products.map(({ product }) => product).sort(), Object.keys(SERVICES_OF).sort());
    const place = (day: string) => (Date.parse(day) - Date.parse(DAYS[0]!)) / 86_400_000;
    const database = await (await DuckDBInstance.create(':memory:')).connect();
    const sums = new Map<string, number[]>();
    try {
      for (const day of DAYS) {
        await licensesInSql(database, folder, day);
        const theirs = await ask(
          database,
          `SELECT product, count(*)::DOUBLE AS assigned, any_value(all_services) > 0 AS visible,
             count(*) FILTER (NOT deleted AND state <> 'Not known') AS known,
             count(*) FILTER (NOT deleted AND last_use > newest - 30)::DOUBLE AS active30,
             count(*) FILTER (state = 'Unused')::DOUBLE AS unused FROM licenses GROUP BY product`,
        );
        for (const line of products) {
          const their = theirs.find(({ product }) => product === line.product);
          const at = place(day);
          const isKnown = their?.['visible'] === true && Number(their['known']) > 0;
          const ours = [line.assigned[at], line.active30[at], line.unused[at]];
          const expected = [
            their?.['assigned'] ?? 0,
            ...(isKnown ? [their['active30'], their['unused']] : [null, null]),
          ];
          assert.deepEqual(ours, expected, `${line.product} on ${day}`);
          if (isKnown) {
            sums.set(
              day,
              ours.map((value, index) => (sums.get(day)?.[index] ?? 0) + Number(value)),
            );
          }
        }
      }
    } finally {
      database.closeSync();
    }
    assert.deepEqual(
      DAYS.map((day) => [total!.assigned[place(day)], total!.active30[place(day)], total!.unused[place(day)]]),
      DAYS.map((day) => sums.get(day)),
    );
    for (const values of found.lines.flatMap(({ assigned, active30, unused }) => [assigned, active30, unused])) {
      assert.equal(values.length, place(DAYS.at(-1)!) + 1);
      assert.ok(values.every((value, at) => value === null || DAYS.some((day) => place(day) === at)));
    }
    const e5 = products.find(({ product }) => product === 'MICROSOFT 365 E5');
    assert.ok(new Set(e5!.assigned.filter((value) => value !== null)).size > 1, 'something changes');
  });

  it('are not there where the archive has one day, and can be canceled', async () => {
    const one = await mkdtemp(path.join(tmpdir(), 'licenses-of-one-day-'));
    await seedArchive(one, [{ at: new Date('2026-11-21T12:00:00Z'), period: 'D180', reports: [ACTIVE_USERS] }]);
    const alone = serviceOf(one);
    assert.equal(await licensesOverTime({ service: alone, connection, signal }, () => undefined), undefined);
    alone.dispose();
    await rm(one, { recursive: true, force: true });

    const cancel = new AbortController();
    const running = licensesOverTime({ service, connection, signal: cancel.signal }, () => cancel.abort());
    await assert.rejects(running, isCancelled);
  });
});
