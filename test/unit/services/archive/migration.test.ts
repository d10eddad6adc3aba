import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Archive, type ArchiveOptions } from '../../../../src/services/archive/archive.js';
import type { SnapshotMeta } from '../../../../src/services/archive/meta.js';
import type { SnapshotKey } from '../../../../src/services/archive/names.js';
import type { Snapshot } from '../../../../src/services/archive/snapshot.js';
import { fileDaysReader } from '../../../../src/services/reports/fileDays.js';
import { readHistory } from '../../../../src/services/reports/historyReader.js';
import { catalog } from '../../../support/catalog.js';
import { checkoutRoot } from '../../../support/host/checkout.mjs';
import { atEveryStep, FaultyFileSystem } from './faultyFileSystem.js';
import { filesIn, keep, storage, textOf, useTemporaryFolder } from './support.js';

/** What version 0.1.0 wrote, see the commit that added it. */
const fixture = path.join(checkoutRoot(), 'test/fixtures/archive-0.1.0');
const NOW = '2026-11-21T08:00:00.000Z';
const counts: SnapshotKey = { tenant: 'sample', report: 'getTeamsUserActivityCounts', period: 'D7' };
const activations: SnapshotKey = { tenant: 'sample', report: 'getOffice365ActivationCounts' };

const options = (more: ArchiveOptions = {}): ArchiveOptions => ({
  fileSystem: new FaultyFileSystem().fs,
  now: () => new Date(NOW),
  readDays: fileDaysReader(() => catalog),
  ...more,
});
const healthy = (root: string) => new Archive(root, options());

/** Every snapshot by its key and its bytes, with what must not change. */
async function snapshotsOf(archive: Archive): Promise<Map<string, Snapshot>> {
  const found = new Map<string, Snapshot>();
  for (const tenant of await archive.tenants()) {
    for await (const key of archive.keys(tenant)) {
      for await (const snapshot of archive.history(key)) {
        const id = [key.report, key.period ?? key.date, snapshot.meta.sha256].join(' ');
        assert.ok(!found.has(id), `${id} is there once`);
        found.set(id, snapshot);
      }
    }
  }
  return found;
}

async function bytesOf(archive: Archive): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const [id, snapshot] of await snapshotsOf(archive)) {
    const hash = createHash('sha256');
    for await (const chunk of snapshot.chunks()) {
      hash.update(chunk);
    }
    const { fetchedAt, checkedAt, etag, rowCount } = snapshot.meta;
    hash.update(JSON.stringify([fetchedAt, checkedAt, etag, rowCount]));
    hashes.set(id, hash.digest('hex'));
  }
  return hashes;
}

/** Hashes of the parts as they are on the disk, whatever their names are. */
async function partsOf(root: string): Promise<string[]> {
  const parts = (await filesIn(root)).filter((file) => /\/part[^/]*$/.test(file));
  const hashes = await Promise.all(
    parts.map(async (file) =>
      createHash('sha256')
        .update(await readFile(path.join(root, file)))
        .digest('hex'),
    ),
  );
  return hashes.sort();
}

async function contentOf(root: string): Promise<Record<string, string>> {
  const files = await filesIn(root);
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await readFile(path.join(root, file), 'latin1')] as const)),
  );
}

describe('An archive of version 0.1.0', function () {
  this.timeout(120_000);

  const folder = useTemporaryFolder();
  const copy = async (name: string) => {
    const root = path.join(folder.path, name);
    await cp(fixture, root, { recursive: true });
    return root;
  };

  it('is read as it is, where nothing can be written', async () => {
    const archive = new Archive(fixture);
    const texts = new Map<string, string>();
    for (const [id, snapshot] of await snapshotsOf(archive)) {
      texts.set(
        id,
        createHash('sha256')
          .update(await textOf(snapshot))
          .digest('hex'),
      );
      assert.ok(await snapshot.verify(), id);
    }
    assert.equal(texts.size, 11);
    const parts = (await filesIn(fixture)).filter((file) => file.includes('/part') && !file.includes('.json'));
    for (const file of parts) {
      const bytes = await readFile(path.join(fixture, file));
      const sha256 = createHash('sha256')
        .update(file.endsWith('.gz') ? gunzipSync(bytes) : bytes)
        .digest('hex');
      assert.ok([...texts.values()].includes(sha256), file);
    }
    const latest = await archive.latest(counts);
    assert.deepEqual([latest?.refreshDate, latest?.meta.checkedAt], ['2026-11-17', '2026-11-19T20:00:00.000Z']);
    const day = await archive.latest({
      tenant: 'sample',
      report: 'getTeamsUserActivityUserDetail',
      date: '2026-11-10',
    });
    assert.equal(day?.meta.rowCount, 6);
  });

  it('takes a file without a date, and one of 9999-12-31, for the newest only if it was confirmed last', async () => {
    const found = [];
    for await (const { day, refreshDate, meta } of new Archive(fixture).history(activations)) {
      found.push([day, refreshDate, meta.fetchedAt.slice(0, 10)]);
    }
    assert.deepEqual(found, [
      ['2026-11-19', null, '2026-11-19'],
      ['2026-11-18', null, '2026-11-18'],
      ['2026-11-15', '2026-11-15', '2026-11-17'],
    ]);
    assert.equal((await new Archive(fixture).latest(activations))?.meta.fetchedAt, '2026-11-19T08:30:00.000Z');
  });

  it('gets the present layout, and loses no byte', async () => {
    const root = await copy('migrated');
    const before = await bytesOf(healthy(root));
    const parts = await partsOf(root);
    assert.equal(await healthy(root).migrate(), 11);
    assert.deepEqual(await bytesOf(healthy(root)), before);
    assert.deepEqual(await partsOf(root), parts);
    const files = await filesIn(path.join(root, 'tenant=sample'));
    const misplaced = files.filter(
      (file) => !/^report=\w+\/period=[^/]+\/refresh=[\d-]+\/fetched=[^/]+\/[^/]+$/.test(file),
    );
    assert.deepEqual(misplaced, ['.migrated', 'report=getTeamsUserActivityCounts/_history.json']);
    const folders = await readdir(path.join(root, 'tenant=sample', 'report=getTeamsUserActivityUserDetail'));
    assert.deepEqual(folders.sort(), ['period=2026-11-09', 'period=2026-11-10', 'period=D30', 'period=D7']);
    const days = new Map<string, string>();
    for (const [id, { day, meta }] of await snapshotsOf(healthy(root))) {
      assert.equal(meta.formatVersion, 3);
      days.set(id.replace(/ [^ ]*$/, ` ${meta.fetchedAt}`), `${day} ${meta.refreshDate?.from}`);
    }
    assert.equal(days.get('getApiUsage D7 2026-11-19T08:40:00.000Z'), '2026-11-17 rows');
    assert.equal(days.get('getOffice365ActivationCounts  2026-11-19T08:30:00.000Z'), '2026-11-19 fetch');
    assert.equal(days.get('getOffice365ActivationCounts  2026-11-18T08:30:00.000Z'), '2026-11-18 fetch');
    assert.equal(days.get('getOffice365ActivationCounts  2026-11-17T08:30:00.000Z'), '2026-11-15 report');
    assert.equal(await healthy(root).migrate(), 0);
  });

  it('has the same history before and after', async () => {
    const root = await copy('history');
    const definition = catalog.find(counts.report)!;
    const read = async () => {
      const history = await readHistory(await healthy(root).reportFolder('sample', counts.report), definition, {
        minIndexed: 1,
      });
      assert.ok(history);
      return { facts: history.facts, revised: history.revised(99), charts: history.charts(), newest: history.newest };
    };
    const before = await read();
    assert.equal(before.facts.snapshots, 3);
    await healthy(root).migrate();
    assert.deepEqual(await read(), before);
  });

  it('loses nothing when it is killed at any step, is read at every moment, and ends the same', async () => {
    // One of each kind: a replaced part with a check, pages, a compressed single day, a file whose rows have to be read.
    const start = await copy('start');
    for (const other of [
      'getTeamsUserActivityCounts/period=D7/refresh=2026-11-13',
      'getTeamsUserActivityCounts/period=D30',
      'getTeamsUserActivityUserDetail/period=D7',
      'getTeamsUserActivityUserDetail/date=2026-11-10',
      'getOffice365ActivationCounts',
    ]) {
      await rm(path.join(start, `tenant=sample/report=${other}`), { recursive: true });
    }
    const whole = path.join(folder.path, 'whole');
    await cp(start, whole, { recursive: true });
    assert.equal(await healthy(whole).migrate(), 4);
    const expected = await contentOf(whole);
    const before = await bytesOf(healthy(start));
    await atEveryStep(async (step) => {
      const root = path.join(folder.path, String(step));
      await cp(start, root, { recursive: true });
      const dying = new FaultyFileSystem(step, 'dead');
      await new Archive(root, options({ fileSystem: dying.fs })).migrate().catch(storage('ENOSPC'));
      const where = `step ${step} (${String(dying.failed)})`;
      assert.deepEqual(await bytesOf(healthy(root)), before, where);
      // A process that died leaves its temporary folder, which a later writer clears away.
      await healthy(root).migrate();
      const content = Object.entries(await contentOf(root)).filter(([file]) => !file.startsWith('.tmp/'));
      assert.deepEqual(Object.fromEntries(content), expected, where);
      await rm(root, { recursive: true });
      return dying.failed === undefined;
    });
  });

  it('is read by others before each step, and by those that began to read before it', async () => {
    const root = await copy('read');
    const before = await bytesOf(healthy(root));
    const begun: Snapshot[] = [...(await snapshotsOf(healthy(root))).values()];
    let looks = 0;
    const watched = new FaultyFileSystem();
    watched.before = async (operation) => {
      if (['rename', 'rm', 'rmdir', 'mkdir'].includes(operation)) {
        looks++;
        const found = await snapshotsOf(healthy(root));
        assert.deepEqual(new Set(found.keys()), new Set(before.keys()), `before ${operation} ${looks}`);
      }
    };
    await new Archive(root, options({ fileSystem: watched.fs })).migrate();
    assert.ok(looks > 40, `${looks} looks`);
    for (const snapshot of begun) {
      assert.ok(await snapshot.verify(), 'its parts are found in their new place');
    }
  });

  it('is found by a reader whose list is older than the move', async () => {
    const root = await copy('listed');
    for (const key of [counts, activations]) {
      const expected = await textOf(await healthy(root).latest(key));
      const slow = new FaultyFileSystem();
      slow.before = async (operation) => {
        if (operation === 'open') {
          slow.before = () => Promise.resolve();
          await rm(path.join(root, 'tenant=sample/.migrated'), { force: true });
          await healthy(root).migrate();
        }
      };
      assert.equal(await textOf(await new Archive(root, options({ fileSystem: slow.fs })).latest(key)), expected);
    }
  });

  it('is moved by several processes at once, while others add to it', async () => {
    for (let round = 0; round < 5; round++) {
      const root = await copy(`race-${round}`);
      const before = await bytesOf(healthy(root));
      const [, , added] = await Promise.all([
        healthy(root).migrate(),
        healthy(root).migrate(),
        keep(healthy(root), 'restated', '2026-11-17', { key: counts, fetchedAt: '2026-11-20T08:00:00.000Z' }),
      ]);
      await rm(path.join(root, 'tenant=sample/.migrated'), { force: true });
      await healthy(root).migrate();
      const after = await bytesOf(healthy(root));
      for (const [id, hash] of before) {
        assert.equal(after.get(id), hash, `round ${round}: ${id}`);
      }
      assert.equal(after.size, before.size + 1);
      assert.equal(await textOf(await healthy(root).latest(counts)), await textOf(added));
    }
  });

  it('keeps what an older version wrote during the move, or later', async () => {
    const root = await copy('older');
    const old = path.join(root, 'tenant=sample/report=getTeamsUserActivityCounts/period=D7/refresh=2026-11-17');
    const meta = JSON.parse(await readFile(path.join(old, 'meta.json'), 'utf8')) as SnapshotMeta;
    const text = 'Report Refresh Date,Report Date\r\n2026-11-17,2026-11-17\r\n';
    /** As version 0.1.0 replaces a snapshot: its part beside the old ones, then meta.json, then the old parts go. */
    const replace = async () => {
      await mkdir(old, { recursive: true });
      await writeFile(path.join(old, 'part-0123456789ab.csv'), text);
      const sha256 = createHash('sha256').update(text).digest('hex');
      const parts = [{ file: 'part-0123456789ab.csv', bytes: text.length }];
      const changed = { ...meta, sha256, parts, bytes: text.length, fetchedAt: NOW, checkedAt: NOW };
      await writeFile(path.join(old, 'meta.json'), JSON.stringify(changed));
      await rm(path.join(old, meta.parts[0]!.file), { force: true });
    };
    const watched = new FaultyFileSystem();
    watched.before = async (operation, from) => {
      if (operation === 'rename' && from === path.join(old, 'meta.json')) {
        watched.before = () => Promise.resolve();
        await replace();
      }
    };
    await new Archive(root, options({ fileSystem: watched.fs })).migrate();
    assert.equal(await textOf(await healthy(root).latest(counts)), text);
    assert.equal(
      (await healthy(root).snapshotsOn(counts, '2026-11-17')).length,
      2,
      'and what it replaced was moved before',
    );
    const later = new Archive(root, options({ now: () => new Date('2026-12-25T08:00:00.000Z') }));
    assert.equal(await later.migrate(), 1, 'a month later');
    assert.equal((await later.snapshotsOn(counts, '2026-11-17')).length, 2);
    assert.equal(await textOf(await later.latest(counts)), text);
  });

  it('leaves what is damaged, and what others have put there', async () => {
    const root = await copy('damaged');
    const report = path.join(root, 'tenant=sample/report=getTeamsUserActivityCounts');
    const damaged = path.join(report, 'period=D7/refresh=2026-11-13');
    await writeFile(path.join(damaged, 'part.csv'), 'short');
    await writeFile(path.join(report, 'period=D30/refresh=2026-11-14/notes.txt'), 'mine');
    assert.equal(await healthy(root).migrate(), 10);
    assert.deepEqual((await readdir(damaged)).sort(), ['meta.json', 'part.csv']);
    assert.equal(await readFile(path.join(report, 'period=D30/refresh=2026-11-14/notes.txt'), 'utf8'), 'mine');
  });

  it('clears away what an interrupted writer of that version left, once it is a day old', async () => {
    const root = await copy('strays');
    const old = path.join(root, 'tenant=sample/report=getTeamsUserActivityCounts/period=D7/refresh=2026-11-13');
    const earlier = new Date(Date.now() - 2 * 86_400_000);
    for (const [name, isOld] of [
      ['part-0123456789ab.csv', true],
      ['part-ba9876543210.csv', false],
    ] as const) {
      await writeFile(path.join(old, name), 'stray');
      if (isOld) {
        await utimes(path.join(old, name), earlier, earlier);
      }
    }
    await healthy(root).migrate();
    const left = (await readdir(old)).filter((name) => !name.startsWith('fetched='));
    assert.deepEqual(left, ['part-ba9876543210.csv']);
  });

  it('is copied to another folder with the same days as if it had been moved', async () => {
    const { copyTenant } = await import('../../../../src/services/archive/copy.js');
    const [root, other] = [await copy('moved'), path.join(folder.path, 'other')];
    await copyTenant(healthy(fixture), 'sample', healthy(other));
    await healthy(root).migrate();
    const days = async (archive: Archive) =>
      [...(await snapshotsOf(archive))].map(([id, { day, meta }]) => `${id} ${day} ${meta.refreshDate?.from}`).sort();
    assert.deepEqual(await days(healthy(other)), await days(healthy(root)));
    assert.deepEqual(await bytesOf(healthy(other)), await bytesOf(healthy(fixture)));
  });
});
