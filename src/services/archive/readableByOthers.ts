import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { tenantFolder } from './names.js';

/** Bits of a mode: who may list and read, of the group and of all others. */
const MAY_READ = [0o040, 0o004];
const MAY_ENTER = [0o010, 0o001];

/**
 * The tenants whose folders other accounts of this computer can read, as the modes of the folders say, those above them included. Access
 * control lists aren't looked at; on Windows, where only they count, the answer is always none.
 * @param folder the archive
 */
export async function readableByOthers(folder: string, tenants: readonly string[]): Promise<readonly string[]> {
  if (process.platform === 'win32') {
    return [];
  }
  const found: string[] = [];
  for (const tenant of tenants) {
    if (await canBeRead(join(folder, tenantFolder(tenant)))) {
      found.push(tenant);
    }
  }
  return found;
}

async function canBeRead(path: string): Promise<boolean> {
  const { mode } = await stat(path);
  let open = MAY_READ.map((bit) => (mode & bit) !== 0);
  for (let above = path; open.includes(true); above = dirname(above)) {
    const { mode: ofFolder } = await stat(above);
    open = open.map((isOpen, index) => isOpen && (ofFolder & (MAY_ENTER[index] ?? 0)) !== 0);
    if (dirname(above) === above) {
      break;
    }
  }
  return open.includes(true);
}
