import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Archive } from '../../../../src/services/archive/archive.js';
import { keyFolders, type SnapshotKey } from '../../../../src/services/archive/names.js';
import { readHistory } from '../../../../src/services/reports/historyReader.js';
import { FaultyFileSystem } from '../archive/faultyFileSystem.js';
import { keep, useTemporaryFolder } from '../archive/support.js';
import { csvFile, definition } from '../../core/table/support.js';

const report = definition(
  [
    { name: 'Report Refresh Date', type: 'date' },
    { name: 'Report Date', type: 'date' },
    { name: 'Messages', type: 'number' },
  ],
  { name: 'getTeamsUserActivityCounts', kind: 'daily-series', keys: ['Report Date'], periods: ['D7'] },
);
const key: SnapshotKey = { tenant: 'contoso', report: report.name, period: 'D7' };
const DAYS = 380;
const dayOf = (number: number) => new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10);

/** The same sequence for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

interface Answer {
  readonly text: string;
  readonly refresh: number;
  readonly values: ReadonlyMap<number, number>;
  readonly fetchedAt: string;
  confirmedAt: string;
}

/** What the archive must say: every answer that was ever given, in the order of refresh date and last confirmation. */
class Truth {
  readonly answers = new Map<string, Answer>();

  add(answer: Answer): void {
    const id = `${answer.refresh} ${answer.text}`;
    const known = this.answers.get(id);
    if (known === undefined) {
      this.answers.set(id, answer);
    } else {
      known.confirmedAt = answer.confirmedAt;
    }
  }

  merged(): { values: Map<number, number>; revised: string[] } {
    const values = new Map<number, number>();
    const revised: string[] = [];
    const ordered = [...this.answers.values()].sort(
      (a, b) => a.refresh - b.refresh || (a.confirmedAt < b.confirmedAt ? -1 : 1),
    );
    for (const answer of ordered) {
      for (const [day, value] of answer.values) {
        const before = values.get(day);
        if (before !== undefined && before !== value) {
          revised.push(`${dayOf(day)}: ${before} > ${value}`);
        }
        values.set(day, value);
      }
    }
    return { values, revised };
  }
}

/** As version 0.1.0 wrote it; it had one snapshot of a refresh date. */
async function writeOld(root: string, { text, refresh, fetchedAt }: Answer): Promise<void> {
  const folder = path.join(root, ...keyFolders(key), `refresh=${dayOf(refresh)}`);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'part.csv'), text);
  const bytes = Buffer.byteLength(text);
  const meta = {
    formatVersion: 1,
    sha256: createHash('sha256').update(text).digest('hex'),
    ...{ fetchedAt, checkedAt: fetchedAt, version: 'v1.0', format: 'csv', bytes, rowCount: 7, columns: [] },
    parts: [{ file: 'part.csv', bytes }],
  };
  await writeFile(path.join(folder, 'meta.json'), JSON.stringify(meta));
}

describe('a simulated year', function () {
  this.timeout(120_000);

  const folder = useTemporaryFolder();

  it('of three writers, restatements, standing dates and holes is the truth, and nothing fetched is lost', async () => {
    const random = seeded(20261129);
    const truth = new Truth();
    const fileSystem = new FaultyFileSystem().fs;
    // The computer's clock goes with the year: a day that is later than its clock can't be right, and would not count.
    let clock = Date.UTC(2026, 0, 1);
    const options = { fileSystem, now: () => new Date(clock) };
    const writers = [0, 1, 2].map(() => new Archive(folder.path, options));
    const service = new Map<number, number>();
    const earlier: Answer[] = [];
    const singleDays = new Set<string>();
    let refresh = 6;
    const counts = { restated: 0, standing: 0, fewer: 0, returned: 0, undated: 0, holes: 0 };
    const oldRefreshes = new Set<number>();
    const MIGRATION = 190;
    const read = async () =>
      readHistory(await new Archive(folder.path, options).reportFolder('contoso', report.name), report);
    const check = async (where: string) => {
      const history = await read();
      const { values, revised } = truth.merged();
      const table = history!.open();
      const { rows } = await table.rows({}, 0, table.rowCount);
      const found = new Map(rows.map((row) => [String(row[1]), Number(row[2])]));
      assert.deepEqual(
        found,
        new Map([...values].sort(([a], [b]) => b - a).map(([day, value]) => [dayOf(day), value])),
        where,
      );
      assert.deepEqual(
        history!
          .revised(Infinity)
          .map(({ day, before, after }) => `${day}: ${before} > ${after}`)
          .sort(),
        revised.sort(),
        where,
      );
      table.dispose();
    };

    for (let day = 8; day < DAYS; day++) {
      if (random() < 0.06) {
        counts.holes++;
        day += Math.floor(random() * 12);
      }
      if (random() < 0.15) {
        counts.standing++;
      } else {
        refresh = Math.max(refresh, day - 2);
      }
      for (let back = 0; back < 7; back++) {
        const isRestated = service.has(refresh - back) && random() < 0.05;
        if (isRestated || !service.has(refresh - back)) {
          counts.restated += isRestated ? 1 : 0;
          service.set(refresh - back, Math.floor(random() * 1000));
        }
      }
      const hour = 6 + Math.floor(random() * 6);
      clock = Date.UTC(2026, 0, 1 + day, hour, 0, 1 + Math.floor(random() * 50));
      const fetchedAt = new Date(clock).toISOString();
      const hasDate = random() > 0.1;
      counts.undated += hasDate ? 0 : 1;
      const length = random() < 0.1 ? 3 : 7;
      counts.fewer += length < 7 ? 1 : 0;
      const values = new Map(
        Array.from({ length }, (_, back) => [refresh - back, service.get(refresh - back) ?? 0] as const),
      );
      const text = csvFile([
        ['Report Refresh Date', 'Report Date', 'Messages'],
        ...[...values].map(([one, value]) => [hasDate ? dayOf(refresh) : '', dayOf(one), String(value)]),
      ]);
      const answers: Answer[] = [{ text, refresh, values, fetchedAt, confirmedAt: fetchedAt }];
      const returned = earlier.findLast((answer) => answer.refresh === refresh && answer.text !== text);
      if (returned !== undefined && random() < 0.5) {
        counts.returned++;
        const later = new Date(clock + 3_600_000).toISOString();
        answers.push({ ...returned, fetchedAt: later, confirmedAt: later });
      }
      for (const answer of answers) {
        const isOld = day < MIGRATION && day % 3 === 0 && answers.length === 1 && hasDate && !oldRefreshes.has(refresh);
        const isNew = !earlier.some((one) => one.refresh === refresh);
        if (isOld && isNew) {
          oldRefreshes.add(refresh);
          await writeOld(folder.path, answer);
        } else {
          const dated =
            answer.text.includes(`${dayOf(answer.refresh)},`) && answer.text.split('\n')[1]!.startsWith('2');
          await keep(writers[day % 3]!, answer.text, dated ? dayOf(answer.refresh) : null, {
            ...{ key, newestRowDay: dayOf(answer.refresh), fetchedAt: answer.fetchedAt },
          });
        }
        truth.add({ ...answer });
        earlier.push(answer);
      }
      if (random() < 0.1) {
        const date = dayOf(day - 3);
        singleDays.add(date);
        await keep(writers[(day + 1) % 3]!, `single ${date}`, date, {
          key: { ...key, period: undefined, date },
          fetchedAt,
        });
      }
      if (day >= MIGRATION && oldRefreshes.size > 0) {
        await check('before the migration');
        assert.equal(await writers[0]!.migrate(), oldRefreshes.size);
        oldRefreshes.clear();
        await check('after the migration');
      }
      if (day % 60 === 0) {
        await check(`day ${day}`);
      }
    }
    await check('at the end');
    assert.ok(
      Object.values(counts).every((count) => count > 5),
      JSON.stringify(counts),
    );
    const archived = new Set<string>();
    for await (const snapshot of writers[0]!.history(key)) {
      assert.ok(await snapshot.verify());
      archived.add(snapshot.meta.sha256);
    }
    const fetched = [...truth.answers.values()].map(({ text }) => createHash('sha256').update(text).digest('hex'));
    assert.deepEqual(archived, new Set(fetched));
    for (const date of singleDays) {
      assert.ok(await writers[0]!.latest({ ...key, period: undefined, date }), date);
    }
  });
});
