import { DuckDBInstance } from '@duckdb/node-api';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { isCancelled } from '../../../../src/base/errors.js';
import { isPersonal } from '../../../../src/core/directory/names.js';
import { STORAGE } from '../../../../src/core/storage/storageColumns.js';
import { STORAGE_REPORT_NAMES } from '../../../../src/core/storage/storageReports.js';
import type { Retention } from '../../../../src/services/archive/retention.js';
import { licensesOverTime } from '../../../../src/services/archiveQueries/licensesOverTime.js';
import {
  CONCEALED_SAMPLE_CONNECTION,
  SAMPLE_CONNECTION,
} from '../../../../src/services/auth/connections/connection.js';
import { addSamplePast, type AddSamplePastOptions } from '../../../../src/services/collect/addSamplePast.js';
import { type CollectSet, longestPeriods, USER_REPORTS } from '../../../../src/services/collect/collectSet.js';
import { pastMonthEnds } from '../../../../src/services/collect/pastMonthEnds.js';
import { assignedChange } from '../../../../src/services/licenses/assignedChange.js';
import { openStorage } from '../../../../src/services/storage/openStorage.js';
import { openUsers } from '../../../../src/services/users/joinedUsers.js';
import { sampleServiceAt } from '../../../support/sampleServiceAt.js';
import { ask, licensesInSql } from '../licenses/sqlLicenses.js';
import { catalog, CONNECTION, temporaryFolder } from './support.js';

const NOW = new Date('2026-12-18T04:00:00Z');
const NEWEST = '2026-12-16';
const MONTHS = ['2026-11-30', '2026-10-31', '2026-09-30', '2026-08-31', '2026-07-31', '2026-06-30'];
const ACTIVE_USERS = 'getOffice365ActiveUserDetail';
const DAILY = 'getEmailActivityCounts';
const KEPT: Retention = { snapshots: 1, monthEnds: 3 };
const FEW: CollectSet = {
  kind: 'reports',
  reports: [ACTIVE_USERS, DAILY],
  periods: { [ACTIVE_USERS]: ['D180'] },
};
const { signal } = new AbortController();
/** The computer's clock, by which nothing of the test is from the future. */
const clock = { now: () => new Date('2027-01-01T00:00:00Z') };

/** As VS Code and the command line archive: of details, what the settings keep. */
const retention = (report: string) => (isPersonal(report, catalog) ? KEPT : undefined);

function add(folder: string, options: Partial<AddSamplePastOptions> = {}): Promise<number> {
  const { connection = SAMPLE_CONNECTION } = options;
  return addSamplePast({
    serviceAt: (now) => sampleServiceAt(folder, now, { connection, retention, ...clock }),
    ...{ connection, catalog, sets: [FEW], format: 'csv', kept: KEPT, now: NOW, signal, onProgress: () => undefined },
    ...options,
  });
}

interface ArchivedFile {
  readonly tenant: string;
  readonly report: string;
  readonly day: string;
  /** Of `meta.json`. */
  readonly fetchedAt: string;
  readonly path: string;
}

/** What is in an archive, read by nothing of ours; newest first. */
function filesIn(folder: string): ArchivedFile[] {
  const named = (name: string, of: string) => new RegExp(`${of}=([^/\\\\]+)`).exec(name)?.[1] ?? '';
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('part.csv'))
    .map((name) => ({
      tenant: named(name, 'tenant'),
      report: named(name, 'report'),
      day: named(name, 'refresh'),
      fetchedAt: (
        JSON.parse(readFileSync(path.join(folder, path.dirname(name), 'meta.json'), 'utf8')) as { fetchedAt: string }
      ).fetchedAt,
      path: path.join(folder, name),
    }))
    .sort((one, other) => (one.day < other.day ? 1 : -1));
}

const of = (files: readonly ArchivedFile[], report: string) => files.filter((file) => file.report === report);

describe('the ends of past months', () => {
  it('are the last days of the months before, over years and leap days', () => {
    assert.deepEqual(pastMonthEnds('2026-11-29', 2), ['2026-10-31', '2026-09-30']);
    assert.deepEqual(pastMonthEnds('2026-11-30', 1), ['2026-10-31']);
    assert.deepEqual(pastMonthEnds('2028-04-01', 4), ['2028-03-31', '2028-02-29', '2028-01-31', '2027-12-31']);
    assert.deepEqual(pastMonthEnds('2026-11-29', 0), []);
  });
});

describe('past months of a sample tenant', function () {
  this.timeout(120_000);

  it('are what somebody would have who had collected after each month: of that day, with what the settings keep', async function () {
    const folder = temporaryFolder(this);
    const progress: string[] = [];
    const added = await add(folder, { onProgress: ({ done, total }) => progress.push(`${done}/${total}`) });
    const files = filesIn(folder);
    const collected = (days: readonly string[]) =>
      days.map((day) => [
        day,
        day === NEWEST ? NOW.toISOString() : new Date(Date.parse(day) + 54 * 3_600_000).toISOString(),
      ]);
    const daysOf = (report: string) => of(files, report).map(({ day, fetchedAt }) => [day, fetchedAt]);
    assert.deepEqual(daysOf(ACTIVE_USERS), collected([NEWEST, ...MONTHS.slice(0, 3)]));
    assert.deepEqual(daysOf(DAILY), collected([NEWEST, MONTHS[2]!, MONTHS[5]!]), 'half a year each, without a gap');
    assert.deepEqual([added, files.length], [7, 7], 'nothing is made that goes at once');
    assert.equal(progress.at(-1), '7/7');
  });

  it('are added once, and what is collected afterwards removes none of them', async function () {
    const folder = temporaryFolder(this);
    await add(folder);
    const files = filesIn(folder);
    assert.equal(await add(folder, { now: new Date(NOW.getTime() + 3_600_000) }), 0);
    assert.deepEqual(filesIn(folder), files);
    const service = sampleServiceAt(folder, () => new Date('2026-12-19T04:00:00Z'), { retention, ...clock });
    await service.use({ connection: 'sample', report: ACTIVE_USERS, period: 'D180' }, { signal, fresh: true }, () =>
      Promise.resolve(),
    );
    service.dispose();
    assert.deepEqual(
      of(filesIn(folder), ACTIVE_USERS).map(({ day }) => day),
      ['2026-12-17', ...MONTHS.slice(0, 3)],
    );
  });

  it('have of details what the settings keep, and nothing else is made', async function () {
    const parent = temporaryFolder(this);
    const detailDays = async (name: string, kept: Retention) => {
      const folder = path.join(parent, name);
      await add(folder, {
        kept,
        serviceAt: (now) => sampleServiceAt(folder, now, clock),
      });
      return of(filesIn(folder), ACTIVE_USERS).map(({ day }) => day);
    };
    assert.deepEqual(await detailDays('none', { ...KEPT, monthEnds: 0 }), [NEWEST]);
    assert.deepEqual(await detailDays('all', { ...KEPT, monthEnds: 24 }), [NEWEST, ...MONTHS]);
    assert.deepEqual(await detailDays('snapshots', { snapshots: 5 }), [NEWEST, ...MONTHS.slice(0, 4)]);
    assert.deepEqual(await detailDays('days', { ...KEPT, days: 30 }), [NEWEST, MONTHS[0]]);
  });

  it('leave a snapshot of a day alone that is there already', async function () {
    const folder = temporaryFolder(this);
    const service = sampleServiceAt(folder, () => new Date('2026-12-02T18:30:00Z'), clock);
    await service.use({ connection: 'sample', report: ACTIVE_USERS, period: 'D180' }, { signal }, () =>
      Promise.resolve(),
    );
    service.dispose();
    const [before] = filesIn(folder);
    assert.equal(await add(folder), 6);
    assert.deepEqual(
      of(filesIn(folder), ACTIVE_USERS).filter(({ day }) => day === MONTHS[0]),
      [before],
    );
  });

  it('are of a sample tenant alone', async function () {
    const folder = temporaryFolder(this);
    await assert.rejects(
      add(folder, { connection: CONNECTION, serviceAt: () => assert.fail('nothing is opened') }),
      RangeError,
    );
    await add(folder, { connection: CONCEALED_SAMPLE_CONNECTION });
    assert.deepEqual([...new Set(filesIn(folder).map(({ tenant }) => tenant))], ['sample-concealed']);
  });

  it('begin with the newest: who cancels has those that are compared with', async function () {
    const folder = temporaryFolder(this);
    const cancel = new AbortController();
    await assert.rejects(
      add(folder, { signal: cancel.signal, onProgress: ({ done }) => (done >= 3 ? cancel.abort() : undefined) }),
      isCancelled,
    );
    assert.deepEqual([...new Set(filesIn(folder).map(({ day }) => day))], [NEWEST, MONTHS[0]]);
  });

  describe('in the tables', () => {
    let folder: string;
    before(async function () {
      folder = temporaryFolder(this);
      await add(folder, { sets: [longestPeriods([...new Set([...USER_REPORTS, ...STORAGE_REPORT_NAMES])], catalog)] });
    });
    const withService = async <T>(use: (service: ReturnType<typeof sampleServiceAt>) => Promise<T>): Promise<T> => {
      const service = sampleServiceAt(folder, () => NOW, clock);
      try {
        return await use(service);
      } finally {
        service.dispose();
      }
    };

    it('licenses have the change and the line that SQL says of the files', async () => {
      const days = [NEWEST, ...MONTHS.slice(0, 3)].reverse();
      const database = await (await DuckDBInstance.create(':memory:')).connect();
      const theirs = new Map<string, Map<unknown, readonly unknown[]>>();
      for (const day of days) {
        await licensesInSql(database, folder, day);
        const rows = await ask(
          database,
          `SELECT product, count(*)::DOUBLE AS assigned, count(*) FILTER (NOT deleted AND last_use > newest - 30)::DOUBLE AS active30,
             count(*) FILTER (state = 'Unused')::DOUBLE AS unused, any_value(all_services) > 0 AS visible FROM licenses GROUP BY product`,
        );
        theirs.set(
          day,
          new Map(
            rows.map(({ product, assigned, active30, unused, visible }) => [
              product,
              visible === true ? [assigned, active30, unused] : [assigned, null, null],
            ]),
          ),
        );
      }
      database.closeSync();
      await withService(async (service) => {
        const found = (await licensesOverTime({ service, connection: SAMPLE_CONNECTION, signal }, () => undefined))!;
        assert.deepEqual(found.days, days);
        const place = (day: string) => (Date.parse(day) - Date.parse(days[0]!)) / 86_400_000;
        for (const { product, assigned, active30, unused } of found.lines.slice(1)) {
          assert.deepEqual(
            days.map((day) => [assigned, active30, unused].map((line) => line[place(day)])),
            days.map((day) => theirs.get(day)?.get(product)),
            product,
          );
        }
        const users = (await openUsers(service, SAMPLE_CONNECTION))!;
        const change = (await assignedChange(service, SAMPLE_CONNECTION.id, users.facts, signal))!;
        users.table.dispose();
        const assignedOn = (day: string) =>
          new Map([...(theirs.get(day) ?? [])].map(([product, [assigned]]) => [product, Number(assigned)]));
        const [newest, before] = [assignedOn(NEWEST), assignedOn(MONTHS[0]!)];
        assert.equal(change.since, MONTHS[0]);
        assert.deepEqual(
          [...change.changes].sort(),
          [...newest].map(([product, count]) => [product, count - (before.get(product) ?? 0)]).sort(),
        );
        assert.ok(
          [...change.changes.values()].some((count) => count > 0),
          'licenses are added',
        );
        const unusedOf = found.lines[0]!.unused.filter((value) => value !== null);
        assert.ok(new Set(unusedOf).size > 1, `what is unused changes: ${unusedOf.join(', ')}`);
      });
    });

    it('storage grows as the files say, and has days left', async () => {
      const keys = ['User Principal Name', 'Site URL', 'Site Id'];
      const quotas = ['Prohibit Send/Receive Quota (Byte)', 'Storage Allocated (Byte)', 'Storage Allocated (Byte)'];
      const used = 'Storage Used (Byte)';
      const expected: unknown[][] = [];
      for (const [kind, report] of STORAGE_REPORT_NAMES.entries()) {
        const [newest = [], ...earlier] = of(filesIn(folder), report).map((file) =>
          parse<Record<string, string>>(readFileSync(file.path), { bom: true, columns: true }),
        );
        for (const cells of newest) {
          const key = keys[kind]!;
          // The first snapshot that has the row; they are newest first, and all are of the last 90 days.
          const at = earlier.findLastIndex((rows) => rows.some((row) => row[key] === cells[key]));
          const isNewer = (cells['Created Date'] ?? '') > (MONTHS[at] ?? '');
          const before = earlier[at]?.find((row) => row[key] === cells[key]);
          const days = (Date.parse(NEWEST) - Date.parse(MONTHS[at] ?? '')) / 86_400_000;
          const perDay = before === undefined || isNewer ? NaN : (Number(cells[used]) - Number(before[used])) / days;
          const left = Number(cells[quotas[kind]!]) - Number(cells[used]);
          expected.push([
            Number(cells[used]),
            Number.isNaN(perDay) ? null : Math.round(perDay * 30),
            left <= 0 ? 0 : perDay > 0 ? Math.floor(left / perDay) : null,
          ]);
        }
      }
      const { rows, columns } = await withService(async (service) => {
        const { table } = (await openStorage(service, SAMPLE_CONNECTION))!;
        const found = { columns: table.columns, ...(await table.rows({}, 0, table.rowCount)) };
        table.dispose();
        return found;
      });
      const at = (column: string) => columns.findIndex(({ name }) => name === column);
      const places = [STORAGE.used, STORAGE.growth, STORAGE.daysLeft].map(at);
      assert.deepEqual(
        rows.map((row) => places.map((place) => row[place])),
        expected,
      );
      const known = expected.filter(([, growth, days]) => Number(growth) > 0 && Number(days) > 0);
      assert.ok(known.length > 100, `${known.length} grow`);
    });
  });
});
