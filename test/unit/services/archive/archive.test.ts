import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Archive } from '../../../../src/services/archive/archive.js';
import { FaultyFileSystem } from './faultyFileSystem.js';
import {
  facts,
  filesIn,
  keep,
  pieces,
  series,
  snapshotFolder,
  snapshotFolders,
  storage,
  textOf,
  useTemporaryFolder,
} from './support.js';

const keyFolder = 'tenant=contoso/report=getTeamsUserActivityCounts/period=D180';

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
      formatVersion: 3,
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
      refreshDate: { day: '2026-11-18', from: 'report' },
    });
  });

  it('lays files out so that other engines read the folder names as columns', async () => {
    const archive = new Archive(folder.path);
    await keep(archive, 'a', '2026-11-18');
    const singleDay = { tenant: 'contoso', report: 'getX', date: '2026-11-10' };
    await keep(archive, ['{"value":[1]}', '{"value":[2]}'], '2026-11-18', { key: singleDay });
    await keep(archive, 'a', null, { key: { tenant: 'contoso', report: 'getActivations' } });
    assert.deepEqual(await filesIn(folder.path), [
      'tenant=contoso/report=getActivations/period=NONE/refresh=2026-11-20/fetched=20261120T080000Z-ca978112/meta.json',
      'tenant=contoso/report=getActivations/period=NONE/refresh=2026-11-20/fetched=20261120T080000Z-ca978112/part.csv',
      'tenant=contoso/report=getTeamsUserActivityCounts/period=D180/refresh=2026-11-18/fetched=20261120T080000Z-ca978112/meta.json',
      'tenant=contoso/report=getTeamsUserActivityCounts/period=D180/refresh=2026-11-18/fetched=20261120T080000Z-ca978112/part.csv',
      'tenant=contoso/report=getX/period=2026-11-10/refresh=2026-11-18/fetched=20261120T080000Z-07d8b291/meta.json',
      'tenant=contoso/report=getX/period=2026-11-10/refresh=2026-11-18/fetched=20261120T080000Z-07d8b291/part-00001.json',
      'tenant=contoso/report=getX/period=2026-11-10/refresh=2026-11-18/fetched=20261120T080000Z-07d8b291/part-00002.json',
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
    const meta = await readFile(join(await snapshotFolder(folder.path, '2026-11-18'), 'meta.json'), 'utf8');
    const again = await keep(archive, 'same', '2026-11-18', {
      etag: '"2"',
      fetchedAt: '2026-11-21T08:00:00.000Z',
      rowCount: 9,
    });
    assert.deepEqual(await filesIn(folder.path), [files[0]!.replace('meta', 'checked'), ...files]);
    assert.equal(await readFile(join(await snapshotFolder(folder.path, '2026-11-18'), 'meta.json'), 'utf8'), meta);
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
          if (first && String(to).includes('fetched=')) {
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
      ['checked.json', 'meta.json', 'part.csv'].map(
        (name) => `${keyFolder}/refresh=2026-11-18/fetched=20261120T080000Z-0967115f/${name}`,
      ),
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

  it('keeps restated bytes beside the old ones', async () => {
    const archive = new Archive(folder.path);
    await keep(archive, 'old', '2026-11-18', { etag: '"old"' });
    const revised = await keep(archive, 'new!', '2026-11-18', { etag: '"new"', fetchedAt: '2026-11-20T09:00:00.000Z' });
    assert.equal(await textOf(revised), 'new!');
    assert.equal(await textOf(await archive.latest(series)), 'new!');
    assert.equal((await archive.latest(series))?.meta.etag, '"new"');
    await keep(archive, ['{"a":1}', '{"a":2}'], '2026-11-18', { fetchedAt: '2026-11-20T10:00:00.000Z' });
    assert.deepEqual(await pieces(await archive.latest(series)), ['{"a":1}', '{"a":2}']);
    const texts = [];
    for await (const snapshot of archive.history(series)) {
      texts.push(await textOf(snapshot));
    }
    assert.deepEqual(texts, ['{"a":1}{"a":2}', 'new!', 'old']);
    assert.equal((await snapshotFolders(folder.path, '2026-11-18')).length, 3);
    assert.deepEqual(await readdir(join(folder.path, 'tenant=contoso')), ['report=getTeamsUserActivityCounts']);
  });

  it('takes what was confirmed last for the newest, where the service returns to what it said before', async () => {
    const archive = new Archive(folder.path);
    const at = (hour: string) => ({ fetchedAt: `2026-11-20T${hour}:00:00.000Z` });
    await keep(archive, 'A', '2026-11-18', at('08'));
    await keep(archive, 'B', '2026-11-18', at('09'));
    await keep(archive, 'A', '2026-11-18', at('10'));
    const found: [string, string][] = [];
    for await (const snapshot of archive.history(series)) {
      found.push([await textOf(snapshot), snapshot.meta.checkedAt]);
    }
    assert.deepEqual(found, [
      ['A', '2026-11-20T10:00:00.000Z'],
      ['B', '2026-11-20T09:00:00.000Z'],
    ]);
    assert.equal((await snapshotFolders(folder.path, '2026-11-18')).length, 2);
  });

  it('notes a check at the bytes that it is about, whatever came later', async () => {
    const archive = new Archive(folder.path);
    const old = await archive.markChecked(await keep(archive, 'old', '2026-11-18'), '2026-11-20T12:00:00.000Z');
    assert.equal(old.meta.checkedAt, '2026-11-20T12:00:00.000Z');
    await keep(archive, 'new', '2026-11-18', { fetchedAt: '2026-11-21T00:00:00.000Z' });
    assert.equal(await textOf(await archive.latest(series)), 'new');
    assert.equal(await textOf(await archive.markChecked(old, '2026-11-23T00:00:00.000Z')), 'old');
    const latest = await archive.latest(series);
    assert.deepEqual([await textOf(latest), latest?.meta.checkedAt], ['old', '2026-11-23T00:00:00.000Z']);
    await rm(latest!.place.reportPath, { recursive: true });
    assert.equal((await archive.markChecked(old, '2026-11-24T00:00:00.000Z')).meta.checkedAt, old.meta.checkedAt);
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
    for (let index = 10; index < 27; index++) {
      await keep(new Archive(folder.path), 'x', `20${index}-01-01`);
    }
    const counting = new FaultyFileSystem();
    assert.equal(
      (await new Archive(folder.path, { fileSystem: counting.fs }).latest(series))?.refreshDate,
      '2026-01-01',
    );
    // A list of refresh dates, one of the fetches of the newest, meta.json (opened, its size, read), checked.json.
    assert.equal(counting.operations, 6);
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

  it('archives a file without a readable refresh date under the newest day of its rows, else under the day of the fetch', async () => {
    const archive = new Archive(folder.path);
    for (const [index, date] of [
      '../../../etc',
      '2026-13-45',
      '',
      '18.11.2026',
      '9999-12-31',
      '2009-12-31',
    ].entries()) {
      const fetchedAt = `2026-11-20T0${index}:00:00.000Z`;
      const snapshot = await keep(archive, date, date, { fetchedAt });
      assert.deepEqual([snapshot.refreshDate, snapshot.day], [null, '2026-11-20'], date);
      assert.deepEqual(snapshot.meta.refreshDate, { day: '2026-11-20', from: 'fetch' });
    }
    assert.equal((await snapshotFolders(folder.path, '2026-11-20')).length, 6, 'none replaces another');
    const byRows = await keep(archive, 'rows', null, { newestRowDay: '2026-11-17' });
    assert.deepEqual(byRows.meta.refreshDate, { day: '2026-11-17', from: 'rows' });
    assert.deepEqual([byRows.refreshDate, byRows.day], ['2026-11-17', '2026-11-17']);
    const noRow = await keep(archive, 'no row', null, { newestRowDay: '9999-12-31' });
    assert.equal(noRow.refreshDate, null);
  });

  it('does not add an empty file again every day', async () => {
    const archive = new Archive(folder.path);
    await keep(archive, 'header', null, { fetchedAt: '2026-11-20T08:00:00.000Z' });
    const again = await keep(archive, 'header', null, { fetchedAt: '2026-11-21T08:00:00.000Z' });
    assert.deepEqual([again.day, again.meta.checkedAt], ['2026-11-20', '2026-11-21T08:00:00.000Z']);
    await keep(archive, 'rows', '2026-11-20', { fetchedAt: '2026-11-22T08:00:00.000Z' });
    const later = await keep(archive, 'header', null, { fetchedAt: '2026-11-23T08:00:00.000Z' });
    assert.equal(later.day, '2026-11-23');
    assert.equal(await textOf(await archive.latest(series)), 'header');
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
      const dying = new FaultyFileSystem();
      dying.before = (operation) =>
        operation === 'rm' ? Promise.reject(Object.assign(new Error('gone'), { code: 'EIO' })) : Promise.resolve();
      const attempt = new Archive(folder.path, { fileSystem: dying.fs }).delete('contoso');
      await assert.rejects(attempt, storage('notAllDeleted'));
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
