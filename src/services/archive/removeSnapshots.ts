import { join } from 'node:path';
import { UsageReportsError } from '../../base/errors.js';
import { type ArchiveFileSystem, listFolder, removeEmptyFolders } from './fileSystem.js';
import { createTemporaryFolder, removeLeftovers } from './housekeeping.js';
import { listKeys } from './listing.js';
import { migratedFile } from './migration.js';
import { keyFolders, keyOf, parameterFolders, refreshDayOf, reportOf, tenantFolder } from './names.js';
import { removeSnapshot } from './removeSnapshot.js';
import { indexFile } from './reportFolder.js';
import { readSnapshot, type Snapshot } from './snapshot.js';
import { placesIn, type SnapshotPlace } from './snapshotPlace.js';

/**
 * Removes snapshots of a tenant one by one, so that what another process adds meanwhile stays. Then everything goes that is empty or can be
 * made again.
 * @param folder the archive
 * @returns number of removed snapshots
 */
export async function removeSnapshots(
  fs: ArchiveFileSystem,
  folder: string,
  tenant: string,
  isToRemove: (snapshot: Snapshot) => boolean,
): Promise<number> {
  const tenantPath = join(folder, tenantFolder(tenant));
  let removed = 0;
  for await (const place of places(fs, folder, tenant)) {
    const snapshot = await readUnlessNewer(fs, place);
    if (snapshot !== undefined && isToRemove(snapshot)) {
      await removeSnapshot(fs, tenantPath, place);
      removed++;
    }
  }
  await removeEmptyTenant(fs, folder, tenantPath);
  return removed;
}

async function* places(fs: ArchiveFileSystem, folder: string, tenant: string): AsyncGenerator<SnapshotPlace> {
  for await (const key of listKeys(fs, tenant, join(folder, tenantFolder(tenant)))) {
    const [tenantName, report] = keyFolders(key);
    const reportPath = join(folder, tenantName, report);
    for (const parameter of parameterFolders(key)) {
      const names = await listFolder(fs, join(reportPath, parameter));
      for (const refresh of names.filter((name) => refreshDayOf(name) !== undefined)) {
        yield* await placesIn(fs, { key, reportPath, parameter, refresh });
      }
    }
  }
}

async function readUnlessNewer(fs: ArchiveFileSystem, place: SnapshotPlace): Promise<Snapshot | undefined> {
  try {
    return await readSnapshot(fs, place);
  } catch (error) {
    if (error instanceof UsageReportsError && error.details.code === 'newerArchive') {
      return undefined;
    }
    throw error;
  }
}

async function removeEmptyTenant(fs: ArchiveFileSystem, folder: string, tenantPath: string): Promise<void> {
  const names = await listFolder(fs, tenantPath);
  if (names.length === 0) {
    await removeEmptyFolders(fs, tenantPath);
    return;
  }
  // Says what time it is on the archive's file system. Not in the tenant's folder, which it would keep if this process were killed.
  const own = await createTemporaryFolder(fs, folder);
  try {
    await removeLeftovers(fs, folder, own);
    await removeLeftovers(fs, tenantPath, own);
    for (const report of names.filter((name) => reportOf(name) !== undefined)) {
      const reportPath = join(tenantPath, report);
      for (const parameter of (await listFolder(fs, reportPath)).filter((name) => keyOf('', report, name))) {
        const path = join(reportPath, parameter);
        for (const refresh of await listFolder(fs, path)) {
          await removeEmptyFolders(fs, join(path, refresh));
        }
        await removeEmptyFolders(fs, path);
      }
      await removeFolderWithout(fs, reportPath, indexFile);
    }
  } finally {
    await removeEmptyFolders(fs, own);
  }
  await removeFolderWithout(fs, tenantPath, migratedFile);
}

/** Removes a folder in which there is nothing but one file. */
async function removeFolderWithout(fs: ArchiveFileSystem, path: string, file: string): Promise<void> {
  if ((await listFolder(fs, path)).every((name) => name === file)) {
    await fs.rm(join(path, file), { force: true });
    await removeEmptyFolders(fs, path);
  }
}
