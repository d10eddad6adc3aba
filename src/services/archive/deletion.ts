import { join } from 'node:path';
import { UsageReportsError } from '../../base/errors.js';
import type { PlainTree } from '../files/plainTree.js';
import { endWriters, finishDeletions, removeAtomically } from './housekeeping.js';
import { tenantFolder, tenantOf } from './names.js';
import { asStorageError } from './walk.js';

/**
 * Deletes everything of one tenant, or of all.
 * @param tree says what it passes over to `left`
 * @param left filled with what stayed
 * @returns the names of the deleted tenants
 * @throws UsageReportsError `storage` with code `notAllDeleted`, after everything else was deleted
 */
export async function deleteTenants(
  tree: PlainTree,
  left: UsageReportsError[],
  only: string | undefined,
): Promise<string[]> {
  const folder = only === undefined ? undefined : tenantFolder(only);
  const isWanted = (name: string) => (folder === undefined ? tenantOf(name) !== undefined : name === folder);
  const deleted: string[] = [];
  for (const name of (await tree.list(tree.root, { folders: isWanted })).folders) {
    const tenant = tenantOf(name) ?? '';
    try {
      // A writer that goes on would bring the tenant back: one that began before, or just now.
      await endWriters(tree, tenant);
      await removeAtomically(tree, join(tree.root, name));
      await endWriters(tree, tenant);
      deleted.push(tenant);
    } catch (error) {
      left.push(asStorageError('The stored data cannot be deleted', error));
    }
  }
  await finishDeletions(tree);
  const [first] = left;
  if (first !== undefined) {
    const message = `Not everything was deleted. ${first.message}`;
    throw new UsageReportsError('storage', message, { code: 'notAllDeleted' }, { cause: first });
  }
  return deleted;
}
