import { dirname, join } from 'node:path';
import { type ArchiveFileSystem, exists, listFolder, removeEmptyFolders, renameWithRetry } from './fileSystem.js';
import { deletedFolder, removeAtomically } from './housekeeping.js';
import { fetchedOf } from './names.js';
import { readMeta } from './snapshot.js';
import { metaFile, movedTo, pathOf, type SnapshotPlace } from './snapshotPlace.js';

/** Removes a snapshot for all readers at once, and the folders that are empty then. */
export async function removeSnapshot(fs: ArchiveFileSystem, tenantPath: string, place: SnapshotPlace): Promise<void> {
  if (place.fetched === undefined) {
    await removeOldSnapshot(fs, tenantPath, place);
  } else {
    await removeAtomically(fs, pathOf(place), tenantPath);
  }
  await removeEmptyParents(fs, place);
}

/** The folders above a snapshot, as far as they are empty. Those of periods stay, because their names are few. */
export async function removeEmptyParents(fs: ArchiveFileSystem, place: SnapshotPlace): Promise<void> {
  const refreshPath = pathOf({ ...place, fetched: undefined });
  await removeEmptyFolders(fs, refreshPath, ...(place.key.date === undefined ? [] : [dirname(refreshPath)]));
}

/** The files of formats 1 and 2 are in the refresh folder, perhaps beside newer snapshots, and perhaps half moved by the migration. */
async function removeOldSnapshot(fs: ArchiveFileSystem, tenantPath: string, place: SnapshotPlace): Promise<void> {
  const path = pathOf(place);
  const meta = await readMeta(fs, place);
  for (const moved of meta === undefined ? [] : await movedTo(fs, place, meta)) {
    if (!(await exists(fs, join(pathOf(moved), metaFile)))) {
      await removeAtomically(fs, pathOf(moved), tenantPath);
    }
  }
  const names = await listFolder(fs, path);
  const files = names.filter((name) => fetchedOf(name) === undefined);
  if (files.length === names.length) {
    return removeAtomically(fs, path, tenantPath);
  }
  const deleted = deletedFolder(tenantPath);
  await fs.mkdir(deleted);
  // Without meta.json it is no snapshot any more, so this comes first.
  for (const name of files.sort((one, other) => Number(other === metaFile) - Number(one === metaFile))) {
    await renameWithRetry(fs, join(path, name), join(deleted, name));
  }
  await fs.rm(deleted, { recursive: true, force: true, maxRetries: 3 });
}
