import { MS_PER_DAY } from '../../base/dates.js';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { codeOf, listFolder, writeDurably, type ArchiveFileSystem } from './fileSystem.js';
import { readMeta } from './snapshot.js';
import { keyOf, refreshDateOf } from './names.js';

const temporaryPrefix = '.tmp-';
const deletedPrefix = '.tmp-deleted-';
const targetFile = 'target.json';

/** A folder that a writer fills. While it exists, the writer may still be active. */
export interface TemporaryFolder {
  /** Hexadecimal, unique to the writer. Also used in the names of parts that the writer adds to an existing snapshot. */
  readonly id: string;
  readonly path: string;
}

/** @param parent an existing folder on the same file system as the target */
export async function createTemporaryFolder(fs: ArchiveFileSystem, parent: string): Promise<TemporaryFolder> {
  const id = randomBytes(6).toString('hex');
  const path = join(parent, temporaryPrefix + id);
  await fs.mkdir(path);
  return { id, path };
}

/** Records which snapshot a writer changes, so that its leftovers can be removed from there after an interruption. */
export async function recordTarget(
  fs: ArchiveFileSystem,
  temporary: TemporaryFolder,
  folders: readonly [report: string, parameter: string, refresh: string],
): Promise<void> {
  await writeDurably(fs, join(temporary.path, targetFile), JSON.stringify(folders));
}

/** Removes a folder for all readers at once, by a rename, and then deletes its content. */
export async function removeAtomically(fs: ArchiveFileSystem, path: string, parent: string): Promise<void> {
  const renamed = join(parent, deletedPrefix + randomBytes(6).toString('hex'));
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
 */
export async function removeLeftovers(
  fs: ArchiveFileSystem,
  tenantPath: string,
  tenant: string,
  own: TemporaryFolder,
): Promise<void> {
  await finishDeletions(fs, tenantPath);
  const now = (await fs.stat(own.path)).mtimeMs;
  for (const name of await listFolder(fs, tenantPath)) {
    const path = join(tenantPath, name);
    if (!name.startsWith(temporaryPrefix) || path === own.path || !(await isOlderThanADay(fs, path, now))) {
      continue;
    }
    const target = await readTarget(fs, path, tenant);
    await fs.rm(path, { recursive: true, force: true, maxRetries: 3 });
    if (target !== undefined) {
      await removeOrphanedParts(fs, tenantPath, join(tenantPath, ...target));
    }
  }
}

/**
 * Removes parts from a snapshot's folder that its meta.json does not list: replaced parts, and those of failed writers.
 *
 * Safe without a lock while other writers are active, because of the order. A writer adds parts named after its temporary folder, then
 * replaces meta.json, then removes that folder. Once the folder is gone, meta.json (read after that) lists the parts or never will.
 * No orphan stays forever: a writer calls this after removing its folder, so the last of several writers finds no other folder.
 *
 * @param own the temporary folder of a writer that calls this after replacing meta.json, while the folder still exists
 */
export async function removeOrphanedParts(
  fs: ArchiveFileSystem,
  tenantPath: string,
  path: string,
  own?: TemporaryFolder,
): Promise<void> {
  const parts = (await listFolder(fs, path)).filter((name) => name.startsWith('part'));
  const busy = new Set((await listFolder(fs, tenantPath)).filter((name) => name.startsWith(temporaryPrefix)));
  busy.delete(temporaryPrefix + (own?.id ?? ''));
  const meta = await readMeta(fs, path);
  if (meta === undefined) {
    return;
  }
  const named = new Set(meta.parts.map((part) => part.file));
  for (const part of parts) {
    if (!named.has(part) && !busy.has(temporaryPrefix + (writerOf(part) ?? ''))) {
      await fs.rm(join(path, part), { force: true });
    }
  }
}

/**
 * `part.csv` (`part.csv.gz`) and `part-00001.json` for a new snapshot; `part-<id>.csv` and `part-<id>-00001.json` for parts that are
 * added to an existing one.
 */
export function partName(format: 'csv' | 'csv.gz' | 'json', index: number, writer?: string): string {
  const middle = writer === undefined ? '' : `-${writer}`;
  const page = format !== 'json' ? '' : `-${String(index + 1).padStart(5, '0')}`;
  return `part${middle}${page}.${format}`;
}

function writerOf(part: string): string | undefined {
  return /^part-([0-9a-f]{12})[-.]/.exec(part)?.[1];
}

async function isOlderThanADay(fs: ArchiveFileSystem, path: string, now: number): Promise<boolean> {
  try {
    return now - (await fs.stat(path)).mtimeMs > MS_PER_DAY;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return false;
    }
    throw error;
  }
}

async function readTarget(
  fs: ArchiveFileSystem,
  path: string,
  tenant: string,
): Promise<[string, string, string] | undefined> {
  try {
    const target: unknown = JSON.parse(await fs.readFile(join(path, targetFile), 'utf8'));
    if (!Array.isArray(target)) {
      return undefined;
    }
    const [report, parameter, refresh] = target as unknown[];
    const valid =
      typeof report === 'string' &&
      typeof parameter === 'string' &&
      typeof refresh === 'string' &&
      keyOf(tenant, report, parameter) !== undefined &&
      refreshDateOf(refresh) !== undefined;
    return valid ? [report, parameter, refresh] : undefined;
  } catch {
    return undefined;
  }
}
