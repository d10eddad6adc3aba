import assert from 'node:assert/strict';
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Archive } from '../../../../src/services/archive/archive.js';
import type { Retention } from '../../../../src/services/archive/retention.js';
import type { SnapshotKey } from '../../../../src/services/archive/names.js';
import { checkoutRoot } from '../../../support/host/checkout.mjs';
import { atEveryStep, FaultyFileSystem } from './faultyFileSystem.js';
import { keep, series, storage, useTemporaryFolder } from './support.js';

const report = 'getTeamsUserActivityUserDetail';
const period = (name: string): SnapshotKey => ({ tenant: 'contoso', report, period: name });
const single = (date: string): SnapshotKey => ({ tenant: 'contoso', report, date });

describe('Retention of a report about people', function () {
  this.timeout(60_000);

  const folder = useTemporaryFolder();
  const archive = (retention?: Retention, root = folder.path) =>
    new Archive(root, {
      fileSystem: new FaultyFileSystem().fs,
      retention: (name) => (name === report ? retention : undefined),
      now: () => new Date('2026-11-21T00:00:00Z'),
    });
  /** What is archived, as `D7 2026-11-18`. */
  const found = async (root = folder.path) => {
    const all: string[] = [];
    for await (const key of archive(undefined, root).keys('contoso')) {
      for await (const { day } of archive(undefined, root).history(key)) {
        all.push(`${key.report === report ? '' : 'other '}${key.period ?? key.date} ${day}`);
      }
    }
    return all.sort();
  };

  it('keeps the newest refresh date of all periods together, and nothing older, single days included', async () => {
    await keep(archive(), 'a', '2026-11-17', { key: period('D180') });
    await keep(archive(), 'b', '2026-11-16', { key: period('D7') });
    await keep(archive(), 'c', '2026-11-10', { key: single('2026-11-10') });
    await keep(archive(), 'd', '2026-11-17', { key: single('2026-11-09') });
    await keep(archive(), 'e', '2026-11-01');
    assert.equal(await archive({ snapshots: 1 }).cleanUp(), 2);
    assert.deepEqual(await found(), ['2026-11-09 2026-11-17', 'D180 2026-11-17', 'other D180 2026-11-01']);
    const names = await readdir(path.join(folder.path, 'tenant=contoso', `report=${report}`));
    assert.ok(!names.includes('period=2026-11-10'), 'nor an empty folder that names the day');
  });

  it('keeps what each of some past months ended with, in every period, and no single day for it', async () => {
    const days = ['2026-07-31', '2026-08-30', '2026-08-31', '2026-09-12', '2026-10-30', '2026-11-02', '2026-11-18'];
    for (const day of days) {
      await keep(archive(), `a ${day}`, day, { key: period('D30') });
    }
    await keep(archive(), 'b', '2026-10-29', { key: period('D7') });
    await keep(archive(), 'c', '2026-10-30', { key: single('2026-10-30') });
    const copy = `${folder.path}-none`;
    await cp(folder.path, copy, { recursive: true });
    assert.equal(await archive({ snapshots: 1, monthEnds: 3 }).cleanUp(), 4);
    const ends = ['D30 2026-08-31', 'D30 2026-09-12', 'D30 2026-10-30'];
    assert.deepEqual(await found(), [...ends, 'D30 2026-11-18', 'D7 2026-10-29']);
    assert.equal(await archive({ snapshots: 1, monthEnds: 3 }).cleanUp(), 0, 'a second time changes nothing');
    assert.equal(await archive({ snapshots: 1, monthEnds: 0 }, copy).cleanUp(), 8);
    assert.deepEqual(await found(copy), ['D30 2026-11-18']);
    await rm(copy, { recursive: true });
  });

  it('counts months from the newest refresh date, so that none stays for longer because nothing was fetched', async () => {
    await keep(archive(), 'a', '2025-12-31', { key: period('D30') });
    await keep(archive(), 'b', '2026-01-31', { key: period('D30') });
    await keep(archive(), 'c', '2026-02-03', { key: period('D30') });
    await keep(archive(), 'd', '2026-11-18', { key: period('D30') });
    assert.equal(await archive({ snapshots: 1, monthEnds: 9 }).cleanUp(), 2);
    assert.deepEqual(await found(), ['D30 2026-02-03', 'D30 2026-11-18']);
  });

  it('of the ends of months, deletes what is older than its days', async () => {
    await keep(archive(), 'a', '2026-10-30', { key: period('D30'), fetchedAt: '2026-11-01T08:00:00.000Z' });
    await keep(archive(), 'b', '2026-11-18', { key: period('D30'), fetchedAt: '2026-11-20T08:00:00.000Z' });
    assert.equal(await archive({ snapshots: 1, monthEnds: 3, days: 10 }).cleanUp(), 1);
    assert.deepEqual(await found(), ['D30 2026-11-18']);
  });

  it('never removes what was just fetched, until the next fetch of the report', async () => {
    const one = { snapshots: 1 };
    await keep(archive(one), 'a', '2026-11-17', { key: period('D7') });
    await keep(archive(one), 'b', '2026-11-10', { key: single('2026-11-10') });
    assert.deepEqual(await found(), ['2026-11-10 2026-11-10', 'D7 2026-11-17']);
    await keep(archive(one), 'c', '2026-11-09', { key: single('2026-11-09') });
    assert.deepEqual(await found(), ['2026-11-09 2026-11-09', 'D7 2026-11-17']);
    await keep(archive(one), 'd', '2026-11-16', { key: period('D7') });
    assert.deepEqual(await found(), ['D7 2026-11-16', 'D7 2026-11-17']);
    await keep(archive(one), 'e', '2026-11-18', { key: period('D30') });
    assert.deepEqual(await found(), ['D30 2026-11-18']);
  });

  it('keeps the newest single days where there is nothing else', async () => {
    for (const day of ['2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13']) {
      await keep(archive(), day, day, { key: single(day) });
    }
    assert.equal(await archive({ snapshots: 2 }).cleanUp(), 2);
    assert.deepEqual(await found(), ['2026-11-12 2026-11-12', '2026-11-13 2026-11-13']);
  });

  it('keeps the newest of the single days that are newer than all periods', async () => {
    await keep(archive(), 'a', '2026-11-01', { key: period('D7') });
    for (const day of ['2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13']) {
      await keep(archive({ snapshots: 2 }), day, day, { key: single(day) });
    }
    assert.deepEqual(await found(), ['2026-11-12 2026-11-12', '2026-11-13 2026-11-13', 'D7 2026-11-01']);
  });

  it('keeps one of several snapshots of a refresh date: the one confirmed last', async () => {
    const at = (hour: string) => ({ key: period('D7'), fetchedAt: `2026-11-20T${hour}:00:00.000Z` });
    for (const [text, hour] of [
      ['A', '08'],
      ['B', '09'],
      ['A', '10'],
    ] as const) {
      await keep(archive(), text, '2026-11-18', at(hour));
    }
    assert.equal(await archive({ snapshots: 5 }).cleanUp(), 1);
    const latest = await archive().latest(period('D7'));
    assert.equal(latest?.meta.checkedAt, '2026-11-20T10:00:00.000Z');
  });

  it('lets no file without a day, and no day that cannot be right, decide what goes', async () => {
    await keep(archive(), 'a', '2026-11-17', { key: period('D7') });
    await keep(archive(), 'empty', null, { key: period('D30') });
    await keep(archive(), 'wrong', '9999-12-31', { key: period('D90') });
    assert.equal(await archive({ snapshots: 1 }).cleanUp(), 0);
    assert.deepEqual(await found(), ['D30 2026-11-20', 'D7 2026-11-17', 'D90 2026-11-20']);
  });

  it('counts fetches where a report never says a day', async () => {
    for (const day of ['18', '19', '20']) {
      await keep(archive(), day, null, { key: period('D7'), fetchedAt: `2026-11-${day}T08:00:00.000Z` });
    }
    assert.equal(await archive({ snapshots: 1 }).cleanUp(), 2);
    assert.deepEqual(await found(), ['D7 2026-11-20']);
  });

  it('is the same in the layout of version 0.1.0', async () => {
    await cp(path.join(checkoutRoot(), 'test/fixtures/archive-0.1.0'), folder.path, { recursive: true });
    assert.equal(await archive({ snapshots: 1 }).cleanUp(), 2);
    const names = await readdir(path.join(folder.path, 'tenant=sample', `report=${report}`));
    assert.deepEqual(names.sort(), ['period=D30', 'period=D7']);
  });

  it('is complete after the next run, wherever it was killed, and never takes what is to stay', async () => {
    const start = path.join(folder.path, 'start');
    await mkdir(start);
    for (const [index, [key, day]] of (
      [
        [period('D7'), '2026-11-16'],
        [period('D7'), '2026-11-17'],
        [period('D7'), '2026-11-17'],
        [single('2026-11-10'), '2026-11-10'],
        [series, '2026-11-01'],
      ] as const
    ).entries()) {
      await keep(archive(undefined, start), String(index), day, { key, fetchedAt: `2026-11-20T0${index}:00:00.000Z` });
    }
    const expected = ['D7 2026-11-17', 'other D180 2026-11-01'];
    await atEveryStep(async (step) => {
      const root = path.join(folder.path, String(step));
      await cp(start, root, { recursive: true });
      const dying = new FaultyFileSystem(step, 'dead');
      const options = { fileSystem: dying.fs, retention: () => ({ snapshots: 1 }) };
      await new Archive(root, options).cleanUp().catch(storage('ENOSPC'));
      const where = `step ${step} (${String(dying.failed)})`;
      const between = await found(root);
      assert.ok(
        expected.every((one) => between.includes(one)),
        where,
      );
      await archive({ snapshots: 1 }, root).cleanUp();
      assert.deepEqual(await found(root), expected, where);
      const left = (await readdir(path.join(root, 'tenant=contoso'))).filter((name) => name.startsWith('.'));
      assert.deepEqual(left, [], `${where}: nothing deleted stays on the disk`);
      await rm(root, { recursive: true });
      return dying.failed === undefined;
    });
  });
});
