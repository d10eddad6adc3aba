import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { ArchiveMaintenance } from '../../src/features/archiveAdmin/archiveMaintenance.js';
import { Archive } from '../../src/services/archive/archive.js';
import { checkoutRoot } from '../support/host/checkout.mjs';
import { CommandLine } from './support/commandLine.js';

/** How many snapshots are in what version 0.1.0 wrote. */
const SNAPSHOTS = 11;
const MOVED = "archived reports of an earlier version were moved into the archive's present layout";

/** The hashes of all snapshots whose bytes are whole. */
async function snapshotsIn(folder: string): Promise<string[]> {
  const archive = new Archive(folder);
  const hashes: string[] = [];
  for await (const key of archive.keys('sample')) {
    for await (const snapshot of archive.history(key)) {
      assert.ok(await snapshot.verify(), key.report);
      hashes.push(snapshot.meta.sha256);
    }
  }
  return hashes.sort();
}

/** Parts of snapshots that do not lie in the folder of a fetch, as those of version 0.1.0 do not. */
async function oldPartsIn(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).filter(
    (name) => /[/\\]part[^/\\]*$/.test(name) && !name.includes('fetched='),
  );
}

describe('an archive of version 0.1.0 is brought into the present layout', function () {
  this.timeout(60_000);
  let root: string;
  let before: readonly string[];
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'usage-reports-migration-'));
    await cp(path.join(checkoutRoot(), 'test/fixtures/archive-0.1.0'), root, { recursive: true });
    before = await snapshotsIn(root);
    assert.equal(before.length, SNAPSHOTS);
    assert.ok((await oldPartsIn(root)).length >= SNAPSHOTS);
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  describe('by the command line', () => {
    let cli: CommandLine;
    beforeEach(async () => {
      cli = await CommandLine.open();
    });
    afterEach(() => cli.close());
    const collect = (...more: string[]) =>
      cli.run('collect', '--sample', '--archive', root, '--set', 'getYammerActivityCounts', '--json', ...more);

    it('before it collects, once', async () => {
      const { code, events, output } = await collect();
      assert.equal(code, 0, output);
      assert.equal(events.filter(({ message }) => String(message).includes(MOVED)).length, 1, output);
      assert.deepEqual(await oldPartsIn(root), []);
      const after = await snapshotsIn(root);
      assert.equal(after.length, SNAPSHOTS + 1);
      assert.ok(before.every((hash) => after.includes(hash)));
      assert.ok(!(await collect('--fresh-hours', '0')).output.includes(MOVED));
    });

    it('not where it only lists what it would request', async () => {
      const { code, output } = await collect('--dry-run');
      assert.equal(code, 0, output);
      assert.ok(!output.includes(MOVED), output);
      assert.ok((await oldPartsIn(root)).length >= SNAPSHOTS);
    });
  });

  it('by VS Code, which looks once a day', async () => {
    const lines: string[] = [];
    const state = new Map<string, unknown>();
    let time = Date.UTC(2026, 10, 21, 8);
    const now = () => new Date(time);
    const archive = new Archive(root, { now });
    let migrations = 0;
    const migrate = archive.migrate.bind(archive);
    archive.migrate = (signal) => {
      migrations++;
      return migrate(signal);
    };
    const maintenance = new ArchiveMaintenance({
      archive,
      storage: vscode.Uri.file(root),
      errors: { attempt: (step) => step().then(() => undefined) },
      memento: {
        keys: () => [...state.keys()],
        get: (key: string, otherwise?: unknown) => (state.get(key) ?? otherwise) as never,
        update: (key, value) => Promise.resolve(void state.set(key, value)),
      },
      now,
      log: {
        info: (line: string) => lines.push(line),
        warn: (line: string) => assert.fail(line),
      } as unknown as vscode.LogOutputChannel,
      onDidChange: () => undefined,
    });
    try {
      await maintenance.cleanUpDaily();
      assert.ok(lines.join().includes(MOVED));
      assert.deepEqual(await oldPartsIn(root), []);
      assert.deepEqual(await snapshotsIn(root), before);
      await maintenance.cleanUpDaily();
      assert.equal(migrations, 1);
      time += 86_400_000;
      await maintenance.cleanUpDaily();
      assert.equal(migrations, 2);
      assert.equal(lines.length, 1);
    } finally {
      maintenance.dispose();
    }
  });
});
