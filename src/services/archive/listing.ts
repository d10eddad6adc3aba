import { join } from 'node:path';
import { type ArchiveFileSystem, listFolder, sizeOfFile, withStorageErrors } from './fileSystem.js';
import { fetchedOf, keyFolders, keyOf, reportOf, tenantOf, type SnapshotKey } from './names.js';

export const cannotRead = 'The archive folder cannot be read';

/** Names of the tenants that have a folder in the archive, sorted. */
export async function listTenants(fs: ArchiveFileSystem, folder: string): Promise<string[]> {
  const names = await withStorageErrors(cannotRead, () => listFolder(fs, folder));
  return names
    .map(tenantOf)
    .filter((tenant) => tenant !== undefined)
    .sort();
}

/** The keys of a tenant that have a folder, each once, sorted by folder name. A key may have no snapshot. */
export async function* listKeys(
  fs: ArchiveFileSystem,
  tenant: string,
  tenantPath: string,
): AsyncGenerator<SnapshotKey> {
  const list = (path: string) => withStorageErrors(cannotRead, () => listFolder(fs, path));
  for (const report of (await list(tenantPath)).sort()) {
    if (reportOf(report) === undefined) {
      continue;
    }
    const seen = new Set<string>();
    for (const parameter of (await list(join(tenantPath, report))).sort()) {
      const key = keyOf(tenant, report, parameter);
      const current = key && keyFolders(key)[2];
      if (key !== undefined && current !== undefined && !seen.has(current)) {
        seen.add(current);
        yield key;
      }
    }
  }
}

/** Size of the files in a refresh folder, or in the folder of a snapshot. */
export async function sizeBelow(fs: ArchiveFileSystem, path: string): Promise<number> {
  let bytes = 0;
  for (const name of await listFolder(fs, path)) {
    const inner = join(path, name);
    bytes += fetchedOf(name) === undefined ? ((await sizeOfFile(fs, inner)) ?? 0) : await sizeBelow(fs, inner);
  }
  return bytes;
}
