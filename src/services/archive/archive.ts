import { join } from 'node:path';
import type { Format, GraphVersion } from '../../core/catalog/definition.js';
import { UsageReportsError } from '../../base/errors.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { ArchiveLocation } from './archiveLocation.js';
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
import { cannotRead, listKeys, listRefreshFolders, listTenants } from './listing.js';
import { keyFolders, refreshFolder, tenantFolder, type SnapshotKey } from './names.js';
import { ReportFolder } from './reportFolder.js';
import { applyRetention, type Retention } from './retention.js';
import { readMeta, readSnapshot, writeCheck, type Snapshot } from './snapshot.js';
import type { SnapshotWriter } from './snapshotWriter.js';

export interface ArchiveOptions {
  /**
   * The retention of a report; `undefined` keeps everything. Read after every commit, which then removes snapshots of its key with an
   * older refresh date. A snapshot without a refresh date removes none, because it may just be empty.
   */
  readonly retention?: (report: string) => Retention | undefined;
  /** Whether to compress CSV. Read for every new snapshot. */
  readonly compress?: () => boolean;
  readonly now?: () => Date;
  /** Receives problems that did not stop an operation: leftovers or old snapshots that could not be removed. */
  readonly onWarning?: (error: Error) => void;
  readonly fileSystem?: ArchiveFileSystem;
}

/** How much is archived of one tenant. */
export interface ArchiveSize {
  readonly snapshots: number;
  readonly bytes: number;
}

const cannotWrite = 'The archive folder cannot be written';
const cannotDelete = 'The stored data cannot be deleted';

/**
 * The folder with all archived reports, one subfolder per refresh date:
 *
 * ```
 * tenant=<id>/report=<function>/period=D180/refresh=2026-11-18/part.csv or part.csv.gz, meta.json, checked.json
 *                               date=2026-11-10/refresh=2026-11-10/…
 *                               period=NONE/refresh=unknown/part-00001.json, part-00002.json, …
 * ```
 *
 * The parts hold the bytes as received. `meta.json` lists them; a folder without a valid `meta.json` is no snapshot. Several windows
 * and processes may use the archive at the same time: every change is a rename, so there are no locks.
 *
 * Methods throw `UsageReportsError` `storage`, with code `newerArchive` if a newer version of this extension wrote the snapshot,
 * `badName` if a key cannot be a path, `folderMissing` if the base of the folder is missing; and the errors of `location`.
 */
export class Archive {
  readonly #fs: ArchiveFileSystem;

  readonly #location: () => ArchiveLocation;

  constructor(
    /** A function is called for every operation, so the location can change. An operation stays in the folder that it began in. */
    location: string | (() => ArchiveLocation),
    private readonly options: ArchiveOptions = {},
  ) {
    this.#fs = options.fileSystem ?? nodeFileSystem;
    this.#location = typeof location === 'string' ? () => ({ folder: location }) : location;
  }

  /** @throws errors of `location` */
  get folder(): string {
    return this.#location().folder;
  }

  /**
   * The snapshot with the newest refresh date. A snapshot without a refresh date takes precedence if it was checked later. Lists one
   * folder and reads one or two meta.json, however many snapshots there are.
   */
  async latest(key: SnapshotKey): Promise<Snapshot | undefined> {
    const keyPath = this.#keyPath(key);
    return withStorageErrors(cannotRead, async () => {
      let names = await listRefreshFolders(this.#fs, keyPath);
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
        // A writer that keeps only the newest snapshot may have added one and removed the listed ones in the meantime.
        const again = await listRefreshFolders(this.#fs, keyPath);
        if (again.join() === names.join()) {
          return undefined;
        }
        names = again;
      }
    });
  }

  /** All snapshots of a key, newest refresh date first, the one without a refresh date last. Each is read when it is needed. */
  async *history(key: SnapshotKey): AsyncGenerator<Snapshot> {
    const keyPath = this.#keyPath(key);
    for (const name of await withStorageErrors(cannotRead, () => listRefreshFolders(this.#fs, keyPath))) {
      const snapshot = await withStorageErrors(cannotRead, () => readSnapshot(this.#fs, key, keyPath, name));
      if (snapshot !== undefined) {
        yield snapshot;
      }
    }
  }

  /** The snapshot of one refresh date; `null` for the one without. */
  async snapshotAt(key: SnapshotKey, refreshDate: IsoDate | null): Promise<Snapshot | undefined> {
    const keyPath = this.#keyPath(key);
    return withStorageErrors(cannotRead, () => readSnapshot(this.#fs, key, keyPath, refreshFolder(refreshDate)));
  }

  /** Everything archived of one report, for all periods. @throws UsageReportsError `storage` with code `badName` */
  reportFolder(tenant: string, report: string): ReportFolder {
    return new ReportFolder(this.#fs, this.folder, tenant, report);
  }

  /** Names of the tenants that have a folder. */
  async tenants(): Promise<string[]> {
    return listTenants(this.#fs, this.folder);
  }

  /** All keys of a tenant that have a folder, sorted by folder name. A key may have no snapshot. */
  async *keys(tenant: string): AsyncGenerator<SnapshotKey> {
    yield* listKeys(this.#fs, tenant, join(this.folder, tenantFolder(tenant)));
  }

  /** Starts writing a snapshot. Also removes what interrupted writers of this tenant left more than a day ago. */
  async beginSnapshot(
    key: SnapshotKey,
    source: { readonly version: GraphVersion; readonly format: Format },
  ): Promise<SnapshotWriter> {
    const location = this.#location();
    const { folder } = location;
    const tenantPath = join(folder, keyFolders(key)[0]);
    const temporary = await withStorageErrors(cannotWrite, async () => {
      await this.#makeFolder(location, tenantPath);
      return createTemporaryFolder(this.#fs, tenantPath);
    });
    await this.#warnOnError('Leftovers in the archive folder cannot be removed', async () => {
      await finishDeletions(this.#fs, folder);
      await removeLeftovers(this.#fs, tenantPath, key.tenant, temporary);
    });
    const { FolderSnapshotWriter } = await import('./snapshotWriter.js');
    const options = { ...source, compress: source.format === 'csv' && this.options.compress?.() === true };
    return new FolderSnapshotWriter(this.#fs, key, tenantPath, temporary, options, (snapshot) =>
      this.#removeOlder(snapshot, folder),
    );
  }

  /**
   * Records that the service confirmed a snapshot ("not modified"). Has no effect if other bytes have replaced it since.
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
   * Deletes everything of one tenant, or of all. Other files in the folder stay.
   * @returns the names of the deleted tenants
   */
  async delete(tenant?: string): Promise<string[]> {
    const { folder } = this;
    const only = tenant === undefined ? undefined : tenantFolder(tenant);
    const toDelete = (await this.tenants()).filter((name) => only === undefined || tenantFolder(name) === only);
    await withStorageErrors(cannotDelete, async () => {
      for (const name of toDelete) {
        await removeAtomically(this.#fs, join(folder, tenantFolder(name)), folder);
      }
      await finishDeletions(this.#fs, folder);
    });
    return toDelete;
  }

  /**
   * Moves everything of one tenant to another name: by one rename, or snapshot by snapshot if the other name exists already. Of two
   * snapshots with the same refresh date, the one fetched last stays. After an interruption, calling it again continues.
   * @returns whether there was anything to move
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
            // Another window has moved it.
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

  /** Number of snapshots of a tenant, and the size of all its files. Slow: looks at every file. */
  async sizeOf(tenant: string, signal?: AbortSignal): Promise<ArchiveSize> {
    const { folder } = this;
    let snapshots = 0;
    let bytes = 0;
    return withStorageErrors(cannotRead, async () => {
      for await (const key of this.keys(tenant)) {
        const keyPath = join(folder, ...keyFolders(key));
        for (const name of await listRefreshFolders(this.#fs, keyPath)) {
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
   * Applies the retention, and removes what interrupted deletions and writers left. Reads only the folders of reports that have a
   * {@link Retention}. Uses this computer's clock for `days`.
   * @returns number of removed snapshots
   */
  async cleanUp(): Promise<number> {
    const { folder } = this;
    let removed = 0;
    return withStorageErrors(cannotDelete, async () => {
      await finishDeletions(this.#fs, folder);
      for (const tenant of await this.tenants()) {
        const tenantPath = join(folder, tenantFolder(tenant));
        await finishDeletions(this.#fs, tenantPath);
        const hasRetention = (report: string) => this.options.retention?.(report) !== undefined;
        for await (const key of listKeys(this.#fs, tenant, tenantPath, hasRetention)) {
          removed += await this.#applyRetention(key, folder);
        }
      }
      return removed;
    });
  }

  /**
   * Creates the folder if it is missing, and checks that it can be written.
   * @throws UsageReportsError `storage`
   */
  async check(): Promise<void> {
    const location = this.#location();
    await withStorageErrors(cannotWrite, async () => {
      await this.#makeFolder(location, location.folder);
      const { path } = await createTemporaryFolder(this.#fs, location.folder);
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

  async #removeOlder({ key, refreshDate }: Snapshot, folder: string): Promise<void> {
    if (refreshDate !== null && this.options.retention?.(key.report) !== undefined) {
      await this.#warnOnError('Older snapshots cannot be removed from the archive folder', async () => {
        await this.#applyRetention(key, folder, refreshDate);
      });
    }
  }

  async #applyRetention(key: SnapshotKey, folder: string, before?: IsoDate): Promise<number> {
    const retention = this.options.retention?.(key.report) ?? {};
    return applyRetention(this.#fs, folder, key, retention, this.options.now?.() ?? new Date(), before);
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
