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
  storageError,
  type ArchiveFileSystem,
} from './fileSystem.js';
import { createTemporaryFolder, finishDeletions, removeAtomically, removeLeftovers } from './housekeeping.js';
import { KeyReader } from './keyReader.js';
import { cannotRead, listKeys, listTenants, sizeBelow } from './listing.js';
import { keyFolders, parameterFolders, refreshDayOf, reportOf, tenantFolder, type SnapshotKey } from './names.js';
import { type FileDays, type RefreshDay, refreshDayOfFile } from './refreshDay.js';
import type { ReportFolder } from './reportFolder.js';
import type { Retention } from './retention.js';
import { readSnapshot, writeCheck, type Snapshot } from './snapshot.js';
import { pathOf, placesIn, type SnapshotPlace } from './snapshotPlace.js';
import type { SnapshotWriter } from './snapshotWriter.js';

export interface ArchiveOptions {
  /**
   * The retention of a report; `undefined` keeps everything. Read after every commit, which then removes what the retention of its report
   * does not cover, never what was just committed.
   */
  readonly retention?: (report: string) => Retention | undefined;
  /** Whether to compress CSV. Read for every new snapshot. */
  readonly compress?: () => boolean;
  readonly now?: () => Date;
  /** Reads the days of a file, when a snapshot of format 1 or 2 that is archived without a refresh date is moved or copied. */
  readonly readDays?: (snapshot: Snapshot) => Promise<FileDays | undefined>;
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
 * The folder with all archived reports, one subfolder per fetch:
 *
 * ```
 * tenant=<id>/report=<function>/period=D180/refresh=2026-11-18/fetched=20261120T080000Z-1f2e3d4c/part.csv, meta.json, checked.json
 *                               period=2026-11-10/refresh=2026-11-10/fetched=…/part.csv.gz, …
 *                               period=NONE/refresh=2026-11-18/fetched=…/part-00001.json, part-00002.json, …
 * ```
 *
 * The parts hold the bytes as received. `meta.json` lists them; a folder without a valid `meta.json` is no snapshot. Several windows
 * and processes may use the archive at the same time: every change is a rename, so there are no locks.
 *
 * Formats 1 and 2 had the files in the refresh folder, `date=` for a single day, and `refresh=unknown`. They are read wherever they are, and
 * moved by {@link Archive.migrate}.
 *
 * Methods throw `UsageReportsError` `storage`, with code `newerArchive` if there is nothing but what a newer version of this extension wrote,
 * `badName` if a key cannot be a path, `folderMissing` if the base of the folder is missing; and the errors of `location`.
 */
export class Archive {
  readonly #fs: ArchiveFileSystem;

  readonly #location: () => ArchiveLocation;

  #hasSaidNewer = false;

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

  /** The newest snapshot, see {@link KeyReader.latest}. Lists two folders and reads one meta.json, however many snapshots there are. */
  async latest(key: SnapshotKey): Promise<Snapshot | undefined> {
    return this.#reading(key, (reader) => reader.latest());
  }

  /** All snapshots of a key, newest first. Each is read when it is needed. */
  async *history(key: SnapshotKey): AsyncGenerator<Snapshot> {
    const skipped: UsageReportsError[] = [];
    const snapshots = this.#readerOf(key, skipped).snapshots();
    let found = false;
    for (;;) {
      const next = await withStorageErrors(cannotRead, () => snapshots.next());
      if (next.done === true) {
        break;
      }
      found = true;
      yield next.value;
    }
    this.#say(skipped, found);
  }

  /** The snapshots of one day, newest first: more than one if the service has restated it. */
  async snapshotsOn(key: SnapshotKey, day: IsoDate): Promise<readonly Snapshot[]> {
    return this.#reading(key, (reader) => reader.onDay(day));
  }

  /** The day that a snapshot is archived under when it is written again. */
  async refreshDayOf(snapshot: Snapshot): Promise<RefreshDay> {
    const { meta, refreshDate, day } = snapshot;
    if (meta.refreshDate !== undefined || refreshDate !== null) {
      return { day, from: meta.refreshDate?.from ?? 'report' };
    }
    return refreshDayOfFile((await this.options.readDays?.(snapshot)) ?? { refreshDate }, meta.fetchedAt);
  }

  /** Everything archived of one report, for all periods. @throws UsageReportsError `storage` with code `badName` */
  async reportFolder(tenant: string, report: string): Promise<ReportFolder> {
    const { ReportFolder } = await import('./reportFolder.js');
    return new ReportFolder(this.#fs, this.folder, tenant, report);
  }

  /** The same archive in its present folder, for what is written in no order of days. */
  withoutRetention(): Archive {
    return new Archive(this.folder, { ...this.options, retention: undefined });
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
      await removeLeftovers(this.#fs, tenantPath, temporary);
    });
    const { FolderSnapshotWriter } = await import('./snapshotWriter.js');
    const options = { ...source, compress: source.format === 'csv' && this.options.compress?.() === true };
    return new FolderSnapshotWriter(this.#fs, folder, key, temporary, options, (snapshot) =>
      this.#removeOlder(snapshot, folder),
    );
  }

  /**
   * Records that the service confirmed a snapshot ("not modified"). Has no effect if it is gone.
   * @returns the snapshot with the new `checkedAt`
   */
  async markChecked(snapshot: Snapshot, checkedAt: IsoInstant): Promise<Snapshot> {
    const { key, meta, day } = snapshot;
    const { sha256, version, etag } = meta;
    const { folder } = this;
    return withStorageErrors(cannotWrite, async () => {
      const current = async () => {
        const known = await readSnapshot(this.#fs, snapshot.place);
        const isSame = (other: Snapshot) => other.meta.sha256 === sha256 && other.meta.format === meta.format;
        // The migration may have moved it.
        return known !== undefined && isSame(known) ? known : (await this.snapshotsOn(key, day)).find(isSame);
      };
      const place = (await current())?.place;
      if (place === undefined) {
        return snapshot;
      }
      const temporary = await createTemporaryFolder(this.#fs, join(folder, keyFolders(key)[0]));
      try {
        await writeCheck(this.#fs, place, { sha256, checkedAt, version, etag }, temporary);
      } finally {
        await this.#fs.rm(temporary, { recursive: true, force: true });
      }
      return (await current()) ?? snapshot;
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
   * Moves everything of one tenant to another name: by one rename, or snapshot by snapshot if the other name exists already. After an
   * interruption, calling it again continues.
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
      const { moveTenantTo } = await import('./copy.js');
      await moveTenantTo(this, from, this.withoutRetention(), to);
      return true;
    });
  }

  /** Removes the given snapshots of a tenant, and its folder if it is empty then. @returns number of removed snapshots */
  async removeSnapshots(tenant: string, isToRemove: (snapshot: Snapshot) => boolean): Promise<number> {
    const { folder } = this;
    const { removeSnapshots } = await import('./removeSnapshots.js');
    return withStorageErrors(cannotDelete, () => removeSnapshots(this.#fs, folder, tenant, isToRemove));
  }

  /** Number of snapshots of a tenant, and the size of all its files. Slow: looks at every file. */
  async sizeOf(tenant: string, signal?: AbortSignal): Promise<ArchiveSize> {
    const { folder } = this;
    let snapshots = 0;
    let bytes = 0;
    return withStorageErrors(cannotRead, async () => {
      for await (const key of this.keys(tenant)) {
        const [tenantName, report] = keyFolders(key);
        for (const parameter of parameterFolders(key)) {
          const reportPath = join(folder, tenantName, report);
          for (const refresh of await listFolder(this.#fs, join(reportPath, parameter))) {
            signal?.throwIfAborted();
            const place = { key, reportPath, parameter, refresh };
            snapshots += refreshDayOf(refresh) === undefined ? 0 : (await placesIn(this.#fs, place)).length;
            bytes += await sizeBelow(this.#fs, pathOf(place));
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
        for (const report of (await listFolder(this.#fs, tenantPath)).map(reportOf)) {
          if (report !== undefined && this.options.retention?.(report) !== undefined) {
            removed += await this.#applyRetention({ tenant, report }, folder);
          }
        }
      }
      return removed;
    });
  }

  /**
   * Moves what versions before 3 wrote into the present layout, see {@link Migration}. Looks through a tenant once a month.
   * @returns number of moved snapshots
   */
  async migrate(signal?: AbortSignal): Promise<number> {
    const { folder } = this;
    const now = this.options.now?.() ?? new Date();
    const refreshDayOf = (snapshot: Snapshot) => this.refreshDayOf(snapshot);
    let moved = 0;
    return withStorageErrors(cannotWrite, async () => {
      const { Migration } = await import('./migration.js');
      for (const tenant of await this.tenants()) {
        moved += await new Migration(this.#fs, folder, tenant, { refreshDayOf, now, signal }).run();
      }
      return moved;
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
      const path = await createTemporaryFolder(this.#fs, location.folder);
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

  async #removeOlder({ key, place }: Snapshot, folder: string): Promise<void> {
    if (this.options.retention?.(key.report) !== undefined) {
      await this.#warnOnError('Older snapshots cannot be removed from the archive folder', async () => {
        await this.#applyRetention(key, folder, place);
      });
    }
  }

  async #applyRetention(
    { tenant, report }: Pick<SnapshotKey, 'tenant' | 'report'>,
    folder: string,
    keep?: SnapshotPlace,
  ): Promise<number> {
    const retention = this.options.retention?.(report) ?? {};
    const now = this.options.now?.() ?? new Date();
    const { applyRetention } = await import('./retention.js');
    return applyRetention(this.#fs, folder, { tenant, report }, retention, now, keep);
  }

  #readerOf(key: SnapshotKey, skipped: UsageReportsError[]): KeyReader {
    return new KeyReader(this.#fs, this.folder, key, (error) => skipped.push(error));
  }

  async #reading<T extends Snapshot | undefined | readonly Snapshot[]>(
    key: SnapshotKey,
    read: (reader: KeyReader) => Promise<T>,
  ): Promise<T> {
    const skipped: UsageReportsError[] = [];
    const found = await withStorageErrors(cannotRead, () => read(this.#readerOf(key, skipped)));
    this.#say(skipped, Array.isArray(found) ? found.length > 0 : found !== undefined);
    return found;
  }

  /** What a newer version wrote is passed over, and said. If there is nothing else, it is the error. */
  #say([error]: readonly UsageReportsError[], foundOthers: boolean): void {
    if (error !== undefined && !foundOthers) {
      throw error;
    }
    if (error !== undefined && !this.#hasSaidNewer) {
      this.#hasSaidNewer = true;
      this.options.onWarning?.(error);
    }
  }

  async #warnOnError(problem: string, action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.options.onWarning?.(storageError(problem, error));
    }
  }
}
