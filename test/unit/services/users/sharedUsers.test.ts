import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isCancelled, UsageReportsError } from '../../../../src/base/errors.js';
import { USERS_REPORT } from '../../../../src/core/users/joined/joinedColumns.js';
import type { AttributesFile } from '../../../../src/core/users/attributes/attributesFile.js';
import { Archive } from '../../../../src/services/archive/archive.js';
import { SAMPLE_CONNECTION } from '../../../../src/services/auth/connections/connection.js';
import { newestOfPeriods } from '../../../../src/services/reports/archivedSnapshots.js';
import type { UsersTable } from '../../../../src/services/tables/userFile.js';
import { openUsers } from '../../../../src/services/users/joinedUsers.js';
import { SharedUsers } from '../../../../src/services/users/sharedUsers.js';
import { catalog } from '../../../support/catalog.js';
import { seedArchive } from '../../../support/seedArchive.js';

const REPORTS = ['getOffice365ActiveUserDetail', 'getEmailActivityUserDetail'];
const DAYS = ['2026-11-20', '2026-11-21'].map((day) => new Date(`${day}T10:00:00Z`));
const gone = (name: string): AttributesFile => ({ name, content: { problem: 'missing' } });

describe('users that several have open', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'shared-users-'));
    await seed(0);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const seed = (day: number) =>
    seedArchive(folder, [{ at: DAYS[day] ?? assert.fail(), period: 'D180', reports: REPORTS }]);
  let attributes: AttributesFile[] = [];
  const service = {
    attributesFor: (definition: unknown) => {
      assert.equal(definition, USERS_REPORT);
      return Promise.resolve(attributes);
    },
    newestOfPeriods: (_: unknown, reports: ReadonlySet<string>) =>
      newestOfPeriods(new Archive(folder), catalog, { connection: 'sample', tenant: 'sample' }, reports),
  };
  const read: number[] = [];
  const open = async (users: SharedUsers, signal?: AbortSignal): Promise<UsersTable> =>
    (await users.open(service, SAMPLE_CONNECTION, {
      ...(signal === undefined ? {} : { signal }),
      onProgress: (file) => read.push(file),
    })) ?? assert.fail('nothing is archived');
  const filesRead = () => read.splice(0).length;
  const rowsOf = async ({ table }: UsersTable) => (await table.rows({}, 0, table.rowCount)).rows;

  it('are joined once, until the last of them is disposed of', async () => {
    const users = new SharedUsers();
    const alone = (await openUsers(service, SAMPLE_CONNECTION)) ?? assert.fail();
    const expected = await rowsOf(alone);
    const first = await open(users);
    assert.equal(filesRead(), REPORTS.length);
    const second = await open(users);
    assert.equal(filesRead(), 0);
    assert.deepEqual(second.facts, alone.facts);
    const known = ({ table }: UsersTable) => [table.columns, table.refreshDate, table.newestRowDay, table.warnings];
    assert.deepEqual(known(second), known(alone));

    first.table.dispose();
    await assert.rejects(rowsOf(first), { reason: 'invalidRequest' });
    assert.deepEqual(await rowsOf(second), expected);
    const third = await open(users);
    assert.equal(filesRead(), 0);
    assert.deepEqual(await rowsOf(third), expected);

    for (const { table } of [second, third]) {
      table.dispose();
    }
    const later = await open(users);
    assert.equal(filesRead(), REPORTS.length);
    assert.deepEqual(await rowsOf(later), expected);
    later.table.dispose();
    alone.table.dispose();
  });

  it('are joined once for two who ask at the same time, also if the second stops waiting', async () => {
    const users = new SharedUsers();
    const stop = new AbortController();
    const first = open(users);
    const second = open(users);
    const third = open(users, stop.signal);
    stop.abort();
    await assert.rejects(third, isCancelled);
    for (const { table } of await Promise.all([first, second])) {
      table.dispose();
    }
    assert.equal(filesRead(), REPORTS.length);
  });

  it('are joined again for the second if the first is canceled', async () => {
    const users = new SharedUsers();
    const stop = new AbortController();
    const first = open(users, stop.signal);
    const second = open(users);
    stop.abort();
    await assert.rejects(first, isCancelled);
    const opened = await second;
    assert.ok((await rowsOf(opened)).length > 0);
    opened.table.dispose();
    filesRead();
  });

  it('are others where a file of attributes is another, or a report is newer', async () => {
    const users = new SharedUsers();
    const opened = [await open(users)];
    for (const [change, files] of [
      [() => (attributes = [gone('hr.csv')]), REPORTS.length],
      [() => (attributes = [gone('hr.csv')]), 0],
      [() => (attributes = [gone('staff.csv')]), REPORTS.length],
      [() => seed(1), REPORTS.length],
    ] as const) {
      filesRead();
      await change();
      opened.push(await open(users));
      assert.equal(filesRead(), files);
    }
    assert.deepEqual(
      opened.map(({ table }) => table.warnings.map((warning) => ('file' in warning ? warning.file : '')).join()),
      ['', 'hr.csv', 'hr.csv', 'staff.csv', 'staff.csv'],
    );
    opened.forEach(({ table }) => table.dispose());
  });

  it('are others where a file of attributes has other bytes', async () => {
    const users = new SharedUsers();
    const hr = (department: string): AttributesFile => ({
      name: 'hr.csv',
      content: {
        bytes: new TextEncoder().encode(`UPN,Department\r\nnobody@a.example,${department}\r\n`),
        keys: { principalName: 'UPN' },
        attributes: [{ column: 'Department', name: 'Department' }],
      },
    });
    const opened: UsersTable[] = [];
    for (const [department, files] of [
      ['Sales', REPORTS.length],
      ['Sales', 0],
      ['IT', REPORTS.length],
    ] as const) {
      filesRead();
      attributes = [hr(department)];
      opened.push(await open(users));
      assert.equal(filesRead(), files, department);
    }
    opened.forEach(({ table }) => table.dispose());
    attributes = [];
  });

  it('are read again where a file could not be read, also while somebody has them open', async () => {
    const users = new SharedUsers();
    const newest = await newestOfPeriods(
      new Archive(folder),
      catalog,
      { connection: 'sample', tenant: 'sample' },
      new Set(REPORTS),
    );
    let isBusy = true;
    const sometimes: typeof service = {
      ...service,
      newestOfPeriods: () =>
        Promise.resolve(
          newest.map((snapshot) => ({
            ...snapshot,
            async *chunks() {
              if (isBusy && snapshot.definition.name === REPORTS[0]) {
                throw new UsageReportsError('storage', 'The drive is busy.');
              }
              yield* snapshot.chunks();
            },
          })),
        ),
    };
    const stateOf = ({ facts }: UsersTable) => facts.sources.find(({ report }) => report === REPORTS[0])?.state;
    const openSometimes = async () => (await users.open(sometimes, SAMPLE_CONNECTION)) ?? assert.fail();
    const first = await openSometimes();
    isBusy = false;
    const second = await openSometimes();
    assert.deepEqual([first, second].map(stateOf), ['unreadable', 'used']);
    [first, second].forEach(({ table }) => table.dispose());
  });
});
