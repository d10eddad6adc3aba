import { dirname, join } from 'node:path';
import type { PlainTree } from '../files/plainTree.js';
import { createDeletedFolder, removeAtomically, removeTemporaryFolder } from './housekeeping.js';
import { fetchedOf } from './names.js';
import { readMeta } from './snapshot.js';
import { metaFile, movedTo, pathOf, type SnapshotPlace } from './snapshotPlace.js';

/** Removes a snapshot for all readers at once, and the folders that are empty then. */
export async function removeSnapshot(tree: PlainTree, place: SnapshotPlace): Promise<void> {
  if (place.fetched === undefined) {
    await removeOldSnapshot(tree, place);
  } else {
    await removeAtomically(tree, pathOf(place));
  }
  await removeEmptyParents(tree, place);
}

/** The folders above a snapshot, as far as they are empty. Those of periods stay, because their names are few. */
export async function removeEmptyParents(tree: PlainTree, place: SnapshotPlace): Promise<void> {
  const refreshPath = pathOf({ ...place, fetched: undefined });
  await tree.removeEmpty(refreshPath, ...(place.key.date === undefined ? [] : [dirname(refreshPath)]));
}

/** The files of formats 1 and 2 are in the refresh folder, perhaps beside newer snapshots, and perhaps half moved by the migration. */
async function removeOldSnapshot(tree: PlainTree, place: SnapshotPlace): Promise<void> {
  const path = pathOf(place);
  const meta = await readMeta(tree, place);
  for (const moved of meta === undefined ? [] : await movedTo(tree, place, meta)) {
    if ((await tree.kindOf(join(pathOf(moved), metaFile))) === undefined) {
      await removeAtomically(tree, pathOf(moved));
    }
  }
  const { files, folders } = await tree.list(path, { files: () => true, folders: () => true });
  if (folders.every((name) => fetchedOf(name) === undefined)) {
    return removeAtomically(tree, path);
  }
  const deleted = await createDeletedFolder(tree);
  // Without meta.json it is no snapshot any more, so this comes first.
  for (const name of [...files].sort((one, other) => Number(other === metaFile) - Number(one === metaFile))) {
    await tree.rename(join(path, name), join(deleted, name));
  }
  try {
    await tree.remove(deleted);
  } finally {
    await removeTemporaryFolder(tree, deleted);
  }
}
