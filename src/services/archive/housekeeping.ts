import { MS_PER_DAY } from '../../base/dates.js';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { codeOf, listFolder, type ArchiveFileSystem } from './fileSystem.js';

const temporaryPrefix = '.tmp-';
const deletedPrefix = '.tmp-deleted-';

/** @param parent an existing folder on the same file system as the target */
export async function createTemporaryFolder(fs: ArchiveFileSystem, parent: string): Promise<string> {
  const path = join(parent, temporaryPrefix + randomBytes(6).toString('hex'));
  await fs.mkdir(path);
  return path;
}

/** The path of a folder whose content is deleted, if not now, then by {@link finishDeletions}. */
export function deletedFolder(parent: string): string {
  return join(parent, deletedPrefix + randomBytes(6).toString('hex'));
}

/** Removes a folder for all readers at once, by a rename, and then deletes its content. */
export async function removeAtomically(fs: ArchiveFileSystem, path: string, parent: string): Promise<void> {
  const renamed = deletedFolder(parent);
  let toDelete = renamed;
  try {
    await fs.rename(path, renamed);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return;
    }
    // Windows does not rename a folder that contains an open file.
    toDelete = path;
  }
  await fs.rm(toDelete, { recursive: true, force: true, maxRetries: 3 });
}

/** Finishes interrupted deletions, because deleted data must not stay on the disk. */
export async function finishDeletions(fs: ArchiveFileSystem, folder: string): Promise<void> {
  for (const name of await listFolder(fs, folder)) {
    if (name.startsWith(deletedPrefix)) {
      await fs.rm(join(folder, name), { recursive: true, force: true, maxRetries: 3 });
    }
  }
}

/**
 * Removes what interrupted writers left in a tenant's folder: temporary folders more than a day older than `own`. Both times come from
 * the archive's file system, so this computer's clock does not matter.
 * @param own the temporary folder of the caller
 */
export async function removeLeftovers(fs: ArchiveFileSystem, tenantPath: string, own: string): Promise<void> {
  await finishDeletions(fs, tenantPath);
  const now = (await fs.stat(own)).mtimeMs;
  for (const name of await listFolder(fs, tenantPath)) {
    const path = join(tenantPath, name);
    if (name.startsWith(temporaryPrefix) && path !== own && (await isOlderThanADay(fs, path, now))) {
      await fs.rm(path, { recursive: true, force: true, maxRetries: 3 });
    }
  }
}

/** @param now the time of the archive's file system */
export async function isOlderThanADay(fs: ArchiveFileSystem, path: string, now: number): Promise<boolean> {
  try {
    return now - (await fs.stat(path)).mtimeMs > MS_PER_DAY;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return false;
    }
    throw error;
  }
}
