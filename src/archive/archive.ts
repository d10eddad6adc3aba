import { join } from 'node:path';
import type { Format, Version } from '../catalog/definition.js';
import type { IsoInstant } from '../shared/report.js';
import { asStorage, listFolder, nodeFileSystem, storageError, type ArchiveFileSystem } from './fileSystem.js';
import { createTemporaryFolder, finishDeletions, removeAtOnce, removeLeftovers } from './housekeeping.js';
import { keyFolders, keyOf, refreshDateOf, refreshFolder, tenantFolder, tenantOf, type SnapshotKey } from './names.js';
import { ReportFolder } from './reportFolder.js';
import { readMeta, readSnapshot, writeCheck, type Snapshot } from './snapshot.js';
import { FolderSnapshotWriter, type SnapshotWriter } from './snapshotWriter.js';

export type { Snapshot, SnapshotKey, SnapshotWriter };

export interface ArchiveOptions {
  /**
   * Reports of which only the newest refresh date is kept, because they hold personal data. Asked after every commit, which then
   * removes the older snapshots of its key. A snapshot that says no refresh date removes none: it may just be empty.
   */
  readonly keepOnlyNewest?: (report: string) => boolean;
  /** Told what did not stop the work but should be in the log: leftovers or old snapshots that could not be removed. */
  readonly onWarning?: (error: Error) => void;
  readonly fileSystem?: ArchiveFileSystem;
}

const cannotRead = 'The archive folder cannot be read';
const cannotWrite = 'The archive folder cannot be written';
const cannotDelete = 'The stored data cannot be deleted';

/**
 * The folder in which fetched reports are kept, one folder a refresh date:
 *
 * ```
 * tenant=<id>/report=<function>/period=D180/refresh=2026-11-18/part.csv, meta.json, checked.json
 *                               date=2026-11-10/refresh=2026-11-10/…
 *                               period=NONE/refresh=unknown/part-00001.json, part-00002.json, …
 * ```
 *
 * The parts hold the bytes as they came. `meta.json` names them and makes the folder a snapshot; without a valid one it is
 * none. Several windows and processes may use one folder at once: every change is a rename, and there is no lock to be left
 * behind. Methods throw `UsageReportsError` `storage`; code `newerArchive` where a newer version of this project wrote the
 * snapshot asked for, `badName` where a key cannot be a path.
 */
export class Archive {
  readonly #fs: ArchiveFileSystem;

  constructor(
    readonly folder: string,
    private readonly options: ArchiveOptions = {},
  ) {
    this.#fs = options.fileSystem ?? nodeFileSystem;
  }

  /**
   * The snapshot with the newest refresh date. One without a refresh date comes first only where it was confirmed later than
   * that. Lists one folder and reads one or two meta.json, however many snapshots there are.
   */
  async latest(key: SnapshotKey): Promise<Snapshot | undefined> {
    const keyPath = this.#keyPath(key);
    return asStorage(cannotRead, async () => {
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
    for (const name of await asStorage(cannotRead, () => this.#refreshFolders(keyPath))) {
      const snapshot = await asStorage(cannotRead, () => readSnapshot(this.#fs, key, keyPath, name));
      if (snapshot !== undefined) {
        yield snapshot;
      }
    }
  }

  /** All that is kept of one report, whatever the period. @throws UsageReportsError `storage` with code `badName` */
  reportFolder(tenant: string, report: string): ReportFolder {
    return new ReportFolder(this.#fs, this.folder, tenant, report);
  }

  /** Ids of the tenants that have a folder. */
  async tenants(): Promise<string[]> {
    const names = await asStorage(cannotRead, () => listFolder(this.#fs, this.folder));
    return names.map(tenantOf).filter((tenant) => tenant !== undefined).sort();
  }

  /** What has a folder for a tenant, in the order of the folders' names; not every key need have a snapshot. */
  async *keys(tenant: string): AsyncGenerator<SnapshotKey> {
    const tenantPath = join(this.folder, tenantFolder(tenant));
    for (const report of (await asStorage(cannotRead, () => listFolder(this.#fs, tenantPath))).sort()) {
      if (!report.startsWith('report=')) {
        continue;
      }
      for (const parameter of (await asStorage(cannotRead, () => listFolder(this.#fs, join(tenantPath, report)))).sort()) {
        const key = keyOf(tenant, report, parameter);
        if (key !== undefined) {
          yield key;
        }
      }
    }
  }

  /** Starts taking in a report. Also clears what interrupted writers of this tenant left more than a day ago. */
  async begin(key: SnapshotKey, about: { readonly version: Version; readonly format: Format }): Promise<SnapshotWriter> {
    const tenantPath = this.#tenantPath(key);
    const temporary = await asStorage(cannotWrite, async () => {
      await this.#fs.mkdir(tenantPath, { recursive: true });
      return createTemporaryFolder(this.#fs, tenantPath);
    });
    await this.#orWarn('Leftovers in the archive folder cannot be removed', async () => {
      await finishDeletions(this.#fs, this.folder);
      await removeLeftovers(this.#fs, tenantPath, key.tenant, temporary);
    });
    return new FolderSnapshotWriter(this.#fs, key, tenantPath, temporary, about, (snapshot) => this.#removeOlder(snapshot));
  }

  /**
   * Notes that the service said "not modified" about a snapshot. Without effect where other bytes have taken its place since.
   * @returns the snapshot with the new `checkedAt`
   */
  async markChecked(snapshot: Snapshot, checkedAt: IsoInstant): Promise<Snapshot> {
    const { key, meta } = snapshot;
    const tenantPath = this.#tenantPath(key);
    const keyPath = this.#keyPath(key);
    const name = refreshFolder(snapshot.refreshDate);
    return asStorage(cannotWrite, async () => {
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
    const only = tenant === undefined ? undefined : tenantFolder(tenant);
    const doomed = (await this.tenants()).filter((each) => only === undefined || tenantFolder(each) === only);
    await asStorage(cannotDelete, async () => {
      for (const each of doomed) {
        await removeAtOnce(this.#fs, join(this.folder, tenantFolder(each)), this.folder);
      }
      await finishDeletions(this.#fs, this.folder);
    });
    return doomed;
  }

  /** Newest first, the one for "says none" last. */
  async #refreshFolders(keyPath: string): Promise<string[]> {
    const names = (await listFolder(this.#fs, keyPath)).filter((name) => refreshDateOf(name) !== undefined);
    const dated = names.filter((name) => name !== refreshFolder(null)).sort().reverse();
    return dated.length < names.length ? [...dated, refreshFolder(null)] : dated;
  }

  async #removeOlder(snapshot: Snapshot): Promise<void> {
    const { key, refreshDate } = snapshot;
    if (refreshDate === null || this.options.keepOnlyNewest?.(key.report) !== true) {
      return;
    }
    await this.#orWarn('Older snapshots cannot be removed from the archive folder', async () => {
      const keyPath = this.#keyPath(key);
      for (const name of await this.#refreshFolders(keyPath)) {
        if ((refreshDateOf(name) ?? '') < refreshDate) {
          await removeAtOnce(this.#fs, join(keyPath, name), this.#tenantPath(key));
        }
      }
    });
  }

  async #orWarn(problem: string, action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.options.onWarning?.(storageError(problem, error));
    }
  }

  #tenantPath(key: SnapshotKey): string {
    return join(this.folder, keyFolders(key)[0]);
  }

  #keyPath(key: SnapshotKey): string {
    return join(this.folder, ...keyFolders(key));
  }
}
