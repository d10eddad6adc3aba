import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { isCancelled } from '../../src/base/errors.js';
import { COLUMN } from '../../src/core/users/joined/joinedColumns.js';
import { ACTIVE_USERS } from '../../src/core/users/joined/joinedReports.js';
import { UsersPage } from '../../src/features/users/usersPage.js';
import { type Connection, SAMPLE_CONNECTION } from '../../src/services/auth/connections/connection.js';
import type { Connections } from '../../src/services/auth/connections/connections.js';
import type { ArchivedSnapshot } from '../../src/services/reports/archivedSnapshots.js';
import type { PartialReport, Report } from '../../src/services/reports/report.js';
import type { ReportService } from '../../src/services/reports/reportService.js';
import type { TableHandle } from '../../src/services/tables/tableHandle.js';
import { joinUsersInWorker } from '../../src/services/tables/workerUsers.js';
import { userFileOf } from '../../src/services/users/joinedUsers.js';
import { USER_STATES } from '../../src/shared/blankReasons.js';
import { catalog } from '../support/catalog.js';
import { ended, threadsOf } from '../unit/services/tables/threads.js';

const OLDER = 'getMailboxUsageDetail';
const REPORTS = [ACTIVE_USERS, 'getEmailActivityUserDetail', 'getTeamsUserActivityUserDetail', OLDER];
const USERS = 5_000;
const CHUNK = 64 * 1024;
const connection: Connection = {
  ...SAMPLE_CONNECTION,
  id: 'northlight',
  name: 'Northlight',
  kind: 'delegated',
  fileLabel: 'northlight',
};
const ref = { connection: connection.id, report: 'users' };

/** A report of the archive that is said to be so large that two threads join it with the others, and that ends when `half` does. */
function snapshot(report: string, half: Promise<void>): ArchivedSnapshot {
  const definition = catalog.find(report) ?? assert.fail(report);
  const cell = (name: string, user: number) => {
    switch (name) {
      case 'User Principal Name':
        return `user${user}@northlight.example`;
      case 'Display Name':
        return `Person ${user}`;
      case 'Last Activity Date':
      case 'Exchange Last Activity Date':
        return user % 3 === 0 ? '' : `2026-11-${String((user % 18) + 1).padStart(2, '0')}`;
      case 'Has Exchange License':
        return user % 5 === 0 ? 'False' : 'True';
      case 'Send Count':
      case 'Call Count':
        return String(user % 70);
      default:
        return '';
    }
  };
  const names = definition.columns.map(({ name }) => name);
  const lines = Array.from({ length: USERS }, (_, user) => names.map((name) => cell(name, user)).join(','));
  const bytes = new TextEncoder().encode([names.join(','), ...lines, ''].join('\n'));
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < bytes.length; from += CHUNK) {
      if (from + CHUNK >= bytes.length) {
        await half;
      }
      yield bytes.slice(from, from + CHUNK);
    }
  }
  return {
    ...{ definition, chunks, format: 'csv', bytes: 30_000_000, rowCount: USERS },
    ref: { connection: connection.id, report, period: 'D180' },
    ...{ refreshDate: report === OLDER ? '2026-11-17' : '2026-11-19', fetchedAt: '2026-11-21T10:00:00.000Z' },
  };
}

function pageOf(snapshots: readonly ArchivedSnapshot[]): UsersPage {
  const service: Partial<ReportService> = {
    newestOfPeriods: () => Promise.resolve([...snapshots]),
    attributesFor: () => Promise.resolve([]),
    archivedFacts: () => Promise.resolve(undefined),
    state: () => Promise.resolve({ kind: 'never' }),
  };
  return new UsersPage({
    catalog: () => catalog,
    connections: { get: () => connection } as Partial<Connections> as Connections,
    service: service as ReportService,
    errors: { run: () => Promise.resolve(), attempt: (work) => Promise.resolve(work()).then(() => undefined) },
    collect: () => Promise.resolve(),
  });
}

/** The page of users, held half-way through all files. */
function opened(signal: AbortSignal) {
  let release = () => undefined as void;
  const half = new Promise<void>((resolve) => (release = resolve));
  const page = pageOf(REPORTS.map((report) => snapshot(report, half)));
  const steps: string[] = [];
  let opening: Promise<Report> | undefined;
  const parts: PartialReport[] = [];
  const part = new Promise<PartialReport>((resolve, reject) => {
    opening = page.open(ref, {
      signal,
      onStep: (step) => steps.push(JSON.stringify(step)),
      onPartial: (one) => {
        parts.push(one);
        resolve(one);
      },
    });
    opening.catch(reject);
  });
  return { page, part, parts, steps, opening: opening ?? assert.fail(), release };
}

const all = async (table: TableHandle) => (await table.rows({}, 0, table.rowCount)).rows;

describe('users of a large archive, in the extension host', () => {
  const threadCount = availableParallelism() > 1 ? 2 : 1;

  it('are shown by one report while two threads join all of them, which are those that one thread joins', async () => {
    let users: Report | undefined;
    const threads = await threadsOf(async () => {
      const { page, part, steps, opening, release } = opened(new AbortController().signal);
      const { table, refreshDate } = await part;
      assert.ok(table.rowCount > 100 && table.rowCount < USERS);
      assert.equal(refreshDate, '2026-11-19');
      const { partialText, sources } = page.describe(await part);
      assert.match(partialText ?? '', /^First [\d,]+ users, may still change\.$/);
      assert.equal(
        sources?.line,
        'The first users of one report are shown, Active users, user details, until all 4 reports are read',
      );
      assert.deepEqual(
        sources?.reports.map(({ note }) => note === 'Still being read'),
        [false, true, true, true],
      );
      assert.match(sources?.cautions.join() ?? '', /^The reports are of different days: 1 is older\./);
      const first = await all(table);
      const whole = table.columns.map(({ name }) => name);
      const cells = (name: string) => first.slice(0, 3).map((row) => row[whole.indexOf(name)]);
      assert.deepEqual(cells(COLUMN.displayName), ['Person 0', 'Person 1', 'Person 2']);
      assert.deepEqual(cells('Exchange Licensed'), [false, true, true]);
      assert.deepEqual(cells(COLUMN.lastActivity), [null, null, null]);
      assert.ok(cells(COLUMN.activity).every((text) => text === USER_STATES.notRead));
      table.dispose();
      assert.ok(steps.some((step) => step.includes('merging')));
      release();
      users = await opening;
      assert.equal(page.describe(users).partialText, undefined);
      // What is said above the table takes as much room as before: nobody clicks into the wrong row.
      assert.deepEqual(page.describe(users).sources?.cautions, sources?.cautions);
      assert.deepEqual(
        users.table.columns.map(({ name }) => name),
        whole,
      );
      // The first rows stay where they are.
      const names = (rows: typeof first) => rows.slice(0, first.length).map((row) => row[0]);
      assert.deepEqual(names(await all(users.table)), names(first));
    });
    assert.equal(threads.length, threadCount);
    const { table } = users ?? assert.fail();
    const alone = await joinUsersInWorker(REPORTS.map((report) => userFileOf(snapshot(report, Promise.resolve()))));
    assert.equal(table.rowCount, USERS);
    assert.deepEqual(table.columns, alone.table.columns);
    assert.deepEqual(await all(table), await all(alone.table));
    table.dispose();
    alone.table.dispose();
    await ended(threads);
  });

  it('leave no thread behind where that is canceled half-way, and nothing more is shown', async () => {
    const cancel = new AbortController();
    const threads = await threadsOf(async () => {
      const { part, parts, opening, release } = opened(cancel.signal);
      (await part).table.dispose();
      cancel.abort();
      await assert.rejects(opening, isCancelled);
      release();
      assert.equal(parts.length, 1);
    });
    assert.equal(threads.length, threadCount);
    await ended(threads);
  });
});
