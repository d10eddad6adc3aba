import assert from 'node:assert/strict';
import { defaultMaxListeners, getEventListeners } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Archive } from '../../../../src/services/archive/archive.js';
import type { SnapshotKey } from '../../../../src/services/archive/names.js';
import type { History } from '../../../../src/services/reports/history.js';
import { readHistory } from '../../../../src/services/reports/historyReader.js';
import { filesIn, keep, useTemporaryFolder } from '../archive/support.js';
import { csvFile, definition } from '../../core/table/support.js';

const report = definition(
  [
    { name: 'Report Refresh Date', type: 'date' },
    { name: 'Report Date', type: 'date' },
    { name: 'Messages', type: 'number' },
  ],
  { name: 'getTeamsUserActivityCounts', kind: 'daily-series', keys: ['Report Date'], periods: ['D7', 'D30', 'D180'] },
);
const day = (number: number) => new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10);
const key = (period: string): SnapshotKey => ({ tenant: 'contoso', report: report.name, period });
/** What a snapshot says: the refresh day's number times 1000, and the day's number. */
const file = (refreshDay: number, days: number, value = (number: number) => String(refreshDay * 1000 + number)) =>
  csvFile([
    ['Report Refresh Date', 'Report Date', 'Messages'],
    ...Array.from({ length: days }, (_, index) => [
      day(refreshDay),
      day(refreshDay - index),
      value(refreshDay - index),
    ]),
  ]);

describe('the history of a report', () => {
  const folder = useTemporaryFolder();
  const archive = () => new Archive(folder.path);
  const read = async (onStep?: (read: number, total: number) => void) =>
    readHistory(await archive().reportFolder('contoso', report.name), report, {
      onStep,
      minIndexed: 1,
      indexKey: 'key',
    });
  const valuesOf = (history: History | undefined): readonly (number | null)[] => {
    const [chart] = history?.charts() ?? [];
    return chart?.kind === 'series' ? chart.values : [];
  };
  const stepsOf = async (): Promise<{ history: History | undefined; steps: number }> => {
    let steps = 0;
    const history = await read(() => steps++);
    return { history, steps };
  };

  it('is nothing where nothing is kept', async () => {
    assert.equal(await read(), undefined);
    assert.deepEqual(await filesIn(folder.path), []);
  });

  it('is of all periods, the newest refresh date first, then the newest fetched', async () => {
    await keep(archive(), file(40, 30), day(40), { key: key('D30') });
    await keep(archive(), file(60, 7), day(60), { key: key('D7') });
    await keep(
      archive(),
      file(60, 2, () => '1'),
      day(60),
      { key: key('D180'), fetchedAt: '2026-11-21T08:00:00.000Z' },
    );
    const history = await read();
    assert.deepEqual(history?.facts.days, { from: day(11), to: day(60) });
    assert.equal(history.facts.archivedDays, 37);
    assert.deepEqual(history.facts.missingRanges, [{ from: day(41), to: day(53) }]);
    assert.deepEqual(history.facts.snapshotBoundaries, [{ day: day(54), newer: day(60), older: day(40) }]);
    assert.deepEqual(valuesOf(history).slice(-4), [60_057, 60_058, 1, 1]);
    assert.equal(history.facts.revisedValues, 2);
    assert.equal(history.newest.refreshDate, day(60));
  });

  it('reads each snapshot once, whatever comes later', async () => {
    await keep(archive(), file(40, 30), day(40), { key: key('D30') });
    await keep(archive(), file(45, 30), day(45), { key: key('D30') });
    assert.equal((await stepsOf()).steps, 2);
    const again = await stepsOf();
    assert.equal(again.steps, 0);
    assert.equal(again.history?.facts.revisedValues, 25);
    await keep(archive(), file(46, 30), day(46), { key: key('D30') });
    const added = await stepsOf();
    assert.equal(added.steps, 1);
    await rm(path.join(folder.path, 'tenant=contoso', `report=${report.name}`, '_history.json'));
    const anew = await stepsOf();
    assert.equal(anew.steps, 3);
    assert.deepEqual(anew.history?.facts, added.history?.facts);
    assert.deepEqual(valuesOf(anew.history), valuesOf(added.history));
    assert.deepEqual(anew.history?.revised(99), added.history?.revised(99));
  });

  it('leaves nothing at the signal, and never more at a time than Node takes for a leak', async () => {
    for (let number = 0; number < 20; number++) {
      await keep(archive(), file(40 + number, 2), day(40 + number), { key: key('D30') });
    }
    const { signal } = new AbortController();
    const counts: number[] = [];
    const listen = signal.addEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof listen>) => {
      listen(...args);
      counts.push(getEventListeners(signal, 'abort').length);
    };
    await readHistory(await archive().reportFolder('contoso', report.name), report, { signal, indexKey: 'key' });
    assert.equal(counts.length, 20);
    assert.ok(Math.max(...counts) <= defaultMaxListeners, `${Math.max(...counts)} listeners`);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });

  it('holds no more snapshots in memory at a time than their bytes allow, and the same is read of them', async () => {
    const first = await keep(archive(), file(40, 2), day(40), { key: key('D30') });
    for (let number = 1; number < 10; number++) {
      await keep(archive(), file(40 + number, 2), day(40 + number), { key: key('D30') });
    }
    const { bytes } = first.meta;
    const readWith = async (maxParallelBytes?: number) => {
      const { signal } = new AbortController();
      let most = 0;
      const listen = signal.addEventListener.bind(signal);
      signal.addEventListener = (...args: Parameters<typeof listen>) => {
        listen(...args);
        most = Math.max(most, getEventListeners(signal, 'abort').length);
      };
      const opened = await archive().reportFolder('contoso', report.name);
      const history = await readHistory(opened, report, { signal, maxParallelBytes });
      return { most, values: valuesOf(history), unreadable: history?.unreadable };
    };
    const usual = await readWith();
    assert.equal(usual.most, 8);
    for (const [allowed, most] of [
      [bytes * 3, 3],
      [bytes * 3 - 1, 2],
      [1, 1],
      [0, 1],
    ] as const) {
      assert.deepEqual(await readWith(allowed), { ...usual, most }, `${allowed} bytes`);
    }
  });

  it('is made anew when an older snapshot turns up, a day is restated, or a snapshot is deleted', async () => {
    await keep(archive(), file(40, 30), day(40), { key: key('D30') });
    await read();
    await keep(archive(), file(9, 7), day(9), { key: key('D7') });
    assert.deepEqual((await read())?.facts.days, { from: day(3), to: day(40) });
    await keep(
      archive(),
      file(40, 30, () => '5'),
      day(40),
      { key: key('D30'), fetchedAt: '2026-11-22T08:00:00.000Z' },
    );
    const replaced = await read();
    assert.equal(valuesOf(replaced).at(-1), 5);
    assert.equal(replaced?.facts.snapshots, 3, 'both count');
    assert.equal(replaced.facts.revisedValues, 30);
    assert.deepEqual(replaced.revised(1), [
      {
        ...{ day: day(40), key: '', column: 'Messages', before: '40040', after: '5' },
        ...{ beforeLastSeen: day(40), afterFirstSeen: day(40) },
      },
    ]);
    await rm(path.join(folder.path, 'tenant=contoso', `report=${report.name}`, 'period=D7'), { recursive: true });
    assert.deepEqual((await read())?.facts.days, { from: day(11), to: day(40) });
  });

  it('does without a damaged snapshot, and does not try it again', async () => {
    await keep(archive(), file(30, 30), day(30), { key: key('D30') });
    await keep(archive(), file(40, 30), day(40), { key: key('D30') });
    const names = await filesIn(folder.path);
    const part = names.find((name) => name.includes(day(30)) && name.endsWith('.csv')) ?? '';
    const text = await readFile(path.join(folder.path, part), 'utf8');
    await writeFile(path.join(folder.path, part), text.replace('30030', '99999'));
    assert.equal((await read())?.unreadable, 1);
    const again = await stepsOf();
    assert.deepEqual([again.history?.unreadable, again.steps], [1, 0]);
    assert.deepEqual(again.history?.facts.days, { from: day(11), to: day(40) });
  });

  for (const broken of [
    '',
    '{',
    '[]',
    '{"indexVersion":1}',
    '{"indexVersion":99,"definition":"x","snapshots":[],"unreadable":[],"merge":{"refreshDates":[]}}',
  ]) {
    it(`makes a new index of a broken one: ${broken}`, async () => {
      await keep(archive(), file(40, 30), day(40), { key: key('D30') });
      const index = path.join(folder.path, 'tenant=contoso', `report=${report.name}`, '_history.json');
      await writeFile(index, broken);
      assert.equal((await read())?.facts.archivedDays, 30);
      assert.notEqual(await readFile(index, 'utf8'), broken);
    });
  }

  it('leaves no temporary files, and the archive takes the index for no report', async () => {
    await keep(archive(), file(40, 30), day(40), { key: key('D30') });
    await read();
    assert.deepEqual(
      (await filesIn(folder.path)).filter((name) => name.includes('tmp')),
      [],
    );
    const keys: SnapshotKey[] = [];
    for await (const each of archive().keys('contoso')) {
      keys.push(each);
    }
    assert.deepEqual(keys, [key('D30')]);
  });
});
