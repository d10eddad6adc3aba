import assert from 'node:assert/strict';
import { cp, mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Archive } from '../../../../src/services/archive/archive.js';
import type { ArchiveLocation } from '../../../../src/services/archive/archiveLocation.js';
import { copyTenant } from '../../../../src/services/archive/copy.js';
import type { SnapshotMeta } from '../../../../src/services/archive/meta.js';
import { atEveryStep, FaultyFileSystem } from './faultyFileSystem.js';
import { filesIn, keep, pieces, series, snapshotFolder, storage, textOf, useTemporaryFolder } from './support.js';

const newName = '5f1c2a0e-7d3b-4a55-9c1e-0123456789ab';
const renamed = { ...series, tenant: newName };

describe('Archive with compressed parts', () => {
  const folder = useTemporaryFolder();
  const compressing = () => new Archive(folder.path, { compress: () => true });
  const metaOf = async (): Promise<SnapshotMeta> =>
    JSON.parse(
      await readFile(join(await snapshotFolder(folder.path, '2026-11-18'), 'meta.json'), 'utf8'),
    ) as SnapshotMeta;

  it('keeps gzip that others can read, and gives back the bytes as they came', async () => {
    const text = 'Report Refresh Date,Count\r\n'.repeat(20_000);
    const snapshot = await keep(compressing(), text, '2026-11-18');
    const path = await snapshotFolder(folder.path, '2026-11-18');
    assert.deepEqual(await readdir(path), ['meta.json', 'part.csv.gz']);
    const file = await readFile(join(path, 'part.csv.gz'));
    assert.ok(file.length < text.length / 10);
    assert.equal(gunzipSync(file).toString(), text);
    assert.equal(await textOf(snapshot), text);
    const plain = await keep(new Archive(join(folder.path, 'plain')), text, '2026-11-18');
    assert.equal(snapshot.meta.sha256, plain.meta.sha256, 'the hash is over what came');
    assert.deepEqual((await metaOf()).parts, [
      { file: 'part.csv.gz', bytes: file.length, uncompressedBytes: text.length },
    ]);
    assert.equal(snapshot.meta.bytes, text.length);
  });

  it('stores the same bytes once, compressed or not', async () => {
    await keep(new Archive(folder.path), 'same', '2026-11-18');
    await keep(compressing(), 'same', '2026-11-18');
    assert.deepEqual(await readdir(await snapshotFolder(folder.path, '2026-11-18')), [
      'checked.json',
      'meta.json',
      'part.csv',
    ]);
  });

  it('keeps pages of JSON as they are', async () => {
    assert.deepEqual(await pieces(await keep(compressing(), ['{"a":1}', '{"b":2}'], '2026-11-18')), [
      '{"a":1}',
      '{"b":2}',
    ]);
  });

  it('notices damage within what is compressed', async () => {
    await keep(compressing(), 'content '.repeat(1000), '2026-11-18');
    const file = join(await snapshotFolder(folder.path, '2026-11-18'), 'part.csv.gz');
    const bytes = await readFile(file);
    bytes[20] = (bytes[20] ?? 0) ^ 0xff;
    await writeFile(file, bytes);
    const snapshot = await compressing().latest(series);
    assert.equal(await snapshot?.verify(), false);
    await assert.rejects(textOf(snapshot), storage('damaged'));
    await truncate(file, 10);
    assert.equal(await compressing().latest(series), undefined);
  });

  it('reports a full disk, wherever in the stream it shows', async () => {
    for (let step = 1; ; step++) {
      const faulty = new FaultyFileSystem(step, 'once');
      const root = join(folder.path, String(step));
      await mkdir(root);
      const archive = new Archive(root, { compress: () => true, fileSystem: faulty.fs });
      const outcome = await keep(archive, 'x'.repeat(100_000), '2026-11-18').catch((error: unknown) => error);
      if (faulty.failed === undefined) {
        break;
      }
      if (outcome instanceof Error) {
        storage('ENOSPC')(outcome);
        const found = await new Archive(root).latest(series);
        assert.ok(found === undefined || (await found.verify()), `step ${step}: whole or not there`);
      }
    }
  });
});

describe('Archive that is given to another name', () => {
  const folder = useTemporaryFolder();

  it('moves as a whole', async () => {
    const archive = new Archive(folder.path);
    await keep(archive, 'old', '2026-11-17');
    assert.equal(await archive.moveTenant('contoso', newName), true);
    assert.deepEqual(await archive.tenants(), [newName]);
    assert.equal(await textOf(await archive.latest(renamed)), 'old');
    assert.equal(await archive.moveTenant('contoso', newName), false);
  });

  it('joins what is there already, keeps all bytes of a day, and loses nothing when it dies at any step', async () => {
    const start = join(folder.path, 'start');
    const healthy = (root: string) => new Archive(root, { fileSystem: new FaultyFileSystem().fs });
    const at = (day: number) => `2026-11-${day}T00:00:00.000Z`;
    await mkdir(start);
    await keep(healthy(start), 'rows', null, { etag: '"16"', fetchedAt: at(18), newestRowDay: '2026-11-16' });
    await keep(healthy(start), 'fetched later', '2026-11-18', { fetchedAt: at(21) });
    await healthy(start).markChecked(
      await keep(healthy(start), 'in both', '2026-11-15', { fetchedAt: at(17) }),
      at(19),
    );
    await keep(healthy(start), 'in both', '2026-11-15', { key: renamed, fetchedAt: at(18) });
    await keep(healthy(start), 'stays', '2026-11-18', { key: renamed, fetchedAt: at(20) });
    await atEveryStep(async (step) => {
      const root = join(folder.path, String(step));
      await cp(start, root, { recursive: true });
      const archive = healthy(root);
      const dying = new FaultyFileSystem(step, 'dead');
      await new Archive(root, { fileSystem: dying.fs }).moveTenant('contoso', newName).catch(storage('ENOSPC'));
      const [here] = await archive.snapshotsOn(series, '2026-11-16');
      const [there] = await archive.snapshotsOn(renamed, '2026-11-16');
      assert.equal(await textOf(there ?? here), 'rows', `step ${step}`);
      await archive.moveTenant('contoso', newName);
      assert.deepEqual(await archive.tenants(), [newName], `step ${step}`);
      const found = [];
      for await (const snapshot of archive.history(renamed)) {
        const { day, meta } = snapshot;
        found.push([day, meta.refreshDate?.from, await textOf(snapshot), meta.etag, meta.checkedAt]);
      }
      assert.deepEqual(
        found,
        [
          ['2026-11-18', 'report', 'fetched later', undefined, at(21)],
          ['2026-11-18', 'report', 'stays', undefined, at(20)],
          ['2026-11-16', 'rows', 'rows', '"16"', at(18)],
          ['2026-11-15', 'report', 'in both', undefined, at(19)],
        ],
        `step ${step}`,
      );
      return dying.failed === undefined;
    });
  }).timeout(60_000);

  it('leaves what is damaged where it is', async () => {
    const archive = new Archive(folder.path);
    await keep(archive, 'whole', '2026-11-17');
    await keep(archive, 'content', '2026-11-18');
    await keep(archive, 'there', '2026-11-16', { key: renamed });
    await writeFile(join(await snapshotFolder(folder.path, '2026-11-18'), 'part.csv'), 'CONTENT');
    await archive.moveTenant('contoso', newName);
    assert.equal(await textOf(await archive.latest(renamed)), 'whole');
    assert.deepEqual([...(await archive.tenants())].sort(), [newName, 'contoso']);
  });
});

describe('Archive with a place that changes', () => {
  const folder = useTemporaryFolder();

  it('goes to the new one at the next operation, and ends in the old one what began there', async () => {
    const place = (name: string): ArchiveLocation => ({ folder: join(folder.path, name) });
    let current = place('one');
    const archive = new Archive(() => current, { retention: () => ({ snapshots: 1 }) });
    await keep(archive, 'before', '2026-11-17');
    const writer = await archive.beginSnapshot(series, { version: 'v1.0', format: 'csv' });
    await writer.write(Buffer.from('begun'));
    current = place('two');
    await writer.commit({ refreshDate: '2026-11-18', fetchedAt: '2026-11-20T00:00:00.000Z', rowCount: 1, columns: [] });
    assert.equal(await archive.latest(series), undefined);
    await keep(archive, 'after', '2026-11-18');
    assert.equal(await textOf(await new Archive(join(folder.path, 'one')).latest(series)), 'begun');
    assert.equal((await filesIn(join(folder.path, 'one'))).length, 2, 'and what was too much went from there');
    const { copied } = await copyTenant(new Archive(join(folder.path, 'one')), 'contoso', archive);
    assert.equal(copied, 1);
  });

  it('makes nothing where a drive is missing', async () => {
    const archive = new Archive(() => ({
      folder: join(folder.path, 'drive/reports'),
      base: join(folder.path, 'drive'),
    }));
    await assert.rejects(keep(archive, 'x', '2026-11-18'), storage('folderMissing'));
    await assert.rejects(archive.check(), storage('folderMissing'));
    assert.equal(await archive.latest(series), undefined);
    assert.deepEqual(await readdir(folder.path), []);
    await mkdir(join(folder.path, 'drive'));
    await archive.check();
    assert.deepEqual(await readdir(join(folder.path, 'drive/reports')), []);
  });
});

describe('Archive of personal data', () => {
  const folder = useTemporaryFolder();
  const detail = { ...series, report: 'getTeamsUserActivityUserDetail' };
  const now = new Date('2026-11-21T00:00:00Z');
  const archive = (retention: { snapshots?: number; days?: number }) =>
    new Archive(folder.path, {
      retention: (report) => (report === detail.report ? retention : undefined),
      now: () => now,
    });
  const dates = async (key = detail) => {
    const found = [];
    for await (const snapshot of new Archive(folder.path).history(key)) {
      found.push(snapshot.refreshDate);
    }
    return found;
  };

  beforeEach(async () => {
    for (const day of ['14', '15', '16', '17', '18']) {
      for (const key of [series, detail]) {
        await keep(new Archive(folder.path), day, `2026-11-${day}`, {
          key,
          fetchedAt: `2026-11-${Number(day) + 2}T12:00:00.000Z`,
        });
      }
    }
  });

  it('keeps as many as are wanted, of these reports only', async () => {
    await keep(archive({ snapshots: 3 }), '19', '2026-11-19', { key: detail });
    assert.deepEqual(await dates(), ['2026-11-19', '2026-11-18', '2026-11-17']);
    assert.equal((await dates(series)).length, 5);
    assert.equal(await archive({ snapshots: 1 }).cleanUp(), 2);
    assert.deepEqual(await dates(), ['2026-11-19']);
    assert.equal(await archive({ snapshots: 0 }).cleanUp(), 0, 'one stays, whatever the setting');
  });

  it('deletes what is too old, the newest included', async () => {
    assert.equal(await archive({ days: 2 }).cleanUp(), 3);
    assert.deepEqual(await dates(), ['2026-11-18', '2026-11-17']);
    const later = new Archive(folder.path, {
      retention: () => ({ days: 2 }),
      now: () => new Date('2027-01-01T00:00:00Z'),
    });
    await later.cleanUp();
    assert.deepEqual(await dates(), []);
  });

  it('deletes nothing early when the clock is behind, and nothing at all without a limit of days', async () => {
    const behind = new Archive(folder.path, {
      retention: () => ({ days: 2 }),
      now: () => new Date('2020-01-01T00:00:00Z'),
    });
    assert.equal(await behind.cleanUp(), 0);
    const ahead = new Archive(folder.path, {
      retention: () => ({ snapshots: 5 }),
      now: () => new Date('2099-01-01T00:00:00Z'),
    });
    assert.equal(await ahead.cleanUp(), 0);
  });

  it('says how much is stored', async () => {
    const files = await filesIn(join(folder.path, 'tenant=contoso'));
    const amount = await archive({}).sizeOf('contoso');
    assert.equal(amount.snapshots, 10);
    const sizes = await Promise.all(
      files.map(async (file) => (await readFile(join(folder.path, 'tenant=contoso', file))).length),
    );
    assert.equal(
      amount.bytes,
      sizes.reduce((sum, size) => sum + size, 0),
    );
    await assert.rejects(archive({}).sizeOf('contoso', AbortSignal.abort()), { name: 'AbortError' });
  });
});
