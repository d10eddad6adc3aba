import assert from 'node:assert/strict';
import { readdir, stat, utimes, writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Archive } from '../../../../src/services/archive/archive.js';
import { nodeFileSystem, renameWithRetry } from '../../../../src/services/files/fileSystem.js';
import type { UsageReportsError } from '../../../../src/base/errors.js';
import { atEveryStep, FaultyFileSystem } from './faultyFileSystem.js';
import { facts, filesIn, keep, series, storage, textOf, useTemporaryFolder } from './support.js';

const tenant = (root: string) => join(root, 'tenant=contoso');
const key = (root: string) => join(tenant(root), 'report=getTeamsUserActivityCounts', 'period=D180');

const temporaryIn = async (root: string) => [
  ...(await readdir(tenant(root))).filter((name) => name.startsWith('.')),
  ...(await readdir(join(root, '.tmp'), { recursive: true }).catch(() => [])),
];

/** The folders that hold parts, temporary ones left out. */
async function partFolders(root: string): Promise<readonly string[]> {
  const files = (await filesIn(key(root))).filter((file) => /\/part[^/]*$/.test(file));
  return [...new Set(files.map((file) => file.replace(/\/[^/]*$/, '')))];
}

/** The real file system without the time that syncing takes. */
const healthy = () => ({ fileSystem: new FaultyFileSystem().fs });

interface Situation {
  readonly name: string;
  readonly keepOnlyNewest?: boolean;
  readonly before: [string, string][];
  readonly write: [string | string[], string];
  readonly old?: string;
  readonly new: string;
  /** Everything that is there in the end. */
  readonly after: string[];
}

/** Makes everything that is temporary three hours old, as the file system sees it. */
async function age(root: string): Promise<void> {
  const temporary = join(root, '.tmp');
  for (const name of await readdir(temporary, { recursive: true }).catch(() => [])) {
    const { mtimeMs } = await stat(join(temporary, name));
    const earlier = new Date(mtimeMs - 3 * 60 * 60 * 1000);
    await utimes(join(temporary, name), earlier, earlier);
  }
}

describe('Archive under faults', function () {
  // Thousands of small file operations: quick on an idle machine, not on a busy one.
  this.timeout(60_000);

  const folder = useTemporaryFolder();

  const situations: Situation[] = [
    { name: 'a first snapshot', before: [], write: ['new', '2026-11-18'], new: 'new', after: ['new'] },
    {
      name: 'a newer refresh date',
      before: [['old', '2026-11-17']],
      write: ['new', '2026-11-18'],
      old: 'old',
      new: 'new',
      after: ['old', 'new'],
    },
    {
      name: 'a newer refresh date where only the newest is kept',
      keepOnlyNewest: true,
      before: [
        ['old', '2026-11-17'],
        ['older', '2026-11-16'],
      ],
      write: ['new', '2026-11-18'],
      old: 'old',
      new: 'new',
      after: ['new'],
    },
    {
      name: 'restated bytes',
      before: [['old', '2026-11-18']],
      write: ['new', '2026-11-18'],
      old: 'old',
      new: 'new',
      after: ['old', 'new'],
    },
    {
      name: 'restated bytes where only the newest is kept',
      keepOnlyNewest: true,
      before: [
        ['old', '2026-11-18'],
        ['older', '2026-11-17'],
      ],
      write: ['new', '2026-11-18'],
      old: 'old',
      new: 'new',
      after: ['new'],
    },
    {
      name: 'bytes restated twice',
      before: [
        ['oldest', '2026-11-18'],
        ['old', '2026-11-18'],
      ],
      write: [['p1', 'p2', 'p3'], '2026-11-18'],
      old: 'old',
      new: 'p1p2p3',
      after: ['oldest', 'old', 'p1p2p3'],
    },
    {
      name: 'the same bytes',
      before: [['old', '2026-11-18']],
      write: ['old', '2026-11-18'],
      old: 'old',
      new: 'old',
      after: ['old'],
    },
  ];

  for (const situation of situations) {
    for (const mode of ['once', 'dead'] as const) {
      it(`${mode === 'once' ? 'fails' : 'dies'} at any step of ${situation.name} without losing anything`, async () => {
        const options = { retention: () => (situation.keepOnlyNewest === true ? { snapshots: 1 } : undefined) };
        await atEveryStep(async (step) => {
          const root = join(folder.path, String(step));
          await mkdir(root);
          for (const [index, [text, date]] of situation.before.entries()) {
            await keep(new Archive(root, healthy()), text, date, { fetchedAt: `2026-11-20T07:0${index}:00.000Z` });
          }
          const faulty = new FaultyFileSystem(step, mode);
          let error: unknown;
          await keep(new Archive(root, { ...options, fileSystem: faulty.fs }), ...situation.write).catch(
            (thrown: unknown) => {
              error = thrown;
              storage('ENOSPC')(thrown);
            },
          );

          const where = `step ${step} (${String(faulty.failed)})`;
          const after = new Archive(root, { ...options, ...healthy() });
          const found = await after.latest(series);
          const text = found && (await textOf(found));
          assert.ok(text === situation.old || text === situation.new, `${where}: ${String(text)}`);
          if (error === undefined) {
            assert.equal(text, situation.new, where);
          }

          // Whatever was left behind, the next day's run finds the way and clears up.
          await age(root);
          assert.equal(await textOf(await keep(after, ...situation.write)), situation.new, where);
          assert.deepEqual(await temporaryIn(root), [], where);
          const texts = [];
          for await (const snapshot of after.history(series)) {
            texts.push(await textOf(snapshot));
          }
          assert.deepEqual(new Set(texts), new Set(situation.after), where);
          assert.equal((await partFolders(root)).length, texts.length, `${where}: no strays`);
          return faulty.failed === undefined;
        });
      });
    }
  }

  it('leaves nothing temporary after a failure that the process survives', async () => {
    await atEveryStep(async (step) => {
      const root = join(folder.path, String(step));
      await mkdir(root);
      await keep(new Archive(root, healthy()), 'old', '2026-11-18');
      const faulty = new FaultyFileSystem(step, 'once', 'EIO');
      await keep(new Archive(root, { fileSystem: faulty.fs }), 'new', '2026-11-18').catch(storage('EIO'));
      if (faulty.failed !== 'rm' && faulty.failed !== 'rmdir') {
        assert.deepEqual(await temporaryIn(root), [], `step ${step} (${String(faulty.failed)})`);
      }
      return faulty.failed === undefined;
    });
  });

  it('leaves the work of others alone, and clears what nobody has written to for hours', async () => {
    const archive = new Archive(folder.path);
    const other = await archive.beginSnapshot(series, { version: 'v1.0', format: 'csv' });
    await other.write(Buffer.from('slow'));
    await keep(archive, 'quick', '2026-11-17');
    assert.equal((await temporaryIn(folder.path)).filter((name) => name.includes('part')).length, 1);
    await age(folder.path);
    await keep(archive, 'next', '2026-11-18');
    assert.equal((await temporaryIn(folder.path)).length, 0);
    await assert.rejects(other.commit(facts('2026-11-19')), storage('ENOENT'));
    assert.equal(await textOf(await archive.latest(series)), 'next');
  });

  it('goes on where leftovers cannot be removed, and says so', async () => {
    const warnings: Error[] = [];
    let listings = 0;
    // The first listing of a writer is the one for leftovers.
    const readdir = ((...args: Parameters<typeof nodeFileSystem.readdir>) =>
      listings++ === 0
        ? Promise.reject(Object.assign(new Error('EIO: failed on purpose'), { code: 'EIO' }))
        : nodeFileSystem.readdir(...args)) as typeof nodeFileSystem.readdir;
    const archive = new Archive(folder.path, {
      fileSystem: { ...nodeFileSystem, readdir },
      onWarning: (error) => warnings.push(error),
    });
    assert.equal(await textOf(await keep(archive, 'kept', null)), 'kept');
    assert.equal(warnings.length, 1);
    storage('EIO')(warnings[0]);
  });

  for (const code of ['EROFS', 'EACCES', 'ENOSPC', 'EDQUOT']) {
    it(`says in words what ${code} means`, async () => {
      const archive = new Archive(folder.path, { fileSystem: new FaultyFileSystem(1, 'dead', code).fs });
      await assert.rejects(keep(archive, 'x', null), (error: UsageReportsError) => {
        storage(code)(error);
        assert.match(
          error.message,
          /^The archive folder cannot be written: (the folder is read-only|access is denied|the disk)/,
        );
        assert.ok(!error.message.includes(folder.path));
        return true;
      });
      await assert.rejects(archive.latest(series), storage(code));
    });
  }

  it('fails clearly where the folder is a file', async () => {
    const file = join(folder.path, 'file');
    await writeFile(file, '');
    await assert.rejects(keep(new Archive(file), 'x', null), storage('ENOTDIR'));
    await assert.rejects(new Archive(file).latest(series), storage('ENOTDIR'));
  });

  it('tries a rename again while another program holds the file', async () => {
    for (const [failures, attempts] of [
      [3, 5],
      [9, 5],
    ] as const) {
      let calls = 0;
      const rename = () =>
        ++calls <= failures ? Promise.reject(Object.assign(new Error('held'), { code: 'EPERM' })) : Promise.resolve();
      const fs = { ...nodeFileSystem, rename };
      const result = await renameWithRetry(fs, 'a', 'b', attempts).then(
        () => 'renamed',
        () => 'given up',
      );
      assert.equal(result, failures < attempts ? 'renamed' : 'given up');
      assert.equal(calls, Math.min(failures + 1, attempts));
    }
  });
});

describe('Archive with several writers at once', function () {
  // Thousands of small file operations: quick on an idle machine, not on a busy one.
  this.timeout(60_000);

  const folder = useTemporaryFolder();

  it('ends every race with whole snapshots of all bytes, each once, and no reader ever finds none', async () => {
    const contents = [
      ['x'.repeat(1000), 'x'.repeat(1000)],
      ['short', 'a longer one'],
      ['first', 'second', 'third'],
    ];
    for (let round = 0; round < 50; round++) {
      const texts = contents[round % contents.length] ?? [];
      const date = new Date(Date.UTC(2026, 6, 1 + round)).toISOString().slice(0, 10);
      const keepsAll = round % 2 === 0;
      const archive = () =>
        new Archive(folder.path, { ...healthy(), retention: () => (keepsAll ? undefined : { snapshots: 1 }) });
      const before = `start ${round}`;
      const minute = String(round).padStart(2, '0');
      await keep(archive(), before, date, { fetchedAt: `2026-11-20T08:${minute}:00.000Z` });
      let racing = true;
      const reader = (async () => {
        while (racing) {
          const found = await new Archive(folder.path).latest(series);
          assert.ok(found, `round ${round}: there is always one`);
        }
      })();
      const results = await Promise.allSettled(
        texts.map((text) => keep(archive(), text, date, { fetchedAt: `2026-11-20T08:${minute}:30.000Z` })),
      );
      racing = false;
      await reader;
      assert.deepEqual(
        results.map((result) => (result.status === 'rejected' ? String(result.reason) : '')).join(''),
        '',
      );
      const found = [];
      for await (const snapshot of new Archive(folder.path).history(series)) {
        found.push(...(snapshot.day === date ? [await textOf(snapshot)] : []));
      }
      assert.ok(texts.includes(found[0] ?? ''), `round ${round}: ${found.join()}`);
      assert.deepEqual(
        found.filter((text) => !texts.includes(text) && text !== before),
        [],
      );
      assert.equal(new Set(found).size, found.length, `round ${round}: each once`);
      if (keepsAll) {
        assert.deepEqual(new Set(found), new Set([...texts, before]), `round ${round}: nothing is lost`);
      }
      assert.deepEqual(await temporaryIn(folder.path), []);
    }
  });

  it('lets two first writers of a refresh date both succeed', async () => {
    for (let round = 0; round < 25; round++) {
      const date = `2026-10-${String(round + 1).padStart(2, '0')}`;
      const kept = await Promise.all(
        ['one', 'two'].map((text) => keep(new Archive(folder.path, healthy()), text, date)),
      );
      assert.ok(kept.every((snapshot) => snapshot.refreshDate === date));
      assert.deepEqual(
        new Set(await Promise.all((await new Archive(folder.path).snapshotsOn(series, date)).map(textOf))),
        new Set(['one', 'two']),
      );
    }
  });

  it('finds the newer one when the only one it saw in the list was removed meanwhile', async () => {
    const other = () => new Archive(folder.path, { ...healthy(), retention: () => ({ snapshots: 1 }) });
    await keep(other(), 'old', '2026-11-17');
    const slow = new FaultyFileSystem();
    slow.before = async (operation) => {
      if (operation === 'open') {
        slow.before = () => Promise.resolve();
        await keep(other(), 'newer', '2026-11-18');
      }
    };
    assert.equal(await textOf(await new Archive(folder.path, { fileSystem: slow.fs }).latest(series)), 'newer');
  });

  it('survives checks that cross a restatement', async () => {
    const archive = new Archive(folder.path, healthy());
    for (let round = 0; round < 25; round++) {
      const date = `2026-10-${String(round + 1).padStart(2, '0')}`;
      const before = await keep(archive, `before ${round}`, date);
      const [checked] = await Promise.all([
        archive.markChecked(before, '2026-11-21T00:00:00.000Z'),
        keep(archive, `after ${round}`, date, { fetchedAt: '2026-11-22T00:00:00.000Z' }),
      ]);
      assert.equal(checked.meta.checkedAt, '2026-11-21T00:00:00.000Z');
      const texts = await Promise.all((await archive.snapshotsOn(series, date)).map(textOf));
      assert.deepEqual(texts, [`after ${round}`, `before ${round}`]);
    }
  });
});
