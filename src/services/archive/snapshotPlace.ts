import { join } from 'node:path';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import { type ArchiveFileSystem, codeOf, exists, listFolder } from './fileSystem.js';
import type { SnapshotMeta } from './meta.js';
import { fetchedFolder, fetchedOf, keyFolders, refreshDayOf, refreshFolder, type SnapshotKey } from './names.js';
import { type RefreshDay, refreshDayOfFile } from './refreshDay.js';

export const metaFile = 'meta.json';

/** Where a snapshot is, as the names of its folders say. It may be incomplete. */
export interface SnapshotPlace {
  readonly key: SnapshotKey;
  /** Absolute path of the report's folder. */
  readonly reportPath: string;
  /** `period=…`, or `date=…` in formats 1 and 2. */
  readonly parameter: string;
  /** `refresh=…` */
  readonly refresh: string;
  /** `fetched=…`. Absent in formats 1 and 2: the files are in the refresh folder itself. */
  readonly fetched?: string;
}

export function pathOf({ reportPath, parameter, refresh, fetched }: SnapshotPlace): string {
  return join(reportPath, parameter, refresh, fetched ?? '');
}

/** The snapshots in a refresh folder. */
export async function placesIn(
  fs: ArchiveFileSystem,
  folder: Omit<SnapshotPlace, 'fetched'>,
): Promise<readonly SnapshotPlace[]> {
  const names = await listRefreshFolder(fs, join(folder.reportPath, folder.parameter, folder.refresh));
  return [
    ...(names.includes(metaFile) ? [folder] : []),
    ...names.filter((name) => fetchedOf(name) !== undefined).map((fetched) => ({ ...folder, fetched })),
  ];
}

async function listRefreshFolder(fs: ArchiveFileSystem, path: string): Promise<string[]> {
  try {
    return await listFolder(fs, path);
  } catch (error) {
    // A file with the name of a refresh folder is not the archive's.
    if (codeOf(error) === 'ENOTDIR') {
      return [];
    }
    throw error;
  }
}

/** The day of a snapshot: its folder's, unless that cannot be right. Formats 1 and 2 took whatever day the file said. */
export function refreshDayAt({ refresh }: Pick<SnapshotPlace, 'refresh'>, meta: SnapshotMeta): RefreshDay {
  const named = refreshDayOfFile({ refreshDate: refreshDayOf(refresh) ?? null }, meta.fetchedAt);
  return named.from === 'fetch' || meta.refreshDate === undefined ? named : { ...named, from: meta.refreshDate.from };
}

/** The same as far as the names of the folders say, for a snapshot that is not read. */
export function dayFromNames(refresh: string, fetchedAt: IsoInstant): IsoDate {
  return refreshDayOfFile({ refreshDate: refreshDayOf(refresh) ?? null }, fetchedAt).day;
}

/** Where a snapshot of format 1 or 2 belongs in the present layout. */
export function currentPlace(
  { key, reportPath }: SnapshotPlace,
  day: IsoDate,
  meta: SnapshotMeta,
): SnapshotPlace & { readonly fetched: string } {
  const [, , parameter] = keyFolders(key);
  return { key, reportPath, parameter, refresh: refreshFolder(day), fetched: fetchedFolder(meta) };
}

/** Folders to which the migration moves the files of a snapshot of format 1 or 2, or has begun to. */
export async function movedTo(
  fs: ArchiveFileSystem,
  place: SnapshotPlace,
  meta: SnapshotMeta,
): Promise<readonly SnapshotPlace[]> {
  const [, , parameter] = keyFolders(place.key);
  const fetched = fetchedFolder(meta);
  const found: SnapshotPlace[] = [];
  for (const refresh of await listFolder(fs, join(place.reportPath, parameter))) {
    const moved = { ...place, parameter, refresh, fetched };
    if (typeof refreshDayOf(refresh) === 'string' && (await exists(fs, pathOf(moved)))) {
      found.push(moved);
    }
  }
  return found;
}

/** Whether the migration of a snapshot of format 1 or 2 is complete, except that the old `meta.json` is still there. */
export async function isMoved(fs: ArchiveFileSystem, place: SnapshotPlace, meta: SnapshotMeta): Promise<boolean> {
  for (const moved of await movedTo(fs, place, meta)) {
    if (await exists(fs, join(pathOf(moved), metaFile))) {
      return true;
    }
  }
  return false;
}
