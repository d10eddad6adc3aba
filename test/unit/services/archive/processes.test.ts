import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn, type SpawnOptions } from 'node:child_process';
import { chmod, cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { Archive } from '../../../../src/services/archive/archive.js';
import type { Snapshot } from '../../../../src/services/archive/snapshot.js';
import { filesIn, keep, series, textOf, useTemporaryFolder } from './support.js';

const script = fileURLToPath(new URL('./archiveProcess.mjs', import.meta.url));
const keyFolder = 'tenant=contoso/report=getTeamsUserActivityCounts/period=D180';

interface Run {
  readonly child: ChildProcess;
  readonly lines: readonly string[];
  readonly ended: Promise<void>;
  /** Resolves with the line that fits, or `undefined` when the process has ended without. */
  said(fits: (line: string) => boolean): Promise<string | undefined>;
}

function run(
  args: readonly string[],
  options: SpawnOptions = {},
  command: readonly string[] = [process.execPath, script],
): Run {
  const [program = '', ...before] = command;
  const child = spawn(program, [...before, ...args], { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const tell = () => waiting.forEach((look) => look());
  let over = false;
  assert.ok(child.stdout);
  const reading = createInterface(child.stdout);
  reading.on('line', (line) => {
    lines.push(line);
    tell();
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    reading.on('close', () => {
      over = true;
      tell();
      resolve();
    });
  });
  const said = (fits: (line: string) => boolean) =>
    new Promise<string | undefined>((resolve) => {
      const look = () => {
        const line = lines.find(fits);
        if (line !== undefined || over) {
          waiting.delete(look);
          resolve(line);
        }
      };
      waiting.add(look);
      look();
    });
  return { child, lines, ended, said };
}

async function all(archive: Archive): Promise<Snapshot[]> {
  const snapshots = [];
  for await (const snapshot of archive.history(series)) {
    snapshots.push(snapshot);
  }
  return snapshots;
}

/** What a reader that knows nothing of meta.json takes for data. */
async function partsIn(folder: string): Promise<string[]> {
  return (await filesIn(folder)).filter(
    (file) => /\.(csv|csv\.gz|json)$/.test(file) && file.includes('/part') && !file.startsWith('.tmp/'),
  );
}

describe('Archive and other processes', function () {
  // They start some dozens of processes.
  this.timeout(60_000);

  const folder = useTemporaryFolder();
  const place = useTemporaryFolder();

  it('has whole snapshots only, and all it ever had, wherever a writer was killed', async () => {
    await keep(new Archive(folder.path), 'from before', '2020-01-01');
    const told = new Map<string, number>();
    for (let life = 0; life < 8; life++) {
      const writer = run(['loop', folder.path, String(life)]);
      // Not a time but a point within its work: so many commits, and then somewhere within the next one.
      await writer.said((line) => line.endsWith(` ${3 + ((life * 7) % 11)}`));
      for (let turn = 0; turn < life * 5; turn++) {
        await new Promise(setImmediate);
      }
      writer.child.kill('SIGKILL');
      await writer.ended;
      for (const line of writer.lines) {
        const [date = ''] = line.split(' ');
        told.set(date, life);
      }
      const snapshots = await all(new Archive(folder.path));
      for (const snapshot of snapshots) {
        assert.ok(await snapshot.verify(), `life ${life}: ${snapshot.refreshDate} is whole`);
      }
      const dates = snapshots.map(({ refreshDate }) => refreshDate);
      for (const [date, from] of told) {
        assert.ok(dates.includes(date), `${date}, told in life ${from}, is still there in life ${life}`);
      }
    }
    assert.equal(await textOf((await new Archive(folder.path).snapshotsOn(series, '2020-01-01'))[0]), 'from before');
  });

  it('has the old snapshot or the new one when it was killed before any of its steps', async () => {
    const kill = async (step: number): Promise<boolean> => {
      const root = join(folder.path, String(step));
      await mkdir(root);
      await keep(new Archive(root), 'old', '2026-11-18');
      const writer = run(['stopAt', root, String(step)]);
      const stopped = (await writer.said((line) => line === 'stopped' || line === 'done')) === 'stopped';
      writer.child.kill('SIGKILL');
      await writer.ended;
      const text = await textOf(await new Archive(root).latest(series));
      assert.ok(stopped ? text === 'old' || text === 'new' : text === 'new', `step ${step}: ${text}`);
      assert.equal(await textOf(await keep(new Archive(root), 'next', '2026-11-18')), 'next', `step ${step}`);
      return stopped;
    };
    let steps = 0;
    for (let first = 1; ; first += 6) {
      const stopped = await Promise.all([0, 1, 2, 3, 4, 5].map((more) => kill(first + more)));
      steps += stopped.filter(Boolean).length;
      if (stopped.includes(false)) {
        break;
      }
    }
    assert.ok(steps > 20, `${steps} steps`);
  });

  const limit = process.platform === 'linux' || process.platform === 'darwin' ? it : it.skip;
  limit('keeps what it had and says so where a process may write no more (RLIMIT_FSIZE)', async () => {
    await keep(new Archive(folder.path), 'old', '2026-11-17');
    const bash = ['bash', '-c', 'ulimit -f 64; exec "$0" "$@"', process.execPath, script];
    const writer = run(['once', folder.path, '1000000'], {}, bash);
    await writer.ended;
    assert.deepEqual(writer.lines, ['storage EFBIG']);
    assert.deepEqual(
      (await all(new Archive(folder.path))).map(({ refreshDate }) => refreshDate),
      ['2026-11-17'],
    );
    assert.deepEqual(
      await readdir(join(folder.path, 'tenant=contoso')),
      ['report=getTeamsUserActivityCounts'],
      'nothing half written',
    );
  });

  it('keeps what it had and says so on a full disk (a small mounted one, where this machine lets us)', async function () {
    const disk = join(folder.path, 'disk');
    await mkdir(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      this.skip();
    }
    try {
      await keep(new Archive(disk), 'old', '2026-11-17');
      for (let round = 0; round < 5; round++) {
        const writer = run(['once', disk, String(200_000 + round * 20_000)]);
        await writer.ended;
        assert.match(writer.lines.join(), /^(kept|storage ENOSPC)$/);
        await rm(join(disk, keyFolder, 'refresh=2026-11-18'), { recursive: true, force: true });
      }
      const writer = run(['once', disk, '2000000']);
      await writer.ended;
      assert.deepEqual(writer.lines, ['storage ENOSPC']);
      assert.deepEqual(await Promise.all((await all(new Archive(disk))).map(textOf)), ['old']);
      assert.deepEqual(
        await readdir(join(disk, 'tenant=contoso')),
        ['report=getTeamsUserActivityCounts'],
        'and gives the room back',
      );
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  it('is read where it cannot be written, and says so when it is to be', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    await keep(new Archive(folder.path), 'old', '2026-11-17');
    const before = await filesIn(folder.path);
    const everything = [
      folder.path,
      ...(await readdir(folder.path, { recursive: true })).map((name) => join(folder.path, name)),
    ];
    const set = (mode: number) =>
      Promise.all(everything.filter((path) => !/\.\w+$/.test(path)).map((path) => chmod(path, mode)));
    await set(0o555);
    try {
      // Nothing is read-only for root, who becomes nobody, who may not be able to read this script and its chunks where they are.
      const asRoot = process.getuid?.() === 0;
      const own = join(place.path, 'unit', 'services', 'archive', 'script.mjs');
      await cp(script, own);
      await cp(fileURLToPath(new URL('../../../chunks', import.meta.url)), join(place.path, 'chunks'), {
        recursive: true,
      });
      execFileSync('chmod', ['-R', 'a+rX', place.path]);
      const writer = run(['once', folder.path, '10'], asRoot ? { uid: 65534, gid: 65534, cwd: '/' } : {}, [
        process.execPath,
        own,
      ]);
      await writer.ended;
      assert.deepEqual(writer.lines, ['storage EACCES']);
      assert.equal(await textOf(await new Archive(folder.path).latest(series)), 'old');
      assert.deepEqual(await filesIn(folder.path), before);
    } finally {
      await set(0o755);
    }
  });

  it('ends 60 races of three processes with all they wrote, whole, and no strays', async () => {
    const rounds = 60;
    const names = ['one', 'two', 'three'];
    const writers = names.map((name) => run(['race', folder.path, `${name},${rounds}`]));
    const reader = (async () => {
      // While the others write: each read begins with one of their commits, and not with a moment.
      for (let round = 0; round < rounds; round += 5) {
        await writers[round % names.length]?.said((line) => line.endsWith(` ${round}`));
        assert.ok(await new Archive(folder.path).latest(series), 'there is always one');
      }
    })();
    await Promise.all([...writers.map(({ ended }) => ended), reader]);
    for (const { lines } of writers) {
      assert.equal(lines.length, rounds, 'every one of its commits succeeded');
    }
    const snapshots = await all(new Archive(folder.path));
    const texts = await Promise.all(snapshots.map(textOf));
    const written = names.flatMap((name) =>
      Array.from({ length: rounds }, (_, round) => `${name} ${round} `.repeat(1 + (round % 7))),
    );
    assert.deepEqual(texts.sort(), written.sort());
    assert.equal((await partsIn(folder.path)).length, written.length, 'each once');
    assert.deepEqual(
      await readdir(join(folder.path, 'tenant=contoso')),
      ['report=getTeamsUserActivityCounts'],
      'nothing temporary',
    );
  });
});
