import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AttributesFile } from '../../../../src/core/users/attributes/attributesFile.js';
import { readAttributesFile } from '../../../../src/services/attributes/readAttributesFile.js';
import { sampleAttributes } from '../../../../src/services/sample/attributes.js';
import { Archive } from '../../../../src/services/archive/archive.js';
import { SAMPLE_CONNECTION } from '../../../../src/services/auth/connections/connection.js';
import { newestOfPeriods } from '../../../../src/services/reports/archivedSnapshots.js';
import { isOutdated, openUsers } from '../../../../src/services/users/joinedUsers.js';
import { JOINED_REPORTS } from '../../../../src/core/users/joined/joinedReports.js';
import { catalog } from '../../../support/catalog.js';
import { seedArchive } from '../../../support/seedArchive.js';

describe('all users of the archive', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'joined-users-'));
    for (const period of ['D7', 'D180']) {
      await seedArchive(folder, [
        {
          at: new Date('2026-11-21T10:00:00Z'),
          period,
          reports: JOINED_REPORTS.map(({ report }) => report).filter((name) =>
            catalog.find(name)?.periods.includes(period as 'D7'),
          ),
        },
      ]);
    }
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const service = (at: string, attributes?: AttributesFile) => ({
    attributesFor: () => Promise.resolve(attributes === undefined ? [] : [attributes]),
    newestOfPeriods: (_: unknown, reports: ReadonlySet<string>) =>
      newestOfPeriods(new Archive(at), catalog, { connection: 'sample', tenant: 'sample' }, reports),
  });

  it('are joined from the longest period of each report', async () => {
    const steps: string[] = [];
    const opened = await openUsers(service(folder), SAMPLE_CONNECTION, {
      onProgress: (report, reports) => steps.push(`${report}/${reports}`),
    });
    assert.ok(opened !== undefined);
    const { table, facts } = opened;
    try {
      const read = facts.sources.filter(({ state }) => state !== 'missing');
      assert.deepEqual([...new Set(read.map(({ period }) => period))], ['D180']);
      assert.deepEqual(
        steps,
        read.map((_, at) => `${at + 1}/${read.length}`),
      );
      assert.deepEqual(
        facts.sources.flatMap(({ report, state }) => (state === 'used' ? [] : [`${report} ${state}`])),
        // The sample tenant conceals names in one report, and activations have no period.
        ['getOneDriveActivityUserDetail otherNames', 'getOffice365ActivationsUserDetail missing'],
      );
      assert.equal(table.refreshDate, facts.refreshDate);
      assert.ok(table.rowCount >= 100);
      const filters = await table.quickFilters();
      assert.ok(filters.some(({ kind, rowCount = 0 }) => kind === 'inactive' && rowCount > 0));
    } finally {
      table.dispose();
    }
  });

  it('have the attributes of a file, and say why not where it cannot be used', async () => {
    const file = path.join(folder, 'hr.csv');
    await writeFile(file, sampleAttributes());
    const users = async (name: string) =>
      (await openUsers(service(folder, await readAttributesFile({ path: name })), SAMPLE_CONNECTION)) ?? assert.fail();
    const { table } = await users(file);
    const added = table.columns.flatMap(({ name, attributesFile }) => (attributesFile === 'hr.csv' ? [name] : []));
    assert.deepEqual([added[0], added.at(-1)], ['Department', 'Attributes Status']);
    const { signal } = new AbortController();
    const counts = async (name: string) => {
      const { values, blank } = await table.values(
        table.columns.findIndex((one) => one.name === name),
        '',
        50,
        [],
        signal,
      );
      return { blank, values: new Map(values.map(({ label, count }) => [label, count])) };
    };
    const departments = await counts('Department');
    assert.ok((departments.values.get('Sales') ?? 0) > 0);
    assert.equal((await counts('Attributes Status')).values.get('In file'), table.rowCount - departments.blank);

    const { table: without } = await users(path.join(folder, 'gone.csv'));
    assert.equal(without.rowCount, table.rowCount);
    assert.deepEqual(without.warnings.at(-1), { kind: 'attributesUnreadable', file: 'gone.csv', problem: 'missing' });
    [table, without].forEach((one) => one.dispose());
  });

  it('are outdated as soon as a report that they are joined from is deleted, and not by another period', async () => {
    const at = new Date('2026-11-21T10:00:00Z');
    const now = await mkdtemp(path.join(tmpdir(), 'outdated-users-'));
    try {
      const [first = '', second = ''] = JOINED_REPORTS.map(({ report }) => report);
      await seedArchive(now, [{ at, period: 'D180', reports: [first, second] }]);
      await seedArchive(now, [{ at, period: 'D7', reports: [first] }]);
      const { table, facts } = (await openUsers(service(now), SAMPLE_CONNECTION)) ?? assert.fail();
      table.dispose();
      const remove = (report: string, period: string) =>
        new Archive(now).removeSnapshots('sample', ({ key }) => key.report === report && key.period === period);
      const outdated = (of: typeof facts | undefined) => isOutdated(service(now), SAMPLE_CONNECTION, of);
      assert.equal(await outdated(facts), false);
      assert.equal(await remove(first, 'D7'), 1);
      assert.equal(await outdated(facts), false);
      assert.equal(await remove(second, 'D180'), 1);
      assert.equal(await outdated(facts), true);
      assert.equal(await remove(first, 'D180'), 1);
      assert.equal(await outdated(facts), true);
      assert.equal(await outdated(undefined), false);
    } finally {
      await rm(now, { recursive: true });
    }
  });

  it('are not there where nothing is archived', async () => {
    const empty = await mkdtemp(path.join(tmpdir(), 'no-users-'));
    assert.equal(await openUsers(service(empty), SAMPLE_CONNECTION), undefined);
    await rm(empty, { recursive: true });
  });
});
