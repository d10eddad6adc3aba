import type { PlainTree } from '../files/plainTree.js';
import { shownName } from '../files/storageErrors.js';
import { createTemporaryFolder, finishDeletions, removeLeftovers, removeTemporaryFolder } from './housekeeping.js';
import { tenantFolder } from './names.js';
import { applyRetention, type Retention } from './retention.js';
import { asStorageError, reportsIn, tenantsIn } from './walk.js';

/**
 * Applies the retention, and removes what interrupted deletions and writers left. What is in the way of one report stops no other, and is
 * said.
 * @returns number of removed snapshots
 */
export async function cleanUp(
  tree: PlainTree,
  retention: (report: string) => Retention | undefined,
  now: Date,
): Promise<number> {
  let removed = 0;
  const tenants = await tenantsIn(tree);
  await finishDeletions(tree);
  for (const tenant of tenants) {
    for (const report of await reportsIn(tree, tenant)) {
      const ofReport = retention(report);
      if (ofReport !== undefined) {
        const name = shownName(`${tenantFolder(tenant)}/report=${report}`);
        await goOn(tree, `${name} cannot be cleaned up`, async () => {
          removed += await applyRetention(tree, { tenant, report }, ofReport, now);
        });
      }
    }
  }
  if (tenants.length > 0) {
    await goOn(tree, 'Leftovers in the archive folder cannot be removed', () => removeOldLeftovers(tree, tenants));
  }
  return removed;
}

async function removeOldLeftovers(tree: PlainTree, tenants: readonly string[]): Promise<void> {
  // Says what time it is on the archive's file system.
  const own = await createTemporaryFolder(tree);
  try {
    await removeLeftovers(tree, own, tenants);
  } finally {
    await removeTemporaryFolder(tree, own);
  }
}

async function goOn(tree: PlainTree, problem: string, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    tree.skip(asStorageError(problem, error));
  }
}
