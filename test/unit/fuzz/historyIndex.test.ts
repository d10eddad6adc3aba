import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { Archive } from '../../../src/services/archive/archive.js';
import type { History } from '../../../src/services/reports/history.js';
import { readHistory } from '../../../src/services/reports/historyReader.js';
import { fuzz } from '../../support/fuzz.js';
import { changedJson } from '../../support/mutations.js';
import { csvFile, definition } from '../core/table/support.js';
import { keep } from '../services/archive/support.js';

const report = definition(
  [
    { name: 'Report Refresh Date', type: 'date' },
    { name: 'Report Date', type: 'date' },
    { name: 'Workload', type: 'text' },
    { name: 'Messages', type: 'number' },
    { name: 'Meetings', type: 'number' },
  ],
  { name: 'getTeamsUserActivityCounts', kind: 'daily-series', keys: ['Report Date', 'Workload'], periods: ['D7'] },
);
const KEY = 'the key of this installation';
const key = { tenant: 'contoso', report: report.name, period: 'D7' };
const day = (number: number) => new Date(Date.UTC(2026, 9, 1 + number)).toISOString().slice(0, 10);

/** Each snapshot restates what the one before says of a day; every second one lacks a column. */
const fileOf = (refresh: number) =>
  csvFile([
    ['Report Refresh Date', 'Report Date', 'Workload', 'Messages', ...(refresh % 2 === 0 ? ['Meetings'] : [])],
    ...[0, 1, 2].flatMap((back) =>
      ['Teams', 'Viva'].map((workload) => [
        ...[day(refresh), day(refresh - back), workload, String(refresh * 1000 + back)],
        ...(refresh % 2 === 0 ? [String(refresh)] : []),
      ]),
    ),
  ]);

/** Everything that a history shows. */
function shownOf(history: History | undefined): object {
  assert.ok(history);
  const { facts, newest, lags, rhythmDays, unreadable } = history;
  return { facts, newest, lags, rhythmDays, unreadable, charts: history.charts(), revised: history.revised(1000) };
}

describe('a history whose index somebody else has written', () => {
  let root = '';
  let indexFile = '';
  let honest = '';
  let expected: object;
  let content: object;
  const read = async (indexKey?: string) =>
    shownOf(
      await readHistory(await new Archive(root).reportFolder('contoso', report.name), report, {
        minIndexed: 1,
        indexKey,
      }),
    );

  before(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'history-index-'));
    for (const refresh of [10, 11, 12, 14]) {
      await keep(new Archive(root), fileOf(refresh), day(refresh), { key });
    }
    indexFile = path.join(root, 'tenant=contoso', `report=${report.name}`, '_history.json');
    expected = await read();
    assert.deepEqual(await read(KEY), expected);
    honest = await readFile(indexFile, 'utf8');
    content = JSON.parse(honest.split('\n')[1] ?? '') as object;
  });
  after(() => rm(root, { recursive: true, force: true }));

  const shownWith = async (written: string): Promise<object> => {
    await writeFile(indexFile, written);
    return read(KEY);
  };
  // The index is known once the tests run; a generator of changes of it is needed before.
  const changes = fc.constant(undefined).chain(() => changedJson(content));

  it('reads the index that it wrote itself', async () => {
    assert.deepEqual(await shownWith(honest), expected);
    assert.equal(await readFile(indexFile, 'utf8'), honest);
  });

  it('shows what the snapshots say, whatever plausible values the index says', async () => {
    const falsified = honest.replaceAll('14000', '99999');
    assert.notEqual(falsified, honest);
    assert.deepEqual(await shownWith(falsified), expected);
    assert.equal(await readFile(indexFile, 'utf8'), honest, 'the index is made anew');
  });

  it('takes no index that is signed with another key, or with none', async () => {
    const falsified = JSON.stringify(content).replaceAll('14000', '99999');
    const signed = (by: string) => JSON.stringify(createHmac('sha256', by).update(falsified).digest('hex'));
    for (const signature of [signed('another key'), signed(''), '""', 'null', '']) {
      assert.deepEqual(await shownWith(`${signature}\n${falsified}\n`), expected, signature);
    }
    assert.deepEqual(await shownWith(falsified), expected, 'as earlier versions wrote it');
  });

  fuzz('shows what the snapshots say, whatever is changed in the index', 60, changes, async (changed) => {
    const [signature] = honest.split('\n');
    assert.deepEqual(await shownWith(`${signature}\n${JSON.stringify(changed)}\n`), expected);
  });

  fuzz('shows a history without an error even where a changed index is signed', 150, changes, async (changed) => {
    const text = JSON.stringify(changed) ?? '';
    const signature = JSON.stringify(createHmac('sha256', KEY).update(text).digest('hex'));
    await shownWith(`${signature}\n${text}\n`);
  });

  fuzz(
    'shows what the snapshots say, whatever bytes the index is',
    100,
    fc.uint8Array({ maxLength: 200 }),
    async (bytes) => {
      await writeFile(indexFile, bytes);
      assert.deepEqual(await read(KEY), expected);
    },
  );
});
