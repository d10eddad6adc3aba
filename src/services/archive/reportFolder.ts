import { join } from 'node:path';
import type { IsoDate } from '../../base/dates.js';
import { withStorageErrors, isAbsent, listFolder, renameWithRetry, type ArchiveFileSystem } from './fileSystem.js';
import { createTemporaryFolder } from './housekeeping.js';
import { keyFolders, keyOf, refreshDateOf, type SnapshotKey } from './names.js';
import { metaFile, readSnapshot, type Snapshot } from './snapshot.js';

/** A snapshot in a folder listing, not read yet. */
export interface SnapshotEntry {
  /** Unique within the report: `period=D180/refresh=2026-11-18`. */
  readonly id: string;
  readonly key: SnapshotKey;
  readonly refreshDate: IsoDate | null;
  /** Changes whenever other bytes replace the snapshot. */
  readonly stamp: string;
}

/** Spark and Hive ignore names that begin with an underscore, and readers of `*.csv` ignore the extension. */
const indexFile = '_history.json';
const cannotRead = 'The archive folder cannot be read';

/**
 * Everything archived of one report for all periods; its history is made of these snapshots. An index of the merged history may be
 * saved beside them. It can be deleted at any time.
 */
export class ReportFolder {
  readonly #fs: ArchiveFileSystem;
  readonly #tenantPath: string;
  readonly #path: string;
  readonly #reportName: string;

  /** @throws UsageReportsError `storage` with code `badName` */
  constructor(
    fs: ArchiveFileSystem,
    folder: string,
    private readonly tenant: string,
    report: string,
  ) {
    const [tenantName, reportName] = keyFolders({ tenant, report });
    this.#fs = fs;
    this.#tenantPath = join(folder, tenantName);
    this.#reportName = reportName;
    this.#path = join(this.#tenantPath, reportName);
  }

  /** Lists all snapshots in no particular order, without reading them. */
  async list(): Promise<SnapshotEntry[]> {
    return withStorageErrors(cannotRead, async () => {
      const parameters = (await listFolder(this.#fs, this.#path)).filter((name) => name.startsWith('period='));
      const perParameter = await Promise.all(
        parameters.map(async (parameter) => {
          const key = keyOf(this.tenant, this.#reportName, parameter);
          const names = key === undefined ? [] : await listFolder(this.#fs, join(this.#path, parameter));
          return key === undefined ? [] : Promise.all(names.map((name) => this.#entryOf(key, parameter, name)));
        }),
      );
      return perParameter.flat().filter((entry) => entry !== undefined);
    });
  }

  /** @throws UsageReportsError `storage` with code `newerArchive` */
  async read({ id, key }: SnapshotEntry): Promise<Snapshot | undefined> {
    const [parameter = '', refresh = ''] = id.split('/');
    return withStorageErrors(cannotRead, () => readSnapshot(this.#fs, key, join(this.#path, parameter), refresh));
  }

  async readIndex(): Promise<string | undefined> {
    try {
      return await this.#fs.readFile(join(this.#path, indexFile), 'utf8');
    } catch {
      // Whatever the problem is, the index can be built again.
      return undefined;
    }
  }

  /** Replaces the index atomically. Not synced to the disk: after a power failure it is built again. */
  async writeIndex(text: string): Promise<void> {
    const temporary = await createTemporaryFolder(this.#fs, this.#tenantPath);
    try {
      const handle = await this.#fs.open(join(temporary.path, indexFile), 'w');
      try {
        await handle.writeFile(text);
      } finally {
        await handle.close();
      }
      await renameWithRetry(this.#fs, join(temporary.path, indexFile), join(this.#path, indexFile));
    } finally {
      await this.#fs.rm(temporary.path, { recursive: true, force: true });
    }
  }

  async #entryOf(key: SnapshotKey, parameter: string, name: string): Promise<SnapshotEntry | undefined> {
    const refreshDate = refreshDateOf(name);
    if (refreshDate === undefined) {
      return undefined;
    }
    try {
      const { mtimeMs, size } = await this.#fs.stat(join(this.#path, parameter, name, metaFile));
      return { id: `${parameter}/${name}`, key, refreshDate, stamp: `${mtimeMs.toString(36)}-${size}` };
    } catch (error) {
      if (isAbsent(error)) {
        return undefined;
      }
      throw error;
    }
  }
}
