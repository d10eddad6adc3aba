import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { RunFile } from '../../../../src/services/collect/runFile.js';
import { Schedule } from '../../../../src/services/collect/schedule.js';
import { Budget } from '../../../../src/services/throttling/budget.js';
import { defaultLimits } from '../../../../src/services/throttling/limits.js';
import { moveCollectState } from '../../../../src/services/throttling/moveCollectState.js';
import { fuzz } from '../../../support/fuzz.js';
import { changedJson } from '../../../support/mutations.js';
import { CONNECTION } from '../collect/support.js';

const onPosix = process.platform === 'win32' ? it.skip : it;
const TENANT = 'northlight.example';
const OTHER = 'fabrikam.example';
const NOW = new Date('2026-11-20T12:00:00Z');
const STARTED = '2026-11-20T11:00:00.000Z';

describe('the state of collecting, in a folder that others can fill', () => {
  let root = '';
  let archive = '';
  let outside = '';
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'usage-reports-state-'));
    [archive, outside] = [path.join(root, 'archive'), path.join(root, 'outside')];
    await mkdir(path.join(archive, '.collect'), { recursive: true });
    await mkdir(path.join(outside, 'folder'), { recursive: true });
    await writeFile(path.join(outside, 'file'), 'mine');
    await writeFile(path.join(outside, 'folder', 'csv_getX_1_0123456789ab'), 'mine, too');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  /** Names and texts of everything outside of the archive. */
  const outsideNow = async () => [
    await readdir(outside, { recursive: true }),
    await readFile(path.join(outside, 'file'), 'utf8'),
    await readFile(path.join(outside, 'folder', 'csv_getX_1_0123456789ab'), 'utf8'),
  ];

  /** Everything that reads, writes and deletes the state. What is refused, is. */
  const useEverything = async () => {
    const refusals: unknown[] = [];
    const attempt = async (action: () => Promise<unknown>) => {
      try {
        await action();
      } catch (error) {
        refusals.push(error);
      }
    };
    const budget = new Budget({
      folder: () => archive,
      limits: () => defaultLimits,
      tenantKey: () => TENANT,
      onWarning: (error) => refusals.push(error),
    });
    const request = { connection: CONNECTION, format: 'csv', report: 'getX', unattended: false } as const;
    const [run, schedule] = [new RunFile(archive, TENANT), new Schedule(archive, TENANT)];
    await attempt(() => budget.take(request, new AbortController().signal));
    await attempt(() => budget.usage(CONNECTION, 'csv'));
    await attempt(() => run.interrupted('daily', NOW));
    await attempt(() => run.begin({ set: 'daily', startedAt: STARTED }));
    await attempt(() => run.interrupted('daily', NOW));
    await attempt(() => run.end());
    await attempt(() => schedule.take(24, NOW));
    await attempt(() => schedule.done(NOW));
    await attempt(() => moveCollectState(archive, TENANT, OTHER));
    await attempt(() => moveCollectState(archive, OTHER, TENANT));
    return { budget, refusals };
  };

  const slot = Math.floor(NOW.getTime() / (30 * 60_000));
  const places = [
    '.gitignore',
    TENANT,
    `${TENANT}/.gitignore`,
    `${TENANT}/csv_getX_${NOW.getTime()}_0123456789ab`,
    OTHER,
    `run-${TENANT}.json`,
    `schedule-${TENANT}.json`,
    `turn-${TENANT}-${slot}`,
    `turn-${TENANT}-1`,
  ];
  for (const place of places) {
    for (const target of ['file', 'folder', 'nothing']) {
      it(`is not written, read or deleted through a link: .collect/${place} to a ${target}`, async () => {
        const before = await outsideNow();
        const link = path.join(archive, '.collect', place);
        await mkdir(path.dirname(link), { recursive: true });
        await symlink(path.join(outside, target), link);
        const { budget } = await useEverything();
        assert.deepEqual(await outsideNow(), before);
        const { used } = await budget.usage(CONNECTION, 'csv');
        assert.ok(used >= 1, 'the request counts nevertheless');
      });
    }
  }

  it('is not kept in a folder that is a link, and says so', async () => {
    const before = await outsideNow();
    await rm(path.join(archive, '.collect'), { recursive: true });
    await symlink(path.join(outside, 'folder'), path.join(archive, '.collect'));
    const { budget, refusals } = await useEverything();
    assert.deepEqual(await outsideNow(), before);
    assert.equal((await budget.usage(CONNECTION, 'csv')).used, 1);
    assert.ok(refusals.length > 0);
    for (const error of refusals) {
      assert.match((error as Error).message, /^"\.collect.* is not the plain file or folder that belongs there/);
    }
  });

  it('leaves a .gitignore of the user as it is', async () => {
    const file = path.join(archive, '.collect', '.gitignore');
    await writeFile(file, '!run-*.json\n');
    await useEverything();
    assert.equal(await readFile(file, 'utf8'), '!run-*.json\n');
  });

  onPosix(
    'is for this account only, whatever the umask; for others, too, where the archive is shared on purpose',
    async () => {
      const before = process.umask(0o000);
      try {
        await rm(archive, { recursive: true });
        await useEverything();
        const modes = await modesBelow(path.join(archive, '.collect'));
        assert.ok(modes.length > 4);
        assert.deepEqual([...new Set(modes)].sort(), ['file 600', 'folder 700']);
        process.umask(0o022);
        const shared = path.join(root, 'shared');
        await new RunFile(shared, TENANT, { isShared: () => true }).begin({ set: 'daily', startedAt: STARTED });
        assert.deepEqual([...new Set(await modesBelow(path.join(shared, '.collect')))].sort(), [
          'file 644',
          'folder 755',
        ]);
      } finally {
        process.umask(before);
      }
    },
  );

  it('claims nothing of a tenant whose name goes on', async () => {
    await new Schedule(archive, 'contoso-2').take(24, NOW);
    await new Schedule(archive, 'contoso').take(24, NOW);
    assert.equal(await new Schedule(archive, 'contoso-2').take(24, NOW), false);
  });

  const changed = fc.record({
    run: changedJson({ set: 'daily', startedAt: STARTED }),
    schedule: changedJson({ doneAt: '2026-11-20T11:00:00.000Z' }),
  });
  fuzz('whose files hold anything, is begun anew', 100, changed, async ({ run, schedule }) => {
    const put = (name: string, content: unknown) =>
      writeFile(path.join(archive, '.collect', name), JSON.stringify(content) ?? '');
    await put(`run-${TENANT}.json`, run);
    await put(`schedule-${TENANT}.json`, schedule);
    const runFile = new RunFile(archive, TENANT);
    const interrupted = await runFile.interrupted('daily', NOW);
    if (interrupted !== undefined) {
      assert.equal(interrupted.set, 'daily');
      assert.ok(NOW.getTime() - Date.parse(interrupted.startedAt) < 24 * 3_600_000);
    }
    await runFile.begin({ set: 'daily', startedAt: STARTED });
    assert.deepEqual(await runFile.interrupted('daily', NOW), { set: 'daily', startedAt: STARTED });
    await new Schedule(archive, TENANT).take(24, NOW);
    await new Schedule(archive, TENANT).done(NOW);
    const later = new Date(NOW.getTime() + 3_600_000);
    assert.equal(await new Schedule(archive, TENANT).take(24, later), false);
    assert.equal(await new Schedule(archive, TENANT).take(1, later), true);
    await rm(path.join(archive, '.collect'), { recursive: true });
    await mkdir(path.join(archive, '.collect'));
  });

  it('says in words why a run cannot be recorded, without a path of this computer', async () => {
    await rm(archive, { recursive: true, force: true });
    const run = path.join(archive, '.collect', `run-${TENANT}.json`);
    for (const [make, code, why] of [
      [() => mkdir(run, { recursive: true }), 'EISDIR', /: there is a folder where a file is needed\.$/],
      [() => writeFile(archive, ''), 'ENOTDIR', /: there is a file where a folder is needed\.$/],
    ] as const) {
      await make();
      await assert.rejects(new RunFile(archive, TENANT).begin({ set: 'daily', startedAt: STARTED }), (error) => {
        assert.ok(error instanceof UsageReportsError);
        assert.deepEqual([error.reason, error.details.code], ['storage', code]);
        assert.match(error.message, why);
        assert.ok(!error.message.includes(root));
        return true;
      });
      await rm(archive, { recursive: true });
    }
  });

  it('of a clock of the future holds nothing up', async () => {
    await new RunFile(archive, TENANT).begin({ set: 'daily', startedAt: '2099-01-01T00:00:00.000Z' });
    assert.equal(await new RunFile(archive, TENANT).interrupted('daily', NOW), undefined);
    const schedule = new Schedule(archive, TENANT);
    await schedule.done(new Date('2099-01-01T00:00:00Z'));
    assert.equal(await schedule.take(24, NOW), true);
    await schedule.done(NOW);
    assert.equal(await schedule.take(24, new Date(NOW.getTime() + 3_600_000)), false);
  });
});

async function modesBelow(folder: string): Promise<string[]> {
  const names = ['.', ...(await readdir(folder, { recursive: true }))];
  return Promise.all(
    names.map(async (name) => {
      const stats = await stat(path.join(folder, name));
      return `${stats.isDirectory() ? 'folder' : 'file'} ${(stats.mode & 0o777).toString(8)}`;
    }),
  );
}
