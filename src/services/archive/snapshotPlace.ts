import { join } from 'node:path';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { PlainTree } from '../files/plainTree.js';
import type { SnapshotMeta } from './meta.js';
import { fetchedFolder, fetchedOf, keyFolders, refreshDayOf, refreshFolder } from './names.js';
import { type RefreshDay, refreshDayOfFile } from './refreshDay.js';
import { isRefreshFolder, listOrSkip, readOrSkip, type RefreshFolder } from './walk.js';

export const metaFile = 'meta.json';

/** Where a snapshot is, as the names of its folders say. It may be incomplete. */
export interface SnapshotPlace extends RefreshFolder {
  /** `fetched=…`. Absent in formats 1 and 2: the files are in the refresh folder itself. */
  readonly fetched?: string;
}

export function pathOf({ reportPath, parameter, refresh, fetched }: SnapshotPlace): string {
  return join(reportPath, parameter, refresh, fetched ?? '');
}

/** The snapshots in a refresh folder. */
export async function placesIn(tree: PlainTree, folder: RefreshFolder): Promise<readonly SnapshotPlace[]> {
  const { files, folders } = await listOrSkip(tree, pathOf(folder), {
    files: (name) => name === metaFile,
    folders: (name) => fetchedOf(name) !== undefined,
  });
  return [...files.map(() => folder), ...folders.map((fetched) => ({ ...folder, fetched }))];
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
  tree: PlainTree,
  place: SnapshotPlace,
  meta: SnapshotMeta,
): Promise<readonly SnapshotPlace[]> {
  const [, , parameter] = keyFolders(place.key);
  const fetched = fetchedFolder(meta);
  const found: SnapshotPlace[] = [];
  const { folders } = await listOrSkip(tree, join(place.reportPath, parameter), { folders: isRefreshFolder });
  for (const refresh of folders) {
    const moved = { ...place, parameter, refresh, fetched };
    const kind = () => readOrSkip(tree, pathOf(moved), () => tree.kindOf(pathOf(moved)));
    if (typeof refreshDayOf(refresh) === 'string' && (await kind()) === 'folder') {
      found.push(moved);
    }
  }
  return found;
}

/** Whether the migration of a snapshot of format 1 or 2 is complete, except that the old `meta.json` is still there. */
export async function isMoved(tree: PlainTree, place: SnapshotPlace, meta: SnapshotMeta): Promise<boolean> {
  for (const moved of await movedTo(tree, place, meta)) {
    const path = join(pathOf(moved), metaFile);
    if ((await readOrSkip(tree, path, () => tree.kindOf(path))) === 'file') {
      return true;
    }
  }
  return false;
}
