import { MS_PER_DAY } from '../../base/dates.js';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { codeOf, listFolder, writeDurably, type ArchiveFileSystem } from './fileSystem.js';
import { readMeta } from './snapshot.js';
import { keyOf, refreshDateOf } from './names.js';

const temporaryPrefix = '.tmp-';
const deletedPrefix = '.tmp-deleted-';
const targetFile = 'target.json';

/** A folder that a writer fills; its existence tells others that the writer may still be at work. */
export interface TemporaryFolder {
  /** Hexadecimal, unique to the writer, also part of the names of parts that it adds to an existing snapshot. */
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

/** Leaves word which snapshot a writer changes, so that whoever finds its leftovers knows where to tidy up. */
export async function recordTarget(
  fs: ArchiveFileSystem,
  temporary: TemporaryFolder,
  folders: readonly [report: string, parameter: string, refresh: string],
): Promise<void> {
  await writeDurably(fs, join(temporary.path, targetFile), JSON.stringify(folders));
}

/** Takes a folder away at once, for every reader, and then deletes what was in it. */
export async function removeAtomically(fs: ArchiveFileSystem, path: string, parent: string): Promise<void> {
  const aside = join(parent, deletedPrefix + randomBytes(6).toString('hex'));
  let toDelete = aside;
  try {
    await fs.rename(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return;
    }
    // Windows does not rename a folder in which some file is open.
    toDelete = path;
  }
  await fs.rm(toDelete, { recursive: true, force: true, maxRetries: 3 });
}

/** Finishes deletions that were interrupted: what was deleted holds nothing that anyone may read. */
export async function finishDeletions(fs: ArchiveFileSystem, folder: string): Promise<void> {
  for (const name of await listFolder(fs, folder)) {
    if (name.startsWith(deletedPrefix)) {
      await fs.rm(join(folder, name), { recursive: true, force: true, maxRetries: 3 });
    }
  }
}

/**
 * Removes what interrupted writers left in a tenant's folder: temporary folders more than a day older than `own`. Both times
 * come from the file system that holds the archive, so the clock of this machine does not matter.
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
 * Removes parts from a snapshot's folder that its meta.json does not name: superseded ones, and those of writers that failed.
 *
 * Safe beside writers at work, without a lock, because of the order. A writer adds parts named after its temporary folder, then
 * switches meta.json, then removes that folder. So once the folder is seen to be gone, meta.json (read after that) either names
 * the parts or never will. And no stray stays for good: a writer tidies after removing its folder, so of two writers the one
 * that tidies last finds neither folder.
 *
 * @param own a writer that calls this after its switch, while its folder is still there
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
 * `part.csv` (`part.csv.gz`) and `part-00001.json` of the first writer, `part-<id>.csv` and `part-<id>-00001.json` of later ones.
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
