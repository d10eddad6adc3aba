import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Archive } from '../../../../src/services/archive/archive.js';
import { keep, series, snapshotFolder, storage, textOf, useTemporaryFolder } from './support.js';

const keyFolder = 'tenant=contoso/report=getTeamsUserActivityCounts/period=D180';

describe('Archive', () => {
  const folder = useTemporaryFolder();

  describe('names', () => {
    const paths = ['', '.', '..', '../x', 'a/b', 'a\\b', 'C:', '%2e%2e', '~', '.hidden'];
    const hostile = [...paths, 'a\0', 'a\n', 'NUL', 'con', 'LPT1.csv', 'x.', 'ä', 'a b', 'x'.repeat(101)];

    for (const name of hostile) {
      it(`refuses ${JSON.stringify(name.slice(0, 12))}`, async () => {
        const archive = new Archive(folder.path);
        const date = { tenant: 'contoso', report: 'getX', date: name };
        for (const key of [
          { ...series, tenant: name },
          { ...series, report: name },
          { ...series, period: name },
          date,
        ]) {
          await assert.rejects(archive.latest(key), storage('badName'));
          await assert.rejects(archive.beginSnapshot(key, { version: 'v1.0', format: 'csv' }), storage('badName'));
        }
        await assert.rejects(archive.delete(name), storage('badName'));
        assert.deepEqual(await readdir(folder.path), []);
      });
    }

    it('refuses a period and a date together, and the word that stands for neither', async () => {
      const archive = new Archive(folder.path);
      await assert.rejects(archive.latest({ ...series, date: '2026-11-10' }), storage('badName'));
      await assert.rejects(archive.latest({ ...series, period: 'NONE' }), storage('badName'));
      await assert.rejects(archive.latest({ ...series, period: '2026-11-10' }), storage('badName'));
    });

    it('takes the longest, and those that only begin like a reserved one, and finds them again', async () => {
      const archive = new Archive(folder.path);
      for (const name of ['x'.repeat(100), 'CONTOSO', 'nul-1', 'COM10', 'a.con']) {
        const key = { tenant: name, report: name, period: name };
        assert.equal(await textOf(await keep(archive, name, '2026-11-18', { key })), name);
        assert.equal(await textOf(await archive.latest(key)), name);
        assert.deepEqual((await archive.keys(name).next()).value, key);
        assert.ok((await archive.tenants()).includes(name));
        assert.deepEqual(await archive.delete(name), [name]);
      }
      assert.deepEqual(await archive.tenants(), []);
    });

    it('takes real ones', async () => {
      const key = {
        tenant: '9188040d-6c67-4c5b-b112-36a304b66dad',
        report: 'getOffice365ActivationsUserDetail',
        period: 'ALL',
      };
      assert.equal(await textOf(await keep(new Archive(folder.path), 'x', null, { key })), 'x');
    });
  });

  describe('damage', () => {
    let newest = '';
    const metaPath = () => join(newest, 'meta.json');
    const partPath = () => join(newest, 'part.csv');
    const changeMeta = async (change: Record<string, unknown>) => {
      const meta = JSON.parse(await readFile(metaPath(), 'utf8')) as object;
      await writeFile(metaPath(), JSON.stringify({ ...meta, ...change }));
    };
    let archive: Archive;

    beforeEach(async () => {
      archive = new Archive(folder.path);
      await keep(archive, 'before', '2026-11-17');
      await keep(archive, 'content', '2026-11-18');
      newest = await snapshotFolder(folder.path, '2026-11-18');
    });

    const torn: [string, () => Promise<unknown>][] = [
      ['meta.json is missing', () => rm(metaPath())],
      ['meta.json is empty', () => writeFile(metaPath(), '')],
      ['meta.json ends early', () => truncate(metaPath(), 100)],
      ['meta.json is a folder', () => rm(metaPath()).then(() => mkdir(metaPath()))],
      ['meta.json is of something else', () => writeFile(metaPath(), '{"name":"x"}')],
      ['meta.json has no hash', () => changeMeta({ sha256: undefined })],
      [
        'meta.json points elsewhere',
        () => changeMeta({ parts: [{ file: '../../refresh=2026-11-17/part.csv', bytes: 7 }] }),
      ],
      ['meta.json does not add up', () => changeMeta({ bytes: 8 })],
      ['the part is missing', () => rm(partPath())],
      ['the part ends early', () => truncate(partPath(), 3)],
      [
        'the folder is a file',
        () => rm(dirname(newest), { recursive: true }).then(() => writeFile(dirname(newest), '')),
      ],
    ];
    for (const [what, tear] of torn) {
      it(`passes over a snapshot where ${what}`, async () => {
        await tear();
        assert.equal(await textOf(await archive.latest(series)), 'before');
        if (what !== 'the folder is a file') {
          await keep(archive, 'content', '2026-11-18');
          assert.equal(await textOf(await archive.latest(series)), 'content', 'and can be written again');
        }
      });
    }

    it('ignores a torn note of a check', async () => {
      await writeFile(join(newest, 'checked.json'), '{"sha256":"');
      assert.equal((await archive.latest(series))?.meta.checkedAt, '2026-11-20T08:00:00.000Z');
    });

    it('does not end a read of changed bytes as if they were the stored ones, and heals with the next fetch', async () => {
      await writeFile(partPath(), 'CONTENT');
      const snapshot = await archive.latest(series);
      assert.equal(await snapshot!.verify(), false);
      await assert.rejects(textOf(snapshot), storage('damaged'));
      await keep(archive, 'content', '2026-11-18');
      assert.equal(await textOf(await archive.latest(series)), 'content');
    });

    it('says so when a snapshot goes away while it is read', async () => {
      const snapshot = await archive.latest(series);
      await rm(newest, { recursive: true });
      await assert.rejects(textOf(snapshot), storage('snapshotGone'));
      assert.equal(await snapshot!.verify(), false);
    });

    it('passes over what a newer version wrote, says so once, and leaves it alone', async () => {
      await changeMeta({ formatVersion: 4, somethingNew: true });
      const text = await readFile(metaPath(), 'utf8');
      const warnings: Error[] = [];
      const warning = new Archive(folder.path, { onWarning: (error) => warnings.push(error) });
      assert.equal(await textOf(await warning.latest(series)), 'before');
      assert.equal(await textOf(await warning.latest(series)), 'before');
      assert.equal(warnings.length, 1);
      storage('newerArchive')(warnings[0]);
      await keep(warning, 'other', '2026-11-18');
      assert.equal(await textOf(await warning.latest(series)), 'other');
      assert.equal(await readFile(metaPath(), 'utf8'), text);
    });

    it('says once that a snapshot is incomplete', async () => {
      await truncate(partPath(), 3);
      const warnings: Error[] = [];
      const warning = new Archive(folder.path, { onWarning: (error) => warnings.push(error) });
      assert.equal(await textOf(await warning.latest(series)), 'before');
      assert.equal(await textOf(await warning.latest(series)), 'before');
      assert.equal(warnings.length, 1);
      storage('damaged')(warnings[0]);
      assert.match(warnings[0]?.message ?? '', /refresh=2026-11-18.* is incomplete/);
    });

    it('refuses where there is nothing but what a newer version wrote', async () => {
      await changeMeta({ formatVersion: 4 });
      await rm(await snapshotFolder(folder.path, '2026-11-17'), { recursive: true });
      await assert.rejects(archive.latest(series), storage('newerArchive'));
      await assert.rejects(archive.history(series).next(), storage('newerArchive'));
      assert.equal(await textOf(await keep(archive, 'other', '2026-11-19')), 'other');
    });

    it('passes over a folder that looks like a refresh date and is none', async () => {
      await rename(dirname(newest), join(folder.path, keyFolder, 'refresh=2026-11-31'));
      assert.equal(await textOf(await archive.latest(series)), 'before');
    });

    it('ignores conflict copies of a synced folder', async () => {
      await rename(dirname(newest), join(folder.path, keyFolder, 'refresh=2026-11-18 (conflicted copy)'));
      assert.equal(await textOf(await archive.latest(series)), 'before');
    });
  });
});
