import { dirname, join } from 'node:path';
import type { FileSystem } from '../files/fileSystem.js';
import { isAbsent, isPassable } from '../files/storageErrors.js';
import { tenantFolder } from './names.js';

/** Bits of a mode: who may list and read, of the group and of all others. */
const MAY_READ = [0o040, 0o004];
const MAY_ENTER = [0o010, 0o001];

/**
 * The tenants whose folders other accounts of this computer can read, as the modes of the folders say, those above them included. Access
 * control lists aren't looked at; on Windows, where only they count, the answer is always none.
 * @param folder the archive
 */
export async function readableByOthers(
  fs: FileSystem,
  folder: string,
  tenants: readonly string[],
): Promise<readonly string[]> {
  if (process.platform === 'win32') {
    return [];
  }
  const found: string[] = [];
  for (const tenant of tenants) {
    if (await canBeRead(fs, join(folder, tenantFolder(tenant)))) {
      found.push(tenant);
    }
  }
  return found;
}

/** @returns false for a folder that is gone by now, or that not even this account can reach */
async function canBeRead(fs: FileSystem, path: string): Promise<boolean> {
  try {
    return await hasOpenModes(fs, path);
  } catch (error) {
    if (isAbsent(error) || isPassable(error)) {
      return false;
    }
    throw error;
  }
}

async function hasOpenModes(fs: FileSystem, path: string): Promise<boolean> {
  const { mode } = await fs.stat(path);
  let open = MAY_READ.map((bit) => (mode & bit) !== 0);
  for (let above = path; open.includes(true); above = dirname(above)) {
    const { mode: ofFolder } = await fs.stat(above);
    open = open.map((isOpen, index) => isOpen && (ofFolder & (MAY_ENTER[index] ?? 0)) !== 0);
    if (dirname(above) === above) {
      break;
    }
  }
  return open.includes(true);
}
