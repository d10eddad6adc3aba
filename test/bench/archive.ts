/**
 * An archive of several years with one snapshot of every report per day: how long it takes to find the newest snapshot of all reports, and of
 * one report, and to archive one more. Beside it, in the same run: a plain walk through the folders, and the same work in an archive with one
 * snapshot per report. The files are in the system's cache.
 *
 * `ARCHIVE_YEARS` can be set in the environment. Five years are half a million files; to create and delete them takes minutes on a slow disk.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MS_PER_DAY } from '../../src/base/dates.js';
import { Archive } from '../../src/services/archive/archive.js';
import { fetchedFolder, keyFolders, refreshFolder, type SnapshotKey } from '../../src/services/archive/names.js';
import { catalog } from '../support/catalog.js';
import { type Figure, type Result, summaryOf } from './figures.mjs';

const YEARS = Number(process.env['ARCHIVE_YEARS'] ?? 5);
const ROUNDS = 9;
/** Milliseconds to find the newest snapshot of all reports. */
const TARGET = 300;
const tenant = '5f1c2a0e-7d3b-4a55-9c1e-0123456789ab';

export async function measureArchive(): Promise<Result> {
  const keys = catalog.reports.map(({ name, periods }): SnapshotKey => {
    const period = periods.at(-1);
    return { tenant, report: name, ...(period === undefined ? {} : { period }) };
  });
  const root = mkdtempSync(path.join(tmpdir(), 'archive-bench-'));
  try {
    const days = Math.round(YEARS * 365);
    const large = fill(path.join(root, 'large'), keys, days);
    const small = fill(path.join(root, 'small'), keys, 1);
    const walk = await taken(3, () => readdir(large.folder, { recursive: true }));
    const tree = await interleave(large, small, (archive) => Promise.all(keys.map((key) => archive.latest(key))));
    const one = await interleave(large, small, (archive) => archive.latest(keys[0]!));
    let turn = 0;
    const commit = await interleave(large, small, (archive) => addSnapshot(archive, keys[turn % keys.length]!, turn++));
    const history = await taken(3, () => count(large.history(keys[0]!)));
    const newest = `the newest snapshot of all ${keys.length} reports, for the tree`;
    const figures: Figure[] = [
      {
        name: newest,
        unit: 'ms',
        value: tree.large,
        baseline: { name: 'a walk through all folders', value: walk },
        target: TARGET,
      },
      { name: '… and in an archive of one day', unit: 'ms', value: tree.small },
      {
        name: 'the newest snapshot of one report',
        unit: 'ms',
        value: one.large,
        baseline: { name: 'one day', value: one.small },
      },
      {
        name: 'archiving one more',
        unit: 'ms',
        value: commit.large,
        baseline: { name: 'one day', value: commit.small },
      },
      { name: `reading meta.json of all ${days} of one report`, unit: 'ms', value: history, target: TARGET },
    ];
    return { figures, snapshots: days * keys.length };
  } finally {
    removeLater(root);
  }
}

/** Deletes half a million files in another process, which nobody waits for. */
function removeLater(folder: string): void {
  const script = "require('node:fs').rmSync(process.argv[1], { recursive: true, force: true })";
  spawn(process.execPath, ['-e', script, folder], { detached: true, stdio: 'ignore' }).unref();
}

/** Writes the files directly: the archive itself waits for the disk at every snapshot. */
function fill(folder: string, keys: readonly SnapshotKey[], days: number): Archive {
  const text = 'Report Refresh Date,Report Date,Count\r\n2026-11-18,2026-11-18,1\r\n';
  const sha256 = createHash('sha256').update(text).digest('hex');
  const at = '2026-11-20T08:00:00.000Z';
  const meta = (day: string) => ({
    formatVersion: 3,
    sha256,
    fetchedAt: at,
    checkedAt: at,
    version: 'v1.0',
    format: 'csv',
    bytes: text.length,
    parts: [{ file: 'part.csv', bytes: text.length }],
    rowCount: 1,
    columns: ['Report Refresh Date', 'Report Date', 'Count'],
    refreshDate: { day, from: 'report' },
  });
  for (const key of keys) {
    const keyFolder = path.join(folder, ...keyFolders(key));
    mkdirSync(keyFolder, { recursive: true });
    for (let day = 0; day < days; day++) {
      const date = new Date(Date.UTC(2026, 10, 18) - day * MS_PER_DAY).toISOString().slice(0, 10);
      const snapshot = path.join(keyFolder, refreshFolder(date), fetchedFolder({ fetchedAt: at, sha256 }));
      mkdirSync(snapshot, { recursive: true });
      writeFileSync(path.join(snapshot, 'part.csv'), text);
      writeFileSync(path.join(snapshot, 'meta.json'), JSON.stringify(meta(date)));
    }
  }
  return new Archive(folder);
}

async function addSnapshot(archive: Archive, key: SnapshotKey, turn: number): Promise<void> {
  const writer = await archive.beginSnapshot(key, { version: 'v1.0', format: 'csv' });
  await writer.write(Buffer.from(`new ${turn}`));
  const refreshDate = new Date(Date.UTC(2027, 0, 1) + turn * MS_PER_DAY).toISOString().slice(0, 10);
  await writer.commit({ refreshDate, fetchedAt: '2027-01-02T00:00:00.000Z', rowCount: 1, columns: [] });
}

async function count(items: AsyncIterable<unknown>): Promise<number> {
  let number = 0;
  for await (const item of items) {
    void item;
    number++;
  }
  return number;
}

async function interleave(large: Archive, small: Archive, work: (archive: Archive) => Promise<unknown>) {
  const times = { large: [] as number[], small: [] as number[] };
  await work(large);
  for (let round = 0; round < ROUNDS; round++) {
    times.large.push(await duration(() => work(large)));
    times.small.push(await duration(() => work(small)));
  }
  return { large: summaryOf(times.large), small: summaryOf(times.small) };
}

async function taken(rounds: number, work: () => Promise<unknown>) {
  const times = [];
  for (let round = 0; round < rounds; round++) {
    times.push(await duration(work));
  }
  return summaryOf(times);
}

async function duration(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
