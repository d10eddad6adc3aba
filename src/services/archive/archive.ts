import { join } from 'node:path';
import type { Format, GraphVersion } from '../../core/catalog/definition.js';
import { throwIfAborted } from '../../base/cancellation.js';
import { UsageReportsError } from '../../base/errors.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import { exists, type FileSystem, nodeFileSystem } from '../files/fileSystem.js';
import { PlainTree } from '../files/plainTree.js';
import { shownName, storageError, withStorageErrors } from '../files/storageErrors.js';
import type { ArchiveLocation } from './archiveLocation.js';
import type { KeyReader } from './keyReader.js';
import { keyFolders, tenantFolder, type SnapshotKey } from './names.js';
import { type FileDays, type RefreshDay, refreshDayOfFile } from './refreshDay.js';
import type { ReportFolder } from './reportFolder.js';
import type { Retention } from './retention.js';
import type { ArchiveSize } from './size.js';
import type { Snapshot } from './snapshot.js';
import type { SnapshotWriter } from './snapshotWriter.js';

export interface ArchiveOptions {
  /**
   * The retention of a report; `undefined` keeps everything. Read after every commit, which then removes what the retention of its report
   * does not cover, never what was just committed.
   */
  readonly retention?: (report: string) => Retention | undefined;
  /** Whether to compress CSV. Read for every new snapshot. */
  readonly compress?: () => boolean;
  /** Whether other accounts of this computer may read what is made. Read for every file. */
  readonly isShared?: () => boolean;
  readonly now?: () => Date;
  /** Reads the days of a file, when a snapshot of format 1 or 2 that is archived without a refresh date is moved or copied. */
  readonly readDays?: (snapshot: Snapshot) => Promise<FileDays | undefined>;
  /** Receives problems that did not stop an operation, once for each place: what was passed over, or could not be removed. */
  readonly onWarning?: (error: Error) => void;
  readonly fileSystem?: FileSystem;
}

const cannotRead = 'The archive folder cannot be read';
const cannotWrite = 'The archive folder cannot be written';
const cannotDelete = 'The stored data cannot be deleted';
/** A folder that somebody has filled with links must not fill a log. */
const MAX_WARNINGS = 100;

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
 * The folder may be one that others can fill: see {@link PlainTree} for links and special files. A place with something else than ours is
 * passed over and said, and spoils no other.
 *
 * Methods throw `UsageReportsError` `storage`, with code `newerArchive` if there is nothing but what a newer version of this extension wrote,
 * `badName` if a key cannot be a path, `folderMissing` if the base of the folder is missing; and the errors of `location`.
 */
export class Archive {
  readonly #location: () => ArchiveLocation;

  /** What was said already. */
  readonly #said = new Set<string>();

  constructor(
    /** A function is called for every operation, so the location can change. An operation stays in the folder that it began in. */
    location: string | (() => ArchiveLocation),
    private readonly options: ArchiveOptions = {},
  ) {
    this.#location = typeof location === 'string' ? () => ({ folder: location }) : location;
  }

  /** @throws errors of `location` */
  get folder(): string {
    return this.#location().folder;
  }

  /** Whether other accounts of this computer may read it: on purpose, see {@link ArchiveOptions}. */
  get isShared(): boolean {
    return this.options.isShared?.() === true;
  }

  /** The newest snapshot, see {@link KeyReader.latest}. Lists two folders and reads one meta.json, however many snapshots there are. */
  async latest(key: SnapshotKey): Promise<Snapshot | undefined> {
    return this.#reading(key, (reader) => reader.latest());
  }

  /** All snapshots of a key, newest first. Each is read when it is needed. */
  async *history(key: SnapshotKey): AsyncGenerator<Snapshot> {
    const { reader, throwIfNewer } = await this.#readerOf(key);
    const snapshots = reader.snapshots();
    let found = false;
    for (;;) {
      const next = await withStorageErrors(cannotRead, () => snapshots.next());
      if (next.done === true) {
        break;
      }
      found = true;
      yield next.value;
    }
    if (!found) {
      throwIfNewer();
    }
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
    return new ReportFolder(this.#tree(), { tenant, report }, this.#now());
  }

  /** The same archive in its present folder, for what is written in no order of days. */
  withoutRetention(): Archive {
    return new Archive(this.folder, { ...this.options, retention: undefined });
  }

  /** Names of the tenants that have a folder. */
  async tenants(): Promise<readonly string[]> {
    const { tenantsIn } = await import('./walk.js');
    return withStorageErrors(cannotRead, () => tenantsIn(this.#tree()));
  }

  /** All keys of a tenant that have a folder, sorted by folder name. A key may have no snapshot. */
  async *keys(tenant: string): AsyncGenerator<SnapshotKey> {
    const { keysIn } = await import('./walk.js');
    const keys = keysIn(this.#tree(), tenant);
    for (;;) {
      const next = await withStorageErrors(cannotRead, () => keys.next());
      if (next.done === true) {
        return;
      }
      yield next.value;
    }
  }

  /** Folders of a tenant in the present layout that have no snapshot which can be read, from the archive's own folder, with `/`. */
  async *unreadable(tenant: string): AsyncGenerator<string> {
    const { unreadableIn } = await import('./unreadable.js');
    const names = unreadableIn(this.#tree(), tenant);
    for (;;) {
      const next = await withStorageErrors(cannotRead, () => names.next());
      if (next.done === true) {
        return;
      }
      yield next.value;
    }
  }

  /** The tenants that other accounts of this computer can read, although the archive is not shared on purpose. */
  async readableByOthers(): Promise<readonly string[]> {
    if (this.isShared) {
      return [];
    }
    const { folder } = this;
    const { readableByOthers } = await import('./readableByOthers.js');
    const tenants = await this.tenants();
    return withStorageErrors(cannotRead, () =>
      readableByOthers(this.options.fileSystem ?? nodeFileSystem, folder, tenants),
    );
  }

  /** Starts writing a snapshot. Also removes what interrupted writers of this tenant left more than hours ago. */
  async beginSnapshot(
    key: SnapshotKey,
    source: { readonly version: GraphVersion; readonly format: Format },
  ): Promise<SnapshotWriter> {
    const location = this.#location();
    const tree = this.#tree(location.folder);
    const [tenantName] = keyFolders(key);
    const { createTemporaryFolder, removeLeftovers } = await import('./housekeeping.js');
    const temporary = await withStorageErrors(cannotWrite, async () => {
      await this.#assertBase(location);
      await tree.makeFolders(join(tree.root, tenantName));
      return createTemporaryFolder(tree, key.tenant);
    });
    await this.#warnOnError('Leftovers in the archive folder cannot be removed', () =>
      removeLeftovers(tree, temporary, [key.tenant]),
    );
    const { FolderSnapshotWriter } = await import('./snapshotWriter.js');
    const compress = source.format === 'csv' && this.options.compress?.() === true;
    const options = { ...source, compress, now: () => this.#now() };
    return new FolderSnapshotWriter(tree, key, temporary, options, (snapshot) => this.#removeOlder(snapshot, tree));
  }

  /**
   * Records that the service confirmed a snapshot ("not modified"). Has no effect if it is gone.
   * @returns the snapshot with the new `checkedAt`
   */
  async markChecked(snapshot: Snapshot, checkedAt: IsoInstant): Promise<Snapshot> {
    const { key, meta, day } = snapshot;
    const { sha256, version, etag } = meta;
    const tree = this.#tree();
    const { createTemporaryFolder, removeTemporaryFolder } = await import('./housekeeping.js');
    const { readSnapshot, writeCheck } = await import('./snapshot.js');
    return withStorageErrors(cannotWrite, async () => {
      const current = async () => {
        const known = await readSnapshot(tree, snapshot.place);
        const isSame = (other: Snapshot) => other.meta.sha256 === sha256 && other.meta.format === meta.format;
        // The migration may have moved it.
        return known !== undefined && isSame(known) ? known : (await this.snapshotsOn(key, day)).find(isSame);
      };
      const place = (await current())?.place;
      if (place === undefined) {
        return snapshot;
      }
      const temporary = await createTemporaryFolder(tree, key.tenant);
      try {
        await writeCheck(tree, place, { sha256, checkedAt, version, etag }, temporary);
      } finally {
        await removeTemporaryFolder(tree, temporary);
      }
      return (await current()) ?? snapshot;
    });
  }

  /**
   * Deletes everything of one tenant, or of all. Other files in the folder stay.
   * @returns the names of the deleted tenants
   * @throws UsageReportsError `storage` with code `notAllDeleted`, after everything else was deleted: a link, or what may not be deleted
   */
  async delete(tenant?: string): Promise<readonly string[]> {
    const left: UsageReportsError[] = [];
    const tree = this.#tree(this.folder, (error) => left.push(error));
    const { deleteTenants } = await import('./deletion.js');
    return withStorageErrors(cannotDelete, () => deleteTenants(tree, left, tenant));
  }

  /**
   * Moves everything of one tenant to another name: by one rename, or snapshot by snapshot if the other name exists already. After an
   * interruption, calling it again continues.
   * @returns whether there was anything to move
   */
  async moveTenant(from: string, to: string): Promise<boolean> {
    const tree = this.#tree();
    const { hasTenant, renameTenant } = await import('./renameTenant.js');
    return withStorageErrors(cannotWrite, async () => {
      if (tenantFolder(from) === tenantFolder(to) || !(await hasTenant(tree, from))) {
        return false;
      }
      if (!(await renameTenant(tree, from, to))) {
        const { moveTenantTo } = await import('./copy.js');
        await moveTenantTo(this, from, this.withoutRetention(), to);
      }
      return true;
    });
  }

  /** Removes the given snapshots of a tenant, and its folder if it is empty then. @returns number of removed snapshots */
  async removeSnapshots(tenant: string, isToRemove: (snapshot: Snapshot) => boolean): Promise<number> {
    const tree = this.#tree();
    const { removeSnapshots } = await import('./removeSnapshots.js');
    return withStorageErrors(cannotDelete, () => removeSnapshots(tree, tenant, isToRemove));
  }

  /** Number of snapshots of a tenant, and the size of their files. Slow: looks at every file. */
  async sizeOf(tenant: string, signal?: AbortSignal): Promise<ArchiveSize> {
    const tree = this.#tree();
    const { sizeOfTenant } = await import('./size.js');
    return withStorageErrors(cannotRead, () => sizeOfTenant(tree, tenant, signal));
  }

  /**
   * Applies the retention, and removes what interrupted deletions and writers left. Looks only into reports that have a {@link Retention}.
   * Uses this computer's clock for `days`. Says which tenants other accounts can read, unless the archive is shared on purpose.
   * @returns number of removed snapshots
   */
  async cleanUp(): Promise<number> {
    const tree = this.#tree();
    const { cleanUp } = await import('./cleanUp.js');
    const retention = (report: string) => this.options.retention?.(report);
    const removed = await withStorageErrors(cannotDelete, () => cleanUp(tree, retention, this.#now()));
    for (const tenant of await this.readableByOthers()) {
      const name = shownName(tenantFolder(tenant));
      const message = `Other accounts of this computer can read ${name} in the archive folder. If that is not intended, take their rights away; if it is, turn on the setting usageReports.archive.shared.`;
      this.#warn(new UsageReportsError('storage', message, { code: 'readableByOthers' }));
    }
    return removed;
  }

  /**
   * Moves what versions before 3 wrote into the present layout, see {@link Migration}. Looks through a tenant once a month.
   * @returns number of moved snapshots
   * @throws errors of one tenant after the others were looked through
   */
  async migrate(signal?: AbortSignal): Promise<number> {
    const tree = this.#tree();
    const options = { refreshDayOf: (snapshot: Snapshot) => this.refreshDayOf(snapshot), now: this.#now(), signal };
    let moved = 0;
    const failures: Error[] = [];
    return withStorageErrors(cannotWrite, async () => {
      const { Migration } = await import('./migration.js');
      for (const tenant of await this.tenants()) {
        try {
          moved += await new Migration(tree, tenant, options).run();
        } catch (error) {
          throwIfAborted(signal);
          failures.push(storageError(cannotWrite, error));
        }
      }
      const [failure] = failures;
      if (failure !== undefined) {
        throw failure;
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
    const tree = this.#tree(location.folder);
    const { createTemporaryFolder, removeTemporaryFolder } = await import('./housekeeping.js');
    await withStorageErrors(cannotWrite, async () => {
      await this.#assertBase(location);
      await removeTemporaryFolder(tree, await createTemporaryFolder(tree));
    });
  }

  async #assertBase({ base }: ArchiveLocation): Promise<void> {
    if (base !== undefined && !(await exists(this.options.fileSystem ?? nodeFileSystem, base))) {
      throw new UsageReportsError(
        'storage',
        'The archive folder is not there. If it is on a drive or share, connect it.',
        { code: 'folderMissing' },
      );
    }
  }

  async #removeOlder({ key, place }: Snapshot, tree: PlainTree): Promise<void> {
    const retention = this.options.retention?.(key.report);
    if (retention !== undefined) {
      await this.#warnOnError('Older snapshots cannot be removed from the archive folder', async () => {
        const { applyRetention } = await import('./retention.js');
        await applyRetention(tree, key, retention, this.#now(), place);
      });
    }
  }

  #tree(folder = this.folder, onSkipped?: (error: UsageReportsError) => void): PlainTree {
    const { fileSystem, isShared } = this.options;
    return new PlainTree(folder, {
      fileSystem,
      isShared,
      onSkipped: (error) => {
        onSkipped?.(error);
        this.#warn(error);
      },
    });
  }

  #now(): Date {
    return this.options.now?.() ?? new Date();
  }

  /** What a newer version wrote is passed over; if there is nothing else, it is the error. */
  async #readerOf(key: SnapshotKey): Promise<{ readonly reader: KeyReader; readonly throwIfNewer: () => void }> {
    let newer: UsageReportsError | undefined;
    const tree = this.#tree(this.folder, (error) => {
      newer = error.details.code === 'newerArchive' ? error : newer;
    });
    const { KeyReader } = await import('./keyReader.js');
    return {
      reader: new KeyReader(tree, key, this.#now()),
      throwIfNewer: () => {
        if (newer !== undefined) {
          throw newer;
        }
      },
    };
  }

  async #reading<T extends Snapshot | undefined | readonly Snapshot[]>(
    key: SnapshotKey,
    read: (reader: KeyReader) => Promise<T>,
  ): Promise<T> {
    const { reader, throwIfNewer } = await this.#readerOf(key);
    const found = await withStorageErrors(cannotRead, () => read(reader));
    if (found === undefined || (Array.isArray(found) && found.length === 0)) {
      throwIfNewer();
    }
    return found;
  }

  #warn(error: Error): void {
    if (!this.#said.has(error.message) && this.#said.size < MAX_WARNINGS) {
      this.#said.add(error.message);
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
