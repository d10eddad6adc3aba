import assert from 'node:assert/strict';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Archive, type ArchiveOptions } from '../../../../src/services/archive/archive.js';
import { FaultyFileSystem } from './faultyFileSystem.js';
import { keep, series, useTemporaryFolder } from './support.js';

const detail = { ...series, report: 'getTeamsUserActivityUserDetail' };

describe('Archive of many years', function () {
  this.timeout(20_000);

  const folder = useTemporaryFolder();
  const few = () => join(folder.path, 'few');
  const many = () => join(folder.path, 'many');

  /** Of two reports, and in `many` of twenty others and with two hundred earlier refresh dates. */
  beforeEach(async () => {
    await Promise.all([mkdir(few()), mkdir(many())]);
    for (const key of [series, detail]) {
      await keep(new Archive(few()), 'before', '2026-11-17', { key });
    }
    await cp(few(), many(), { recursive: true });
    const tenant = join(many(), 'tenant=contoso');
    for (let index = 0; index < 20; index++) {
      await cp(join(tenant, 'report=getTeamsUserActivityCounts'), join(tenant, `report=getOther${index}`), {
        recursive: true,
      });
    }
    const key = join(tenant, 'report=getTeamsUserActivityCounts', 'period=D180');
    for (let index = 0; index < 200; index++) {
      const date = new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);
      await cp(join(key, 'refresh=2026-11-17'), join(key, `refresh=${date}`), { recursive: true });
    }
  });

  /** What some work asks of the file system, operation by operation. */
  async function operations(
    root: string,
    work: (archive: Archive) => Promise<unknown>,
    options: ArchiveOptions = {},
  ): Promise<string[]> {
    const seen: string[] = [];
    const counting = new FaultyFileSystem();
    counting.before = (operation, path) => {
      seen.push(
        path.startsWith(root)
          ? `${operation} ${path.slice(root.length).replace(/(?<=[/-])[0-9a-f]{12}/, 'random')}`
          : operation,
      );
      return Promise.resolve();
    };
    await work(new Archive(root, { ...options, fileSystem: counting.fs }));
    return seen;
  }

  const jobs: Record<string, (archive: Archive) => Promise<unknown>> = {
    'finding the newest': (archive) => archive.latest(series),
    'keeping a new refresh date': (archive) => keep(archive, 'new', '2026-11-18'),
    'keeping other bytes of the same refresh date': (archive) => keep(archive, 'restated', '2026-11-17'),
    'keeping the same bytes': (archive) => keep(archive, 'before', '2026-11-17'),
    'noting that nothing is newer': async (archive) => {
      const snapshot = await archive.latest(series);
      assert.ok(snapshot);
      await archive.markChecked(snapshot, '2026-11-21T00:00:00.000Z');
    },
  };
  for (const [what, work] of Object.entries(jobs)) {
    it(`asks no more of the file system for ${what} than an archive of one day`, async () => {
      const least = await operations(few(), work);
      assert.ok(least.length > 3);
      assert.deepEqual(await operations(many(), work), least);
    });
  }

  it('looks only into its own folder where older refresh dates go', async () => {
    const retention = (report: string) => (report === detail.report ? { snapshots: 1, days: 10_000 } : undefined);
    const work = (archive: Archive) => keep(archive, 'new', '2026-11-18', { key: detail });
    assert.deepEqual(await operations(many(), work, { retention }), await operations(few(), work, { retention }));
  });

  it('tidies without looking into reports that are kept for good', async () => {
    const retention = (report: string) => (report === detail.report ? { snapshots: 1 } : undefined);
    const seen = await operations(many(), (archive) => archive.cleanUp(), { retention });
    assert.ok(seen.some((one) => one.includes(detail.report)));
    assert.deepEqual(
      seen.filter((one) => /getOther|getTeamsUserActivityCounts/.test(one)),
      [],
    );
  });
});
