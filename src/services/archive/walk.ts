import { join } from 'node:path';
import { UsageReportsError } from '../../base/errors.js';
import type { Listing, PlainTree, Wanted } from '../files/plainTree.js';
import { isPassable, shownName, storageError } from '../files/storageErrors.js';
import { keyFolders, keyOf, refreshDayOf, reportOf, tenantFolder, tenantOf, type SnapshotKey } from './names.js';

/**
 * The walks through an archive. What has a name of ours and is no plain folder, and folders that may not be read, are passed over and
 * said, see `PlainTree.skip`; only the archive's own folder must be readable.
 */

/** The folder of one parameter of a report. */
export interface ParameterFolder {
  readonly key: SnapshotKey;
  /** Absolute path of the report's folder. */
  readonly reportPath: string;
  /** `period=…`, or `date=…` in formats 1 and 2. */
  readonly parameter: string;
}

/** Where snapshots of one refresh date are. */
export interface RefreshFolder extends ParameterFolder {
  /** `refresh=…` */
  readonly refresh: string;
}

/**
 * Reads one place of an archive.
 * @returns `undefined` if it is passed over, which is said
 */
export async function readOrSkip<T>(tree: PlainTree, path: string, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!isPassable(error)) {
      throw error;
    }
    tree.skip(asStorageError(`${shownName(tree.nameOf(path))} cannot be read`, error));
    return undefined;
  }
}

/** @throws what is no error of the file system */
export function asStorageError(problem: string, error: unknown): UsageReportsError {
  const converted = storageError(problem, error);
  if (converted instanceof UsageReportsError) {
    return converted;
  }
  throw converted;
}

/** A listing; empty if the folder is passed over. */
export async function listOrSkip(tree: PlainTree, folder: string, wanted: Wanted): Promise<Listing> {
  return (await readOrSkip(tree, folder, () => tree.list(folder, wanted))) ?? { folders: [], files: [] };
}

/** Names of the tenants that have a folder, sorted. @throws errors of the archive's own folder */
export async function tenantsIn(tree: PlainTree): Promise<readonly string[]> {
  const { folders } = await tree.list(tree.root, { folders: (name) => tenantOf(name) !== undefined });
  return folders.map(tenantOf).filter((tenant) => tenant !== undefined);
}

/** Names of the reports of a tenant that have a folder, sorted. */
export async function reportsIn(tree: PlainTree, tenant: string): Promise<readonly string[]> {
  const path = join(tree.root, tenantFolder(tenant));
  const { folders } = await listOrSkip(tree, path, { folders: (name) => reportOf(name) !== undefined });
  return folders.map(reportOf).filter((report) => report !== undefined);
}

/** The folders of a report's parameters, sorted. */
export async function parametersIn(
  tree: PlainTree,
  { tenant, report }: Pick<SnapshotKey, 'tenant' | 'report'>,
): Promise<readonly ParameterFolder[]> {
  const [tenantName, reportName] = keyFolders({ tenant, report });
  const reportPath = join(tree.root, tenantName, reportName);
  const toKey = (parameter: string) => keyOf(tenant, reportName, parameter);
  const { folders } = await listOrSkip(tree, reportPath, { folders: (name) => toKey(name) !== undefined });
  return folders.flatMap((parameter) => {
    const key = toKey(parameter);
    return key === undefined ? [] : [{ key, reportPath, parameter }];
  });
}

/** The refresh folders of a parameter, sorted. */
export async function refreshFoldersIn(tree: PlainTree, folder: ParameterFolder): Promise<readonly RefreshFolder[]> {
  const path = join(folder.reportPath, folder.parameter);
  const { folders } = await listOrSkip(tree, path, { folders: isRefreshFolder });
  return folders.map((refresh) => ({ ...folder, refresh }));
}

export function isRefreshFolder(name: string): boolean {
  return refreshDayOf(name) !== undefined;
}

/** All refresh folders of a tenant. */
export async function* refreshFoldersOf(tree: PlainTree, tenant: string): AsyncGenerator<RefreshFolder> {
  for (const report of await reportsIn(tree, tenant)) {
    for (const parameter of await parametersIn(tree, { tenant, report })) {
      yield* await refreshFoldersIn(tree, parameter);
    }
  }
}

/** The keys of a tenant that have a folder, each once, sorted by folder name. A key may have no snapshot. */
export async function* keysIn(tree: PlainTree, tenant: string): AsyncGenerator<SnapshotKey> {
  for (const report of await reportsIn(tree, tenant)) {
    const seen = new Set<string>();
    const folders = await parametersIn(tree, { tenant, report });
    for (const { key, name } of folders.map(({ key }) => ({ key, name: keyFolders(key)[2] }))) {
      if (!seen.has(name)) {
        seen.add(name);
        yield key;
      }
    }
  }
}
