import { join } from 'node:path';
import type { Format, GraphVersion } from '../../core/catalog/definition.js';
import { UsageReportsError } from '../../base/errors.js';
import { type IsoDate, type IsoInstant, MS_PER_DAY } from '../../base/dates.js';
import {
  withStorageErrors,
  codeOf,
  exists,
  listFolder,
  nodeFileSystem,
  sizeOfFile,
  storageError,
  type ArchiveFileSystem,
} from './fileSystem.js';
import { createTemporaryFolder, finishDeletions, removeAtomically, removeLeftovers } from './housekeeping.js';
import {
  keyFolders,
  keyOf,
  isRefreshFolderName,
  refreshDateOf,
  refreshFolder,
  reportOf,
  tenantFolder,
  tenantOf,
  type SnapshotKey,
} from './names.js';
import { ReportFolder } from './reportFolder.js';
import { readMeta, readSnapshot, writeCheck, type Snapshot } from './snapshot.js';
import type { SnapshotWriter } from './snapshotWriter.js';

export type { Snapshot, SnapshotKey, SnapshotWriter };

/** How much of a report is kept, for reports that hold personal data. */
export interface Retention {
  /** Snapshots of a key that have a refresh date, newest first; at least 1. All where absent. */
  readonly snapshots?: number;
  /** Days since a snapshot was fetched, after which it goes, even the newest one. No limit where absent. */
  readonly days?: number;
}

export interface ArchiveOptions {
  /**
   * What to keep of a report, `undefined` for everything. Asked after every commit, which then removes what is too much of its key:
   * only older refresh dates than the one committed. A snapshot that says no refresh date removes none: it may just be empty.
   */
  readonly retention?: (report: string) => Retention | undefined;
  /** Whether to keep CSV compressed; asked for every report that comes in. */
  readonly compress?: () => boolean;
  readonly now?: () => Date;
  /** Told what did not stop the work but should be in the log: leftovers or old snapshots that could not be removed. */
  readonly onWarning?: (error: Error) => void;
  readonly fileSystem?: ArchiveFileSystem;
}

/** Where the archive is. Asked at every operation, so that it can change meanwhile; an operation stays in the folder it began in. */
export interface ArchiveLocation {
  readonly folder: string;
  /** An existing folder above or at `folder`. Where it is missing (a drive that is not mounted), nothing is made in its place. */
  readonly base?: string;
}

/** What is stored of one tenant. */
export interface ArchiveSize {
  readonly snapshots: number;
  readonly bytes: number;
}

const cannotRead = 'The archive folder cannot be read';
const cannotWrite = 'The archive folder cannot be written';
const cannotDelete = 'The stored data cannot be deleted';

/**
 * The folder in which fetched reports are kept, one folder a refresh date:
 *
 * ```
 * tenant=<id>/report=<function>/period=D180/refresh=2026-11-18/part.csv or part.csv.gz, meta.json, checked.json
 *                               date=2026-11-10/refresh=2026-11-10/…
 *                               period=NONE/refresh=unknown/part-00001.json, part-00002.json, …
 * ```
 *
 * The parts hold the bytes as they came. `meta.json` names them and makes the folder a snapshot; without a valid one it is
 * none. Several windows and processes may use one folder at once: every change is a rename, and there is no lock to be left
 * behind. Methods throw `UsageReportsError` `storage`; code `newerArchive` where a newer version of this project wrote the
 * snapshot asked for, `badName` where a key cannot be a path, `folderMissing` where the folder's base is not there; and whatever
 * asking for the place throws.
 */
export class Archive {
  readonly #fs: ArchiveFileSystem;

  readonly #place: () => ArchiveLocation;

  constructor(
    place: string | (() => ArchiveLocation),
    private readonly options: ArchiveOptions = {},
  ) {
    this.#fs = options.fileSystem ?? nodeFileSystem;
    this.#place = typeof place === 'string' ? () => ({ folder: place }) : place;
  }

  /** @throws whatever asking for the place throws */
  get folder(): string {
    return this.#place().folder;
  }

  /**
   * The snapshot with the newest refresh date. One without a refresh date comes first only where it was confirmed later than
   * that. Lists one folder and reads one or two meta.json, however many snapshots there are.
   */
  async latest(key: SnapshotKey): Promise<Snapshot | undefined> {
    const keyPath = this.#keyPath(key);
    return withStorageErrors(cannotRead, async () => {
      let names = await this.#refreshFolders(keyPath);
      for (;;) {
        const read = (name: string) => readSnapshot(this.#fs, key, keyPath, name);
        const undated = names.includes(refreshFolder(null)) ? await read(refreshFolder(null)) : undefined;
        for (const name of names) {
          const dated = name === refreshFolder(null) ? undefined : await read(name);
          if (dated !== undefined) {
            return undated !== undefined && undated.meta.checkedAt > dated.meta.checkedAt ? undated : dated;
          }
        }
        if (undated !== undefined) {
          return undated;
        }
        // A writer that keeps only the newest may have put one in and removed those listed, between the list and the look.
        const again = await this.#refreshFolders(keyPath);
        if (again.join() === names.join()) {
          return undefined;
        }
        names = again;
      }
    });
  }

  /** All snapshots of a key, newest refresh date first, those without one last; read one by one as they are asked for. */
  async *history(key: SnapshotKey): AsyncGenerator<Snapshot> {
    const keyPath = this.#keyPath(key);
    for (const name of await withStorageErrors(cannotRead, () => this.#refreshFolders(keyPath))) {
      const snapshot = await withStorageErrors(cannotRead, () => readSnapshot(this.#fs, key, keyPath, name));
      if (snapshot !== undefined) {
        yield snapshot;
      }
    }
  }

  /** The snapshot of one refresh date, `null` for the one that says none. */
  async at(key: SnapshotKey, refreshDate: IsoDate | null): Promise<Snapshot | undefined> {
    const keyPath = this.#keyPath(key);
    return withStorageErrors(cannotRead, () => readSnapshot(this.#fs, key, keyPath, refreshFolder(refreshDate)));
  }

  /** All that is kept of one report, whatever the period. @throws UsageReportsError `storage` with code `badName` */
  reportFolder(tenant: string, report: string): ReportFolder {
    return new ReportFolder(this.#fs, this.folder, tenant, report);
  }

  /** Ids of the tenants that have a folder. */
  async tenants(): Promise<string[]> {
    const { folder } = this;
    const names = await withStorageErrors(cannotRead, () => listFolder(this.#fs, folder));
    return names
      .map(tenantOf)
      .filter((tenant) => tenant !== undefined)
      .sort();
  }

  /** What has a folder for a tenant, in the order of the folders' names; not every key need have a snapshot. */
  async *keys(tenant: string): AsyncGenerator<SnapshotKey> {
    yield* this.#keys(tenant, join(this.folder, tenantFolder(tenant)), () => true);
  }

  async *#keys(tenant: string, tenantPath: string, wanted: (report: string) => boolean): AsyncGenerator<SnapshotKey> {
    for (const report of (await withStorageErrors(cannotRead, () => listFolder(this.#fs, tenantPath))).sort()) {
      const name = reportOf(report);
      if (name === undefined || !wanted(name)) {
        continue;
      }
      for (const parameter of (
        await withStorageErrors(cannotRead, () => listFolder(this.#fs, join(tenantPath, report)))
      ).sort()) {
        const key = keyOf(tenant, report, parameter);
        if (key !== undefined) {
          yield key;
        }
      }
    }
  }

  /** Starts taking in a report. Also clears what interrupted writers of this tenant left more than a day ago. */
  async begin(
    key: SnapshotKey,
    about: { readonly version: GraphVersion; readonly format: Format },
  ): Promise<SnapshotWriter> {
    const place = this.#place();
    const tenantPath = join(place.folder, keyFolders(key)[0]);
    const temporary = await withStorageErrors(cannotWrite, async () => {
      await this.#makeFolder(place, tenantPath);
      return createTemporaryFolder(this.#fs, tenantPath);
    });
    await this.#warnOnError('Leftovers in the archive folder cannot be removed', async () => {
      await finishDeletions(this.#fs, place.folder);
      await removeLeftovers(this.#fs, tenantPath, key.tenant, temporary);
    });
    const { FolderSnapshotWriter } = await import('./snapshotWriter.js');
    const form = { ...about, compress: about.format === 'csv' && this.options.compress?.() === true };
    return new FolderSnapshotWriter(this.#fs, key, tenantPath, temporary, form, (snapshot) =>
      this.#removeOlder(snapshot, place.folder),
    );
  }

  /**
   * Notes that the service said "not modified" about a snapshot. Without effect where other bytes have taken its place since.
   * @returns the snapshot with the new `checkedAt`
   */
  async markChecked(snapshot: Snapshot, checkedAt: IsoInstant): Promise<Snapshot> {
    const { key, meta } = snapshot;
    const { folder } = this;
    const tenantPath = join(folder, keyFolders(key)[0]);
    const keyPath = join(folder, ...keyFolders(key));
    const name = refreshFolder(snapshot.refreshDate);
    return withStorageErrors(cannotWrite, async () => {
      if ((await readMeta(this.#fs, join(keyPath, name)))?.sha256 === meta.sha256) {
        const temporary = await createTemporaryFolder(this.#fs, tenantPath);
        try {
          const check = { sha256: meta.sha256, checkedAt, version: meta.version, etag: meta.etag };
          await writeCheck(this.#fs, join(keyPath, name), check, temporary.path);
        } finally {
          await this.#fs.rm(temporary.path, { recursive: true, force: true });
        }
      }
      return (await readSnapshot(this.#fs, key, keyPath, name)) ?? snapshot;
    });
  }

  /**
   * Deletes everything of one tenant, or of all; files in the folder that are not the archive's stay.
   * @returns the ids of the tenants that were deleted
   */
  async delete(tenant?: string): Promise<string[]> {
    const { folder } = this;
    const only = tenant === undefined ? undefined : tenantFolder(tenant);
    const toDelete = (await this.tenants()).filter((each) => only === undefined || tenantFolder(each) === only);
    await withStorageErrors(cannotDelete, async () => {
      for (const each of toDelete) {
        await removeAtomically(this.#fs, join(folder, tenantFolder(each)), folder);
      }
      await finishDeletions(this.#fs, folder);
    });
    return toDelete;
  }

  /**
   * Gives what is stored under one tenant's name to another name: by one rename, or where that has a folder already, snapshot by
   * snapshot; of one refresh date the bytes that were fetched last stay. If it is interrupted, it goes on when called again.
   * @returns whether there was anything
   */
  async moveTenant(from: string, to: string): Promise<boolean> {
    const { folder } = this;
    const source = join(folder, tenantFolder(from));
    const target = join(folder, tenantFolder(to));
    return withStorageErrors(cannotWrite, async () => {
      if (source === target || !(await exists(this.#fs, source))) {
        return false;
      }
      if (!(await exists(this.#fs, target))) {
        try {
          await this.#fs.rename(source, target);
          return true;
        } catch (error) {
          if (codeOf(error) === 'ENOENT') {
            // Another window was quicker.
            return false;
          }
          if (!(await exists(this.#fs, target))) {
            throw error;
          }
        }
      }
      const { copyTenant } = await import('./copy.js');
      const { damaged } = await copyTenant(
        this,
        from,
        new Archive(folder, { ...this.options, retention: undefined }),
        to,
      );
      if (damaged === 0) {
        await removeAtomically(this.#fs, source, folder);
      }
      return true;
    });
  }

  /** Snapshots of a tenant, and the size of all its files. Looks at every file: not for the way to a report. */
  async amount(tenant: string, signal?: AbortSignal): Promise<ArchiveSize> {
    const { folder } = this;
    let snapshots = 0;
    let bytes = 0;
    return withStorageErrors(cannotRead, async () => {
      for await (const key of this.keys(tenant)) {
        const keyPath = join(folder, ...keyFolders(key));
        for (const name of await this.#refreshFolders(keyPath)) {
          signal?.throwIfAborted();
          snapshots++;
          for (const file of await listFolder(this.#fs, join(keyPath, name))) {
            bytes += (await sizeOfFile(this.#fs, join(keyPath, name, file))) ?? 0;
          }
        }
      }
      return { snapshots, bytes };
    });
  }

  /**
   * Removes what is not to be kept any longer, and what interrupted deletions and writers left. Looks only into the folders of
   * reports that have a {@link Retention}. Trusts the clock of this machine for `days`.
   * @returns how many snapshots it removed
   */
  async cleanUp(): Promise<number> {
    const { folder } = this;
    let removed = 0;
    return withStorageErrors(cannotDelete, async () => {
      await finishDeletions(this.#fs, folder);
      for (const tenant of await this.tenants()) {
        const tenantPath = join(folder, tenantFolder(tenant));
        await finishDeletions(this.#fs, tenantPath);
        for await (const key of this.#keys(
          tenant,
          tenantPath,
          (report) => this.options.retention?.(report) !== undefined,
        )) {
          removed += await this.#applyRetention(key, folder);
        }
      }
      return removed;
    });
  }

  /**
   * Makes the folder where it is missing, and tries whether it can be written.
   * @throws UsageReportsError `storage`
   */
  async check(): Promise<void> {
    const place = this.#place();
    await withStorageErrors(cannotWrite, async () => {
      await this.#makeFolder(place, place.folder);
      const { path } = await createTemporaryFolder(this.#fs, place.folder);
      await this.#fs.rm(path, { recursive: true, force: true });
    });
  }

  async #makeFolder({ base }: ArchiveLocation, path: string): Promise<void> {
    if (base !== undefined && !(await exists(this.#fs, base))) {
      throw new UsageReportsError(
        'storage',
        'The archive folder is not there. If it is on a drive or share, connect it.',
        {
          code: 'folderMissing',
        },
      );
    }
    await this.#fs.mkdir(path, { recursive: true });
  }

  /** Newest first, the one for "says none" last. May hold names that look like days and are none: nothing is read from those. */
  async #refreshFolders(keyPath: string): Promise<string[]> {
    const names = await listFolder(this.#fs, keyPath);
    const dated = names.filter(isRefreshFolderName).sort().reverse();
    return names.includes(refreshFolder(null)) ? [...dated, refreshFolder(null)] : dated;
  }

  async #removeOlder({ key, refreshDate }: Snapshot, folder: string): Promise<void> {
    if (refreshDate !== null && this.options.retention?.(key.report) !== undefined) {
      await this.#warnOnError('Older snapshots cannot be removed from the archive folder', async () => {
        await this.#applyRetention(key, folder, refreshDate);
      });
    }
  }

  /**
   * @param than removes only what has an older refresh date
   * @returns how many snapshots went
   */
  async #applyRetention(key: SnapshotKey, folder: string, than?: IsoDate): Promise<number> {
    const { snapshots = Infinity, days } = this.options.retention?.(key.report) ?? {};
    const keyPath = join(folder, ...keyFolders(key));
    const names = await this.#refreshFolders(keyPath);
    let removed = 0;
    for (const [index, name] of names.entries()) {
      const refreshDate = refreshDateOf(name);
      if (refreshDate === undefined) {
        continue;
      }
      // What says no date is older than what says one; alone, it is all there is.
      const tooMany = index >= Math.max(1, snapshots) && (refreshDate !== null || than !== undefined);
      const inReach = than === undefined || (refreshDate ?? '') < than;
      if (inReach && (tooMany || (days !== undefined && (await this.#isOlderThan(days, join(keyPath, name)))))) {
        await removeAtomically(this.#fs, join(keyPath, name), join(folder, keyFolders(key)[0]));
        removed++;
      }
    }
    return removed;
  }

  async #isOlderThan(days: number, path: string): Promise<boolean> {
    const fetchedAt = (await readMeta(this.#fs, path))?.fetchedAt;
    const now = this.options.now?.() ?? new Date();
    return fetchedAt !== undefined && now.getTime() - Date.parse(fetchedAt) > days * MS_PER_DAY;
  }

  async #warnOnError(problem: string, action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.options.onWarning?.(storageError(problem, error));
    }
  }

  #keyPath(key: SnapshotKey): string {
    return join(this.folder, ...keyFolders(key));
  }
}
