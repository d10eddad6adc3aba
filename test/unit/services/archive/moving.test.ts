import assert from 'node:assert/strict';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Archive } from '../../../../src/services/archive/archive.js';
import { moveTenantTo } from '../../../../src/services/archive/copy.js';
import { atEveryStep, FaultyFileSystem } from './faultyFileSystem.js';
import { filesIn, keep, series, snapshotFolder, storage, textOf, useTemporaryFolder } from './support.js';

const newName = '5f1c2a0e-7d3b-4a55-9c1e-0123456789ab';
const renamed = { ...series, tenant: newName };
const other = { ...series, report: 'getZ' };

describe('Archive whose snapshots move into another that is there already', () => {
  const folder = useTemporaryFolder();
  const textsOf = async (archive: Archive, key = renamed) => {
    const texts: string[] = [];
    for await (const snapshot of archive.history(key)) {
      texts.push(await textOf(snapshot));
    }
    return texts;
  };
  const makeNewer = async (day: string, key = series) => {
    const file = join(await snapshotFolder(folder.path, day, key), 'meta.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"formatVersion": 3', '"formatVersion": 4'));
  };

  it('leaves what a newer version wrote where it is', async () => {
    const archive = new Archive(folder.path);
    await keep(archive, 'old', '2026-11-17');
    await keep(archive, 'newer format', '2026-11-18');
    await keep(archive, 'there', '2026-11-16', { key: renamed });
    await makeNewer('2026-11-18');
    await assert.rejects(archive.moveTenant('contoso', newName), storage('newerArchive'));
    assert.deepEqual(await textsOf(archive), ['old', 'there']);
    const left = join(await snapshotFolder(folder.path, '2026-11-18'), 'part.csv');
    assert.equal(await readFile(left, 'utf8'), 'newer format');
  });

  it('moves the other reports, too, where only a newer version wrote one', async () => {
    const archive = new Archive(folder.path);
    await keep(archive, 'newer format', '2026-11-18');
    await keep(archive, 'behind it', '2026-11-17', { key: other });
    await keep(archive, 'there', '2026-11-16', { key: renamed });
    await makeNewer('2026-11-18');
    await assert.rejects(archive.moveTenant('contoso', newName), storage('newerArchive'));
    assert.deepEqual(await textsOf(archive, { ...other, tenant: newName }), ['behind it']);
    await snapshotFolder(folder.path, '2026-11-18');
  });

  it('leaves a snapshot whose parts have not arrived yet', async () => {
    const archive = new Archive(folder.path);
    await keep(archive, 'old', '2026-11-17');
    await keep(archive, 'arrives later', '2026-11-18');
    await keep(archive, 'there', '2026-11-16', { key: renamed });
    const part = join(await snapshotFolder(folder.path, '2026-11-18'), 'part.csv');
    const onTheWay = join(folder.path, 'on-the-way');
    await rename(part, onTheWay);
    await archive.moveTenant('contoso', newName);
    assert.deepEqual(await textsOf(archive), ['old', 'there']);
    await rename(onTheWay, part);
    await archive.moveTenant('contoso', newName);
    assert.deepEqual(await textsOf(archive), ['arrives later', 'old', 'there']);
    assert.deepEqual(await archive.tenants(), [newName]);
  });

  it('takes along what another process archives meanwhile, at any moment', async () => {
    await atEveryStep(async (step) => {
      const root = join(folder.path, String(step));
      const archive = new Archive(root, { fileSystem: new FaultyFileSystem().fs });
      await keep(archive, 'old', '2026-11-17');
      await keep(archive, 'there', '2026-11-16', { key: renamed });
      const moving = new FaultyFileSystem();
      moving.before = async () => {
        if (moving.operations === step) {
          moving.before = () => Promise.resolve();
          await keep(archive, 'meanwhile', '2026-11-19');
          await keep(archive, 'other', '2026-11-19', { key: other });
        }
      };
      await new Archive(root, { fileSystem: moving.fs }).moveTenant('contoso', newName);
      if (moving.operations < step) {
        return true;
      }
      // What comes behind the last look is taken along by the next move.
      await archive.moveTenant('contoso', newName);
      assert.deepEqual(await textsOf(archive), ['meanwhile', 'old', 'there'], `step ${step}`);
      assert.deepEqual(await textsOf(archive, { ...other, tenant: newName }), ['other'], `step ${step}`);
      return false;
    });
  }).timeout(120_000);

  it('keeps the day of every fetch of a report without days, and its last check', async () => {
    const archive = new Archive(folder.path);
    const facts = async (key = series) => {
      const all: string[][] = [];
      for await (const { day, meta } of archive.history(key)) {
        all.push([day, meta.fetchedAt, meta.checkedAt]);
      }
      return all;
    };
    for (const [text, day] of [
      ['A', '18'],
      ['B', '19'],
      ['A', '20'],
    ] as const) {
      await keep(archive, text, null, { fetchedAt: `2026-11-${day}T08:00:00.000Z` });
    }
    const before = await facts();
    assert.equal(before.length, 3);
    await keep(archive, 'there', '2026-11-16', { key: renamed });
    await archive.moveTenant('contoso', newName);
    assert.deepEqual((await facts(renamed)).slice(0, 3), before);
  });

  it('moves to another folder alike, and leaves nothing of the old one but what did not move', async () => {
    const [from, to] = [new Archive(join(folder.path, 'from')), new Archive(join(folder.path, 'to'))];
    await keep(from, 'one', '2026-11-17');
    await keep(from, 'damaged', '2026-11-18');
    const reportFolder = await from.reportFolder('contoso', series.report);
    await reportFolder.writeIndex('{}');
    const part = join(await snapshotFolder(join(folder.path, 'from'), '2026-11-18'), 'part.csv');
    await writeFile(part, 'DAMAGED');
    assert.deepEqual(await moveTenantTo(from, 'contoso', to), { copied: 1, damaged: 1 });
    assert.deepEqual(await textsOf(to, series), ['one']);
    assert.equal((await filesIn(join(folder.path, 'from'))).filter((file) => file.endsWith('part.csv')).length, 1);
    await writeFile(part, 'damaged');
    assert.deepEqual(await moveTenantTo(from, 'contoso', to), { copied: 1, damaged: 0 });
    assert.deepEqual(await textsOf(to, series), ['damaged', 'one']);
    assert.deepEqual(await from.tenants(), []);
  });
});
