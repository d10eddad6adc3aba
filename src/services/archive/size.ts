import { join } from 'node:path';
import { throwIfAborted } from '../../base/cancellation.js';
import type { PlainTree } from '../files/plainTree.js';
import { fetchedOf } from './names.js';
import { pathOf, placesIn } from './snapshotPlace.js';
import { listOrSkip, readOrSkip, refreshFoldersOf } from './walk.js';

/** How much is archived of one tenant. */
export interface ArchiveSize {
  readonly snapshots: number;
  readonly bytes: number;
}

/** Number of snapshots of a tenant, and the size of their files. What is passed over doesn't count, and is said. */
export async function sizeOfTenant(tree: PlainTree, tenant: string, signal?: AbortSignal): Promise<ArchiveSize> {
  let snapshots = 0;
  let bytes = 0;
  for await (const folder of refreshFoldersOf(tree, tenant)) {
    throwIfAborted(signal);
    snapshots += (await placesIn(tree, folder)).length;
    bytes += await sizeBelow(tree, pathOf(folder));
  }
  return { snapshots, bytes };
}

async function sizeBelow(tree: PlainTree, path: string): Promise<number> {
  const { folders, files } = await listOrSkip(tree, path, { folders: isFetchedFolder, files: isSnapshotFile });
  let bytes = 0;
  for (const name of files) {
    const file = join(path, name);
    bytes += (await readOrSkip(tree, file, () => tree.sizeOf(file))) ?? 0;
  }
  for (const name of folders) {
    bytes += await sizeBelow(tree, join(path, name));
  }
  return bytes;
}

function isFetchedFolder(name: string): boolean {
  return fetchedOf(name) !== undefined;
}

function isSnapshotFile(name: string): boolean {
  return /^(part.*|meta\.json|checked\.json)$/.test(name);
}
