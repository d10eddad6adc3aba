import { join } from 'node:path';
import type { PlainTree } from '../files/plainTree.js';
import { codeOf, notPlain } from '../files/storageErrors.js';
import { endWriters } from './housekeeping.js';
import { tenantFolder } from './names.js';

/** Whether a tenant has a folder. Something else in its place is passed over, and said. */
export async function hasTenant(tree: PlainTree, tenant: string): Promise<boolean> {
  const path = join(tree.root, tenantFolder(tenant));
  const kind = await tree.kindOf(path);
  if (kind !== undefined && kind !== 'folder') {
    tree.skip(notPlain(tree.nameOf(path)));
  }
  return kind === 'folder';
}

/**
 * Gives a tenant that has a folder another name, by one rename.
 * @returns false if the other name exists already
 */
export async function renameTenant(tree: PlainTree, from: string, to: string): Promise<boolean> {
  const target = join(tree.root, tenantFolder(to));
  if ((await tree.kindOf(target)) !== undefined) {
    return false;
  }
  try {
    await tree.rename(join(tree.root, tenantFolder(from)), target);
  } catch (error) {
    // Otherwise another window has moved it.
    if (codeOf(error) !== 'ENOENT') {
      if ((await tree.kindOf(target)) === undefined) {
        throw error;
      }
      return false;
    }
  }
  await endWriters(tree, from);
  return true;
}
