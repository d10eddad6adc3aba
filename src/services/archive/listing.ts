import { join } from 'node:path';
import { type ArchiveFileSystem, listFolder, withStorageErrors } from './fileSystem.js';
import { isRefreshFolderName, keyOf, refreshFolder, reportOf, tenantOf, type SnapshotKey } from './names.js';

export const cannotRead = 'The archive folder cannot be read';

/** Names of the tenants that have a folder in the archive, sorted. */
export async function listTenants(fs: ArchiveFileSystem, folder: string): Promise<string[]> {
  const names = await withStorageErrors(cannotRead, () => listFolder(fs, folder));
  return names
    .map(tenantOf)
    .filter((tenant) => tenant !== undefined)
    .sort();
}

/** The keys of a tenant that have a folder, sorted by folder name. A key may have no snapshot. */
export async function* listKeys(
  fs: ArchiveFileSystem,
  tenant: string,
  tenantPath: string,
  isIncluded: (report: string) => boolean = () => true,
): AsyncGenerator<SnapshotKey> {
  const list = (path: string) => withStorageErrors(cannotRead, () => listFolder(fs, path));
  for (const report of (await list(tenantPath)).sort()) {
    const name = reportOf(report);
    if (name === undefined || !isIncluded(name)) {
      continue;
    }
    for (const parameter of (await list(join(tenantPath, report))).sort()) {
      const key = keyOf(tenant, report, parameter);
      if (key !== undefined) {
        yield key;
      }
    }
  }
}

/**
 * Folders of a key's snapshots: newest refresh date first, the one without a refresh date last. Some may have names that look like days
 * but are none; who reads them skips them.
 */
export async function listRefreshFolders(fs: ArchiveFileSystem, keyPath: string): Promise<string[]> {
  const names = await listFolder(fs, keyPath);
  const dated = names.filter(isRefreshFolderName).sort().reverse();
  return names.includes(refreshFolder(null)) ? [...dated, refreshFolder(null)] : dated;
}
