import { dirname, join } from 'node:path';
import { throwIfAborted } from '../../base/cancellation.js';
import { MS_PER_DAY } from '../../base/dates.js';
import {
  type ArchiveFileSystem,
  exists,
  isAbsent,
  listFolder,
  readText,
  removeEmptyFolders,
  renameWithRetry,
  sizeOfFile,
  syncFolder,
  writeDurably,
} from './fileSystem.js';
import { createTemporaryFolder, isOlderThanADay } from './housekeeping.js';
import { ARCHIVE_FORMAT, parseMeta, serialize, type SnapshotMeta } from './meta.js';
import { keyOf, refreshDayOf, reportOf, tenantFolder } from './names.js';
import type { RefreshDay } from './refreshDay.js';
import { removeEmptyParents } from './removeSnapshot.js';
import { checkFile, readSnapshot, type Snapshot } from './snapshot.js';
import { currentPlace, metaFile, movedTo, pathOf, type SnapshotPlace } from './snapshotPlace.js';

export interface MigrationOptions {
  /** The day that a snapshot is archived under in the present layout. */
  readonly refreshDayOf: (snapshot: Snapshot) => Promise<RefreshDay>;
  readonly signal?: AbortSignal;
  readonly now: Date;
}

/** When a tenant was last looked through, so that this isn't done at every start. A version before 3 may write again later. */
export const migratedFile = '.migrated';
const REPEAT_AFTER_DAYS = 30;

/** Moves the snapshots of formats 1 and 2 of a tenant into the present layout. */
export class Migration {
  readonly #fs: ArchiveFileSystem;
  readonly #tenantPath: string;

  constructor(
    fs: ArchiveFileSystem,
    folder: string,
    private readonly tenant: string,
    private readonly options: MigrationOptions,
  ) {
    this.#fs = fs;
    this.#tenantPath = join(folder, tenantFolder(tenant));
  }

  /**
   * Moves file by file: first the parts, then the check, then meta.json in format 3, and last the old meta.json goes. It can be killed after
   * any step and be continued by any process, while others read and write: a reader finds the parts in the old or the new place at every
   * moment. What is damaged stays where it is.
   * @returns number of moved snapshots
   */
  async run(): Promise<number> {
    const { now } = this.options;
    if (await this.#isDone(now)) {
      return 0;
    }
    const temporary = await createTemporaryFolder(this.#fs, this.#tenantPath);
    try {
      let moved = 0;
      for await (const folder of this.#refreshFolders()) {
        throwIfAborted(this.options.signal);
        if (await this.#migrate(folder, temporary)) {
          moved++;
        }
      }
      await writeDurably(this.#fs, join(temporary, migratedFile), `${now.toISOString()}\n`);
      await renameWithRetry(this.#fs, join(temporary, migratedFile), join(this.#tenantPath, migratedFile));
      return moved;
    } finally {
      await this.#fs.rm(temporary, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
    }
  }

  async #isDone(now: Date): Promise<boolean> {
    const text = await readText(this.#fs, join(this.#tenantPath, migratedFile));
    const age = now.getTime() - Date.parse(text?.trim() ?? '');
    return age >= 0 && age < REPEAT_AFTER_DAYS * MS_PER_DAY;
  }

  async *#refreshFolders(): AsyncGenerator<SnapshotPlace> {
    for (const report of (await listFolder(this.#fs, this.#tenantPath)).filter(
      (name) => reportOf(name) !== undefined,
    )) {
      const reportPath = join(this.#tenantPath, report);
      for (const parameter of (await listFolder(this.#fs, reportPath)).sort()) {
        const key = keyOf(this.tenant, report, parameter);
        const names = key === undefined ? [] : await listFolder(this.#fs, join(reportPath, parameter));
        for (const refresh of names.filter((name) => refreshDayOf(name) !== undefined).sort()) {
          if (key !== undefined) {
            yield { key, reportPath, parameter, refresh };
          }
        }
      }
    }
  }

  /** @returns whether the folder had a snapshot of format 1 or 2, which is in its new place now */
  async #migrate(old: SnapshotPlace, temporary: string): Promise<boolean> {
    const path = pathOf(old);
    const text = await readText(this.#fs, join(path, metaFile));
    if (text === undefined) {
      await this.#removeStrays(old, temporary);
      return false;
    }
    const meta = parseOldMeta(text);
    const place = meta && (await this.#newPlace(old, meta));
    if (meta === undefined || place === undefined || !(await this.#moveFiles(old, place, meta, temporary))) {
      return false;
    }
    // Taken away before it is compared, because an older version may have replaced the snapshot meanwhile.
    const taken = join(temporary, 'old.json');
    if (!(await this.#move(join(path, metaFile), taken))) {
      return false;
    }
    if ((await readText(this.#fs, taken)) !== text) {
      await renameWithRetry(this.#fs, taken, join(path, metaFile));
      return false;
    }
    await this.#fs.rm(taken, { force: true });
    await this.#removeStrays(old, temporary);
    return true;
  }

  /** @returns `undefined` if the snapshot is damaged */
  async #newPlace(old: SnapshotPlace, meta: SnapshotMeta): Promise<NewPlace | undefined> {
    const [begun] = await movedTo(this.#fs, old, meta);
    const snapshot = await readSnapshot(this.#fs, old);
    if (snapshot === undefined) {
      return undefined;
    }
    const refreshDay = await this.options.refreshDayOf(snapshot);
    // Another version may have begun, and may have read another day from the rows.
    const day = refreshDayOf(begun?.refresh ?? '') ?? refreshDay.day;
    return { place: currentPlace(old, day, meta), refreshDay: { ...refreshDay, day } };
  }

  /** @returns false if something is missing in the new place, because others have changed the snapshot */
  async #moveFiles(
    old: SnapshotPlace,
    { place, refreshDay }: NewPlace,
    meta: SnapshotMeta,
    temporary: string,
  ): Promise<boolean> {
    const [from, to] = [pathOf(old), pathOf(place)];
    const newMeta = join(to, metaFile);
    if (await exists(this.#fs, newMeta)) {
      return true;
    }
    await this.#fs.mkdir(to, { recursive: true });
    for (const { file, bytes } of meta.parts) {
      await this.#move(join(from, file), join(to, file));
      if ((await sizeOfFile(this.#fs, join(to, file))) !== bytes) {
        await removeEmptyFolders(this.#fs, to, dirname(to));
        return false;
      }
    }
    await this.#move(join(from, checkFile), join(to, checkFile));
    await syncFolder(this.#fs, to);
    const text = serialize({ ...meta, formatVersion: ARCHIVE_FORMAT, refreshDate: refreshDay });
    await writeDurably(this.#fs, join(temporary, metaFile), text);
    await renameWithRetry(this.#fs, join(temporary, metaFile), newMeta);
    await syncFolder(this.#fs, to);
    return true;
  }

  /** @returns false if the file is not there: an earlier run or another process has moved it */
  async #move(from: string, to: string): Promise<boolean> {
    try {
      await renameWithRetry(this.#fs, from, to);
      return true;
    } catch (error) {
      if (isAbsent(error)) {
        return false;
      }
      throw error;
    }
  }

  /** Removes what an interrupted writer of formats 1 and 2 left: nothing of it was ever a snapshot, or it is a check of bytes that moved. */
  async #removeStrays(old: SnapshotPlace, temporary: string): Promise<void> {
    const path = pathOf(old);
    const now = (await this.#fs.stat(temporary)).mtimeMs;
    for (const name of await listFolder(this.#fs, path)) {
      const file = join(path, name);
      if (/^(part.*|checked\.json)$/.test(name) && (await isOlderThanADay(this.#fs, file, now))) {
        await this.#fs.rm(file, { force: true });
      }
    }
    await removeEmptyParents(this.#fs, old);
  }
}

interface NewPlace {
  readonly place: SnapshotPlace;
  readonly refreshDay: RefreshDay;
}

/** @returns `undefined` for what is damaged, or of a newer format */
function parseOldMeta(text: string): SnapshotMeta | undefined {
  try {
    const meta = parseMeta(text);
    return meta?.refreshDate === undefined ? meta : undefined;
  } catch {
    return undefined;
  }
}
