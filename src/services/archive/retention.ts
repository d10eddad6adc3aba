import { join } from 'node:path';
import { type IsoDate, MS_PER_DAY } from '../../base/dates.js';
import type { ArchiveFileSystem } from './fileSystem.js';
import { removeAtomically } from './housekeeping.js';
import { listRefreshFolders } from './listing.js';
import { keyFolders, refreshDateOf, type SnapshotKey } from './names.js';
import { readMeta } from './snapshot.js';

/** How much of a report stays in the archive; for reports with personal data. */
export interface Retention {
  /** Number of snapshots with a refresh date, newest first; at least 1. If absent, all. */
  readonly snapshots?: number;
  /** Days after which a fetched snapshot is removed, even the newest one. If absent, never. */
  readonly days?: number;
}

/**
 * Removes the snapshots of a key that the retention does not cover.
 * @param folder the archive
 * @param before only snapshots with an older refresh date are removed
 * @returns number of removed snapshots
 */
export async function applyRetention(
  fs: ArchiveFileSystem,
  folder: string,
  key: SnapshotKey,
  { snapshots = Infinity, days }: Retention,
  now: Date,
  before?: IsoDate,
): Promise<number> {
  const keyPath = join(folder, ...keyFolders(key));
  let removed = 0;
  for (const [index, name] of (await listRefreshFolders(fs, keyPath)).entries()) {
    const refreshDate = refreshDateOf(name);
    if (refreshDate === undefined) {
      continue;
    }
    // A snapshot without a date counts as older than those with one. If it is the only one, it stays.
    const tooMany = index >= Math.max(1, snapshots) && (refreshDate !== null || before !== undefined);
    const isOlder = before === undefined || (refreshDate ?? '') < before;
    if (isOlder && (tooMany || (days !== undefined && (await isFetchedBefore(fs, join(keyPath, name), days, now))))) {
      await removeAtomically(fs, join(keyPath, name), join(folder, keyFolders(key)[0]));
      removed++;
    }
  }
  return removed;
}

async function isFetchedBefore(fs: ArchiveFileSystem, path: string, days: number, now: Date): Promise<boolean> {
  const fetchedAt = (await readMeta(fs, path))?.fetchedAt;
  return fetchedAt !== undefined && now.getTime() - Date.parse(fetchedAt) > days * MS_PER_DAY;
}
