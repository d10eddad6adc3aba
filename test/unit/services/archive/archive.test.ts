import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Archive } from '../../../../src/services/archive/archive.js';
import { FaultyFileSystem } from './faultyFileSystem.js';
import { facts, filesIn, keep, pieces, series, storage, textOf, useTemporaryFolder } from './support.js';

const keyFolder = 'tenant=contoso/report=getTeamsUserActivityCounts/period=D180';
const folderOf = (root: string, refresh: string) => join(root, keyFolder, `refresh=${refresh}`);

describe('Archive', () => {
  const folder = useTemporaryFolder();

  it('gives back the bytes and the facts of a CSV', async () => {
    const archive = new Archive(folder.path);
    const writer = await archive.beginSnapshot(series, { version: 'v1.0', format: 'csv' });
    await writer.write(Buffer.from('\uFEFFReport Refresh Date\r\n'));
    await writer.write(Buffer.from('2026-11-18\r\n'));
    const committed = await writer.commit(facts('2026-11-18', { etag: '"a"' }));
    const snapshot = await new Archive(folder.path).latest(series);
    assert.ok(snapshot);
    assert.deepEqual(snapshot.meta, committed.meta);
    assert.equal(await textOf(snapshot), '\uFEFFReport Refresh Date\r\n2026-11-18\r\n');
    assert.equal(await snapshot.verify(), true);
    assert.equal(snapshot.refreshDate, '2026-11-18');
    assert.deepEqual(snapshot.key, series);
    assert.deepEqual(snapshot.meta, {
      formatVersion: 1,
      etag: '"a"',
      sha256: createHash('sha256').update('\uFEFFReport Refresh Date\r\n2026-11-18\r\n').digest('hex'),
      fetchedAt: '2026-11-20T08:00:00.000Z',
      checkedAt: '2026-11-20T08:00:00.000Z',
      version: 'v1.0',
      format: 'csv',
      bytes: 36,
      parts: [{ file: 'part.csv', bytes: 36 }],
      rowCount: 1,
      columns: ['Report Refresh Date'],
    });
  });

  it('lays files out so that other engines read the folder names as columns', async () => {
    const archive = new Archive(folder.path);
    await keep(archive, 'a', '2026-11-18');
    const singleDay = { tenant: 'contoso', report: 'getX', date: '2026-11-10' };
    await keep(archive, ['{"value":[1]}', '{"value":[2]}'], '2026-11-18', { key: singleDay });
    await keep(archive, 'a', null, { key: { tenant: 'contoso', report: 'getActivations' } });
    assert.deepEqual(await filesIn(folder.path), [
      'tenant=contoso/report=getActivations/period=NONE/refresh=unknown/meta.json',
      'tenant=contoso/report=getActivations/period=NONE/refresh=unknown/part.csv',
      'tenant=contoso/report=getTeamsUserActivityCounts/period=D180/refresh=2026-11-18/meta.json',
      'tenant=contoso/report=getTeamsUserActivityCounts/period=D180/refresh=2026-11-18/part.csv',
      'tenant=contoso/report=getX/date=2026-11-10/refresh=2026-11-18/meta.json',
      'tenant=contoso/report=getX/date=2026-11-10/refresh=2026-11-18/part-00001.json',
      'tenant=contoso/report=getX/date=2026-11-10/refresh=2026-11-18/part-00002.json',
    ]);
  });

  it('gives JSON back page by page, whatever a page weighs', async () => {
    const pages = ['{"value":[]}', JSON.stringify({ value: ['x'.repeat(600_000)] }), '{"value":["ü"]}'];
    assert.deepEqual(await pieces(await keep(new Archive(folder.path), pages, '2026-11-18')), pages);
  });

  it('gives a big CSV back in pieces', async () => {
    const text = 'ä,1\r\n'.repeat(150_000);
    const snapshot = await keep(new Archive(folder.path), text, '2026-11-18');
    const read: Buffer[] = [];
    for await (const chunk of snapshot.chunks()) {
      assert.ok(chunk.byteLength <= 256 * 1024);
      read.push(Buffer.from(chunk));
    }
    assert.equal(read.length, 4);
    assert.equal(Buffer.concat(read).toString(), text);
  });

  it('keeps an empty file as an empty file', async () => {
    const snapshot = await keep(new Archive(folder.path), '', null);
    assert.equal(await textOf(snapshot), '');
    assert.deepEqual(snapshot.meta.parts, [{ file: 'part.csv', bytes: 0 }]);
    assert.equal(await textOf(await keep(new Archive(folder.path), [], null)), '');
  });

  it('has nothing where nothing was kept', async () => {
    assert.equal(await new Archive(join(folder.path, 'not', 'there')).latest(series), undefined);
    assert.deepEqual(await new Archive(join(folder.path, 'not', 'there')).tenants(), []);
  });

  it('shows nothing of a report that is still being written, or was aborted', async () => {
    const archive = new Archive(folder.path);
    const writer = await archive.beginSnapshot(series, { version: 'v1.0', format: 'csv' });
    await writer.write(Buffer.from('half'));
    assert.equal(await archive.latest(series), undefined);
    assert.deepEqual(
      (await filesIn(folder.path)).filter((file) => file.endsWith('.csv')),
      [],
    );
    await writer.abort();
    assert.deepEqual(await filesIn(folder.path), []);
    await assert.rejects(writer.write(Buffer.from('more')), storage('writerEnded'));
    await assert.rejects(writer.commit(facts(null)), storage('writerEnded'));
  });

  it('stores the same bytes once and only notes the check', async () => {
    const archive = new Archive(folder.path);
    const first = await keep(archive, 'same', '2026-11-18', { etag: '"1"' });
    const files = await filesIn(folder.path);
    const meta = await readFile(join(folderOf(folder.path, '2026-11-18'), 'meta.json'), 'utf8');
    const again = await keep(archive, 'same', '2026-11-18', {
      etag: '"2"',
      fetchedAt: '2026-11-21T08:00:00.000Z',
      rowCount: 9,
    });
    assert.deepEqual(await filesIn(folder.path), [files[0]!.replace('meta', 'checked'), ...files]);
    assert.equal(await readFile(join(folderOf(folder.path, '2026-11-18'), 'meta.json'), 'utf8'), meta);
    assert.deepEqual(again.meta, { ...first.meta, checkedAt: '2026-11-21T08:00:00.000Z', etag: '"2"' });
    assert.deepEqual((await archive.latest(series))?.meta, again.meta);
  });

  it('stores the same bytes once where another writer brings them at the same moment', async () => {
    let first = true;
    const fileSystem = new FaultyFileSystem().fs;
    const archive = new Archive(folder.path, {
      fileSystem: {
        ...fileSystem,
        rename: async (from, to) => {
          if (first && String(to).endsWith('refresh=2026-11-18')) {
            first = false;
            await keep(new Archive(folder.path), 'same', '2026-11-18');
          }
          await fileSystem.rename(from, to);
        },
      },
    });
    await keep(archive, 'same', '2026-11-18');
    assert.equal(first, false);
    assert.deepEqual(
      await filesIn(folder.path),
      ['checked.json', 'meta.json', 'part.csv'].map((name) => `${keyFolder}/refresh=2026-11-18/${name}`),
    );
  });

  it('does not let an ETag of one version pass for that of another', async () => {
    const archive = new Archive(folder.path);
    await keep(archive, 'same', '2026-11-18', { etag: '"v1"' });
    const writer = await archive.beginSnapshot(series, { version: 'beta', format: 'csv' });
    await writer.write(Buffer.from('same'));
    const { meta } = await writer.commit(facts('2026-11-18'));
    assert.equal(meta.version, 'beta');
    assert.equal(meta.etag, undefined);
  });

  it('puts restated bytes in the place of the old ones', async () => {
    const archive = new Archive(folder.path);
    await keep(archive, 'old', '2026-11-18', { etag: '"old"' });
    const revised = await keep(archive, 'new!', '2026-11-18', { etag: '"new"' });
    assert.equal(await textOf(revised), 'new!');
    assert.equal(await textOf(await archive.latest(series)), 'new!');
    assert.equal((await archive.latest(series))?.meta.etag, '"new"');
    const names = await readdir(folderOf(folder.path, '2026-11-18'));
    assert.equal(names.length, 2);
    assert.match(names.sort()[1]!, /^part-[0-9a-f]{12}\.csv$/);
    await keep(archive, ['{"a":1}', '{"a":2}'], '2026-11-18');
    assert.deepEqual(await pieces(await archive.latest(series)), ['{"a":1}', '{"a":2}']);
    assert.equal((await readdir(folderOf(folder.path, '2026-11-18'))).length, 3);
    assert.deepEqual(await readdir(join(folder.path, 'tenant=contoso')), ['report=getTeamsUserActivityCounts']);
  });

  it('forgets the check of bytes that were replaced', async () => {
    const archive = new Archive(folder.path);
    const old = await archive.markChecked(await keep(archive, 'old', '2026-11-18'), '2026-11-22T00:00:00.000Z');
    assert.equal(old.meta.checkedAt, '2026-11-22T00:00:00.000Z');
    await keep(archive, 'new', '2026-11-18', { fetchedAt: '2026-11-21T00:00:00.000Z' });
    assert.equal((await archive.latest(series))?.meta.checkedAt, '2026-11-21T00:00:00.000Z');
    const current = await archive.markChecked(old, '2026-11-23T00:00:00.000Z');
    assert.equal(await textOf(current), 'new');
    // A "not modified" for the old bytes says nothing about the new ones.
    assert.equal(current.meta.checkedAt, '2026-11-21T00:00:00.000Z');
  });

  it('keeps every refresh date and finds the newest', async () => {
    const archive = new Archive(folder.path);
    for (const date of ['2026-11-09', '2026-11-18', '2025-12-31', '2026-11-10']) {
      await keep(archive, date, date);
    }
    assert.equal(await textOf(await archive.latest(series)), '2026-11-18');
    const dates = [];
    for await (const snapshot of archive.history(series)) {
      dates.push(snapshot.refreshDate);
    }
    assert.deepEqual(dates, ['2026-11-18', '2026-11-10', '2026-11-09', '2025-12-31']);
  });

  it('reads one meta.json to find the newest of many', async () => {
    for (let index = 10; index < 40; index++) {
      await keep(new Archive(folder.path), 'x', `20${index}-01-01`);
    }
    const counting = new FaultyFileSystem();
    assert.equal(
      (await new Archive(folder.path, { fileSystem: counting.fs }).latest(series))?.refreshDate,
      '2039-01-01',
    );
    // A list, meta.json, checked.json, the size of the part.
    assert.equal(counting.operations, 4);
  });

  it('takes a snapshot without a refresh date for the newest only if it was confirmed last', async () => {
    const archive = new Archive(folder.path);
    await keep(archive, 'undated', null, { fetchedAt: '2026-11-19T00:00:00.000Z' });
    const dated = await keep(archive, 'dated', '2026-11-18', { fetchedAt: '2026-11-20T00:00:00.000Z' });
    assert.equal(await textOf(await archive.latest(series)), 'dated');
    await keep(archive, 'header only', null, { fetchedAt: '2026-11-21T00:00:00.000Z' });
    assert.equal(await textOf(await archive.latest(series)), 'header only');
    await archive.markChecked(dated, '2026-11-22T00:00:00.000Z');
    assert.equal(await textOf(await archive.latest(series)), 'dated');
  });

  it('keeps a file whose refresh date is no date', async () => {
    for (const date of ['../../../etc', '2026-13-45', '', '18.11.2026']) {
      assert.equal((await keep(new Archive(folder.path), date, date)).refreshDate, null);
    }
    assert.deepEqual(await readdir(join(folderOf(folder.path, 'unknown'), '..')), ['refresh=unknown']);
  });

  it('removes older snapshots of reports that hold personal data', async () => {
    const archive = new Archive(folder.path, {
      retention: (report) => (report === 'getTeamsUserActivityUserDetail' ? { snapshots: 1 } : undefined),
    });
    const detail = { ...series, report: 'getTeamsUserActivityUserDetail' };
    for (const date of ['2026-11-16', '2026-11-17', '2026-11-18']) {
      await keep(archive, date, date, { key: detail });
      await keep(archive, date, date);
    }
    const key = join(folder.path, 'tenant=contoso/report=getTeamsUserActivityUserDetail/period=D180');
    assert.deepEqual(await readdir(key), ['refresh=2026-11-18']);
    assert.equal((await readdir(join(folder.path, keyFolder))).length, 3);
    await keep(archive, 'empty', null, { key: detail });
    assert.deepEqual(await readdir(key), ['refresh=2026-11-18', 'refresh=unknown']);
    await keep(archive, '2026-11-17', '2026-11-17', { key: detail });
    assert.equal(await textOf(await archive.latest(detail)), '2026-11-18', 'an older date does not remove a newer one');
    await keep(archive, '2026-11-19', '2026-11-19', { key: detail });
    assert.deepEqual(await readdir(key), ['refresh=2026-11-19']);
    const reports = ['report=getTeamsUserActivityCounts', 'report=getTeamsUserActivityUserDetail'];
    assert.deepEqual(await readdir(join(folder.path, 'tenant=contoso')), reports, 'nothing temporary');
  });

  describe('delete', () => {
    it('really deletes one tenant, its unfinished work included', async () => {
      const archive = new Archive(folder.path);
      await keep(archive, 'a', '2026-11-18');
      await keep(archive, 'b', '2026-11-18', { key: { ...series, tenant: 'fabrikam' } });
      const writer = await archive.beginSnapshot(series, { version: 'v1.0', format: 'csv' });
      await writer.write(Buffer.from('personal'));
      assert.deepEqual(await archive.delete('contoso'), ['contoso']);
      assert.deepEqual(await readdir(folder.path), ['tenant=fabrikam']);
      assert.equal(await archive.latest(series), undefined);
      await assert.rejects(writer.commit(facts('2026-11-19')), storage('ENOENT'));
      assert.deepEqual(await readdir(folder.path), ['tenant=fabrikam'], 'it does not come back');
      assert.deepEqual(await archive.delete('contoso'), []);
    });

    it("deletes all tenants and leaves what is not the archive's", async () => {
      const archive = new Archive(folder.path);
      await keep(archive, 'a', '2026-11-18');
      await keep(archive, 'b', '2026-11-18', { key: { ...series, tenant: 'fabrikam' } });
      await writeFile(join(folder.path, 'README.md'), 'mine');
      assert.deepEqual(await archive.delete(), ['contoso', 'fabrikam']);
      assert.deepEqual(await readdir(folder.path), ['README.md']);
    });

    it('finishes a deletion that was interrupted', async () => {
      await keep(new Archive(folder.path), 'a', '2026-11-18');
      const dying = new FaultyFileSystem(3, 'dead');
      await assert.rejects(new Archive(folder.path, { fileSystem: dying.fs }).delete('contoso'), storage('ENOSPC'));
      assert.equal(dying.failed, 'rm');
      const archive = new Archive(folder.path);
      assert.deepEqual(await archive.tenants(), []);
      assert.equal((await filesIn(folder.path)).length, 2);
      await archive.delete();
      assert.deepEqual(await readdir(folder.path), []);
    });
  });

  it('lists what it holds', async () => {
    const archive = new Archive(folder.path);
    await keep(archive, 'a', '2026-11-18');
    await keep(archive, 'a', '2026-11-18', { key: { tenant: 'contoso', report: 'getB', date: '2026-11-10' } });
    await keep(archive, 'a', null, { key: { tenant: 'contoso', report: 'getB' } });
    await mkdir(join(folder.path, 'tenant=contoso', 'report=getB', 'junk'));
    await mkdir(join(folder.path, 'tenant=contoso', 'notes'));
    await mkdir(join(folder.path, 'tenant=a b'));
    assert.deepEqual(await archive.tenants(), ['contoso']);
    const keys = [];
    for await (const key of archive.keys('contoso')) {
      keys.push(key);
    }
    assert.deepEqual(keys, [
      { tenant: 'contoso', report: 'getB', date: '2026-11-10' },
      { tenant: 'contoso', report: 'getB' },
      series,
    ]);
  });
});
