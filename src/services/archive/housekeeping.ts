import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { MS_PER_HOUR } from '../../base/dates.js';
import type { PlainTree } from '../files/plainTree.js';
import { codeOf, shownName } from '../files/storageErrors.js';
import { tenantFolder, tenantOf } from './names.js';
import { asStorageError, listOrSkip, readOrSkip } from './walk.js';

/**
 * Work in progress, in the archive's own folder: no documented pattern (`tenant=*` first) finds the parts of a writer or a deletion that was
 * killed. Writers have a folder for their tenant there, so that what deletes a tenant ends them.
 */
const temporaryFolder = '.tmp';
const deletedPrefix = 'deleted-';
/**
 * Names of what is made here, and of what earlier versions had beside the reports of a tenant. Nothing else is removed: the folder that a
 * person chose for the archive may be one in which other programs have their `.tmp`.
 */
const WORK = /^[0-9a-f]{12}$/;
const DELETION = /^deleted-[0-9a-f]{12}$/;
const EARLIER_WORK = /^\.tmp-[0-9a-f]{12}$/;
const EARLIER_DELETION = /^\.tmp-deleted-[0-9a-f]{12}$/;
/** A writer that has written nothing for so long is dead: it waits less for an answer, or for the service to ask again. */
const MAX_IDLE_MS = 2 * MS_PER_HOUR;
const MAX_ATTEMPTS = 5;

/**
 * Makes a folder of one's own, on the archive's file system.
 * @param tenant if it goes with the tenant
 */
export async function createTemporaryFolder(tree: PlainTree, tenant?: string): Promise<string> {
  return makeTemporary(tree, join(temporaryOf(tree, tenant), randomName()));
}

/** Never throws. What cannot be removed now, a later writer or the next cleanup removes. */
export async function removeTemporaryFolder(tree: PlainTree, path: string): Promise<void> {
  await tree.remove(path).catch(() => undefined);
  const root = temporaryOf(tree);
  await tree.removeEmpty(...(dirname(path) === root ? [] : [dirname(path)]), root);
}

/** Makes a folder whose content is deleted, if not now, then by {@link finishDeletions}. */
export async function createDeletedFolder(tree: PlainTree): Promise<string> {
  return makeTemporary(tree, join(temporaryOf(tree), deletedPrefix + randomName()));
}

/** Ends the writers of a tenant, which then fail: nothing of it is archived again after it was deleted or moved. */
export async function endWriters(tree: PlainTree, tenant: string): Promise<void> {
  await removeAtomically(tree, temporaryOf(tree, tenant));
}

function temporaryOf(tree: PlainTree, tenant?: string): string {
  return join(tree.root, temporaryFolder, tenant === undefined ? '' : tenantFolder(tenant));
}

async function makeTemporary(tree: PlainTree, path: string): Promise<string> {
  try {
    await tree.makeFolders(path);
    return path;
  } catch (error) {
    await removeTemporaryFolder(tree, path);
    throw error;
  }
}

function randomName(): string {
  return randomBytes(6).toString('hex');
}

/** Removes a folder for all readers at once, by a rename, and then deletes its content. Nothing happens if it is gone. */
export async function removeAtomically(tree: PlainTree, path: string): Promise<void> {
  const renamed = join(temporaryOf(tree), deletedPrefix + randomName());
  if ((await tree.kindOf(path)) === undefined) {
    return;
  }
  let toDelete = path;
  for (let attempt = 1; toDelete !== renamed; attempt++) {
    try {
      await tree.makeFolders(temporaryOf(tree));
      await tree.rename(path, renamed);
      toDelete = renamed;
    } catch (error) {
      if (codeOf(error) === 'ENOENT' && (await tree.kindOf(path)) === undefined) {
        return;
      }
      // Otherwise the folder above was removed, because it was empty. Windows does not rename a folder that contains an open file, and a
      // full disk may have no room for a name.
      if (codeOf(error) !== 'ENOENT' || attempt >= MAX_ATTEMPTS) {
        break;
      }
    }
  }
  try {
    await tree.remove(toDelete);
  } finally {
    await tree.removeEmpty(temporaryOf(tree));
  }
}

/** Finishes interrupted deletions, because deleted data must not stay on the disk. What cannot be deleted is said. */
export async function finishDeletions(tree: PlainTree): Promise<void> {
  const folder = temporaryOf(tree);
  const { folders } = await listOrSkip(tree, folder, { folders: (name) => DELETION.test(name) });
  await removeEach(tree, folder, folders);
  if (folders.length > 0) {
    await tree.removeEmpty(folder);
  }
}

/**
 * Removes what interrupted writers and deletions left: temporary folders in which nothing was changed for hours before `own`. Both times come
 * from the archive's file system, so this computer's clock does not matter.
 * @param own the temporary folder of the caller
 * @param tenants in whose folders earlier versions may have left theirs
 */
export async function removeLeftovers(tree: PlainTree, own: string, tenants: readonly string[]): Promise<void> {
  const now = await tree.changedAt(own);
  const isDead = async (path: string) => {
    // Where nobody can say it, somebody may be working.
    const changed = path === own ? undefined : await readOrSkip(tree, path, () => lastChangeIn(tree, path));
    return changed !== undefined && now - changed > MAX_IDLE_MS;
  };
  const removeIn = async (path: string, work: RegExp, deletion?: RegExp) => {
    const isDeletion = (name: string) => deletion?.test(name) === true;
    const { folders } = await listOrSkip(tree, path, { folders: (name) => work.test(name) || isDeletion(name) });
    await removeEach(tree, path, await those(folders, async (name) => isDeletion(name) || isDead(join(path, name))));
  };
  const root = temporaryOf(tree);
  const ofTenants = await listOrSkip(tree, root, { folders: (name) => tenantOf(name) !== undefined });
  for (const path of ofTenants.folders.map((name) => join(root, name))) {
    await removeIn(path, WORK);
    await tree.removeEmpty(path);
  }
  await removeIn(root, WORK, DELETION);
  for (const path of [tree.root, ...tenants.map((tenant) => join(tree.root, tenantFolder(tenant)))]) {
    await removeIn(path, EARLIER_WORK, EARLIER_DELETION);
  }
}

async function those(names: readonly string[], test: (name: string) => Promise<boolean>): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of names) {
    if (await test(name)) {
      found.push(name);
    }
  }
  return found;
}

async function removeEach(tree: PlainTree, folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const path = join(folder, name);
    try {
      await tree.remove(path);
    } catch (error) {
      tree.skip(asStorageError(`${shownName(tree.nameOf(path))} cannot be deleted`, error));
    }
  }
}

/** When anything in a folder was last changed, on the clock of its file system: a writer appends to its files for hours. */
async function lastChangeIn(tree: PlainTree, folder: string): Promise<number> {
  const { files } = await listOrSkip(tree, folder, { files: () => true });
  const times = [folder, ...files.map((name) => join(folder, name))].map((path) =>
    tree.changedAt(path).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') {
        // Somebody is just working there.
        return Infinity;
      }
      throw error;
    }),
  );
  return (await Promise.all(times)).reduce((newest, time) => Math.max(newest, time), 0);
}
