import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Archive } from '../../../../src/services/archive/archive.js';
import { keyFolders, type SnapshotKey } from '../../../../src/services/archive/names.js';
import type { Snapshot } from '../../../../src/services/archive/snapshot.js';
import type { SnapshotFacts } from '../../../../src/services/archive/snapshotWriter.js';
import { UsageReportsError } from '../../../../src/base/errors.js';

export const series: SnapshotKey = { tenant: 'contoso', report: 'getTeamsUserActivityCounts', period: 'D180' };

export function useTemporaryFolder(): { path: string } {
  const folder = { path: '' };
  beforeEach(async () => {
    folder.path = await mkdtemp(join(tmpdir(), 'archive-test-'));
  });
  afterEach(() => rm(folder.path, { recursive: true, force: true }));
  return folder;
}

export function facts(refreshDate: string | null, more: Partial<SnapshotFacts> = {}): SnapshotFacts {
  return { refreshDate, fetchedAt: '2026-11-20T08:00:00.000Z', rowCount: 1, columns: ['Report Refresh Date'], ...more };
}

export async function keep(
  archive: Archive,
  text: string | readonly string[],
  refreshDate: string | null,
  { key = series, ...more }: Partial<SnapshotFacts> & { key?: SnapshotKey } = {},
): Promise<Snapshot> {
  const writer = await archive.beginSnapshot(key, {
    version: 'v1.0',
    format: typeof text === 'string' ? 'csv' : 'json',
  });
  try {
    for (const chunk of typeof text === 'string' ? [text] : text) {
      await writer.write(Buffer.from(chunk));
    }
    return await writer.commit(facts(refreshDate, more));
  } finally {
    await writer.abort();
  }
}

export async function pieces(snapshot: Snapshot | undefined): Promise<string[]> {
  assert.ok(snapshot, 'there is a snapshot');
  const all: string[] = [];
  for await (const chunk of snapshot.chunks()) {
    all.push(Buffer.from(chunk).toString());
  }
  return all;
}

export async function textOf(snapshot: Snapshot | undefined): Promise<string> {
  return (await pieces(snapshot)).join('');
}

/** All files below a folder, with `/` between names. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

/** The folders of a key's snapshots with one day, oldest first. */
export async function snapshotFolders(root: string, day: string, key: SnapshotKey = series): Promise<string[]> {
  const folder = join(root, ...keyFolders(key), `refresh=${day}`);
  return (await readdir(folder)).sort().map((name) => join(folder, name));
}

/** The folder of the only snapshot with one day. */
export async function snapshotFolder(root: string, day: string, key: SnapshotKey = series): Promise<string> {
  const [folder, ...others] = await snapshotFolders(root, day, key);
  assert.ok(folder !== undefined && others.length === 0, `one snapshot of ${day}`);
  return folder;
}

export function storage(code: string): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof UsageReportsError, `a UsageReportsError, not ${String(error)}`);
    assert.equal(error.reason, 'storage');
    assert.equal(error.details.code, code);
    return true;
  };
}
