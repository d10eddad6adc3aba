import { dirname, join } from 'node:path';
import { throwIfAborted } from '../../base/cancellation.js';
import { MS_PER_DAY } from '../../base/dates.js';
import type { PlainTree } from '../files/plainTree.js';
import { isAbsent } from '../files/storageErrors.js';
import { createTemporaryFolder, removeTemporaryFolder } from './housekeeping.js';
import { ARCHIVE_FORMAT, MAX_META_BYTES, parseMeta, serialize, type SnapshotMeta } from './meta.js';
import { refreshDayOf, tenantFolder } from './names.js';
import type { RefreshDay } from './refreshDay.js';
import { removeEmptyParents } from './removeSnapshot.js';
import { checkFile, readSnapshot, type Snapshot } from './snapshot.js';
import { currentPlace, metaFile, movedTo, pathOf, type SnapshotPlace } from './snapshotPlace.js';
import { listOrSkip, readOrSkip, refreshFoldersOf, type RefreshFolder } from './walk.js';

export interface MigrationOptions {
  /** The day that a snapshot is archived under in the present layout. */
  readonly refreshDayOf: (snapshot: Snapshot) => Promise<RefreshDay>;
  readonly signal?: AbortSignal;
  readonly now: Date;
}

/** When a tenant was last looked through, so that this isn't done at every start. A version before 3 may write again later. */
export const migratedFile = '.migrated';
const REPEAT_AFTER_DAYS = 30;
const MAX_NOTE_BYTES = 1024;
/** Older strays belong to no writer of formats 1 and 2 that still lives. */
const STRAY_AGE_MS = MS_PER_DAY;

/** Moves the snapshots of formats 1 and 2 of a tenant into the present layout. */
export class Migration {
  readonly #tenantPath: string;

  constructor(
    private readonly tree: PlainTree,
    private readonly tenant: string,
    private readonly options: MigrationOptions,
  ) {
    this.#tenantPath = join(tree.root, tenantFolder(tenant));
  }

  /**
   * Moves file by file: first the parts, then the check, then meta.json in format 3, and last the old meta.json goes. It can be killed after
   * any step and be continued by any process, while others read and write: a reader finds the parts in the old or the new place at every
   * moment. What is damaged stays where it is, and so does what is in the way of a snapshot: that is said.
   * @returns number of moved snapshots
   */
  async run(): Promise<number> {
    const { now } = this.options;
    if (await this.#isDone(now)) {
      return 0;
    }
    const temporary = await createTemporaryFolder(this.tree, this.tenant);
    try {
      let moved = 0;
      for await (const folder of refreshFoldersOf(this.tree, this.tenant)) {
        throwIfAborted(this.options.signal);
        if ((await readOrSkip(this.tree, pathOf(folder), () => this.#migrate(folder, temporary))) === true) {
          moved++;
        }
      }
      await this.tree.write(join(temporary, migratedFile), `${now.toISOString()}\n`);
      await this.tree.rename(join(temporary, migratedFile), join(this.#tenantPath, migratedFile));
      return moved;
    } finally {
      await removeTemporaryFolder(this.tree, temporary);
    }
  }

  async #isDone(now: Date): Promise<boolean> {
    const note = join(this.#tenantPath, migratedFile);
    const text = await readOrSkip(this.tree, note, () => this.tree.readText(note, MAX_NOTE_BYTES));
    const age = now.getTime() - Date.parse(text?.trim() ?? '');
    return age >= 0 && age < REPEAT_AFTER_DAYS * MS_PER_DAY;
  }

  /** @returns whether the folder had a snapshot of format 1 or 2, which is in its new place now */
  async #migrate(old: RefreshFolder, temporary: string): Promise<boolean> {
    const path = pathOf(old);
    const text = await this.tree.readText(join(path, metaFile), MAX_META_BYTES);
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
    if ((await this.tree.readText(taken, MAX_META_BYTES)) !== text) {
      await this.tree.rename(taken, join(path, metaFile));
      return false;
    }
    await this.tree.remove(taken);
    await this.#removeStrays(old, temporary);
    return true;
  }

  /** @returns `undefined` if the snapshot is damaged */
  async #newPlace(old: SnapshotPlace, meta: SnapshotMeta): Promise<NewPlace | undefined> {
    const [begun] = await movedTo(this.tree, old, meta);
    const snapshot = await readSnapshot(this.tree, old);
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
    if ((await this.tree.kindOf(newMeta)) === 'file') {
      return true;
    }
    await this.tree.makeFolders(to);
    for (const { file, bytes } of meta.parts) {
      await this.#move(join(from, file), join(to, file));
      if ((await this.tree.sizeOf(join(to, file))) !== bytes) {
        await this.tree.removeEmpty(to, dirname(to));
        return false;
      }
    }
    await this.#move(join(from, checkFile), join(to, checkFile));
    await this.tree.sync(to);
    const text = serialize({ ...meta, formatVersion: ARCHIVE_FORMAT, refreshDate: refreshDay });
    await this.tree.write(join(temporary, metaFile), text);
    await this.tree.rename(join(temporary, metaFile), newMeta);
    await this.tree.sync(to);
    return true;
  }

  /** @returns false if the file is not there: an earlier run or another process has moved it */
  async #move(from: string, to: string): Promise<boolean> {
    try {
      await this.tree.rename(from, to);
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
    const now = await this.tree.changedAt(temporary);
    const { files } = await listOrSkip(this.tree, path, { files: (name) => /^(part.*|checked\.json)$/.test(name) });
    for (const name of files) {
      const file = join(path, name);
      await readOrSkip(this.tree, file, async () => {
        if (now - (await this.tree.changedAt(file)) > STRAY_AGE_MS) {
          await this.tree.remove(file);
        }
      });
    }
    await removeEmptyParents(this.tree, old);
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
