import { join } from 'node:path';
import type { PlainTree } from '../files/plainTree.js';
import { createTemporaryFolder, removeLeftovers, removeTemporaryFolder } from './housekeeping.js';
import { migratedFile } from './migration.js';
import { alertsFile, keyFolders, tenantFolder } from './names.js';
import { removeSnapshot } from './removeSnapshot.js';
import { indexFile } from './reportFolder.js';
import { readSnapshot, type Snapshot } from './snapshot.js';
import { pathOf, placesIn } from './snapshotPlace.js';
import { listOrSkip, parametersIn, readOrSkip, refreshFoldersIn, refreshFoldersOf, reportsIn } from './walk.js';

/**
 * Removes snapshots of a tenant one by one, so that what another process adds meanwhile stays. Then everything goes that is empty or can be
 * made again. What cannot be removed stays, and is said.
 * @returns number of removed snapshots
 */
export async function removeSnapshots(
  tree: PlainTree,
  tenant: string,
  isToRemove: (snapshot: Snapshot) => boolean,
): Promise<number> {
  let removed = 0;
  for await (const folder of refreshFoldersOf(tree, tenant)) {
    for (const place of await placesIn(tree, folder)) {
      const snapshot = await readSnapshot(tree, place);
      if (snapshot !== undefined && isToRemove(snapshot)) {
        await readOrSkip(tree, pathOf(place), async () => {
          await removeSnapshot(tree, place);
          removed++;
        });
      }
    }
  }
  await removeEmptyTenant(tree, tenant);
  return removed;
}

async function removeEmptyTenant(tree: PlainTree, tenant: string): Promise<void> {
  const tenantPath = join(tree.root, tenantFolder(tenant));
  const names = await listOrSkip(tree, tenantPath, { folders: () => true, files: () => true });
  if (names.folders.length + names.files.length > 0) {
    // Says what time it is on the archive's file system.
    const own = await createTemporaryFolder(tree);
    try {
      await removeLeftovers(tree, own, [tenant]);
    } finally {
      await removeTemporaryFolder(tree, own);
    }
    for (const report of await reportsIn(tree, tenant)) {
      for (const parameter of await parametersIn(tree, { tenant, report })) {
        for (const refresh of await refreshFoldersIn(tree, parameter)) {
          await tree.removeEmpty(pathOf(refresh));
        }
        await tree.removeEmpty(join(parameter.reportPath, parameter.parameter));
      }
      await removeFolderWithout(tree, join(tree.root, ...keyFolders({ tenant, report }).slice(0, 2)), [indexFile]);
    }
  }
  // Alerts are of reports, and raised anew where those are now.
  await removeFolderWithout(tree, tenantPath, [migratedFile, alertsFile]);
}

/** Removes a folder in which there is nothing but files that can be made again. */
async function removeFolderWithout(tree: PlainTree, path: string, passing: readonly string[]): Promise<void> {
  await readOrSkip(tree, path, async () => {
    const { folders, files } = await tree.list(path, { folders: () => true, files: () => true });
    if (folders.length === 0 && files.every((name) => passing.includes(name))) {
      for (const file of files) {
        await tree.remove(join(path, file));
      }
      await tree.removeEmpty(path);
    }
  });
}
