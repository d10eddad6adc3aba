import { join } from 'node:path';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import { UsageReportsError } from '../../base/errors.js';
import { withStorageErrors, listFolder, renameWithRetry, type ArchiveFileSystem } from './fileSystem.js';
import { createTemporaryFolder } from './housekeeping.js';
import type { SnapshotMeta } from './meta.js';
import { fetchedOf, keyFolders, keyOf, refreshDayOf, type SnapshotKey } from './names.js';
import { readMeta, readSnapshot, type Snapshot } from './snapshot.js';
import { currentPlace, dayFromNames, isMoved, placesIn, refreshDayAt, type SnapshotPlace } from './snapshotPlace.js';

/** A snapshot in a folder listing, not read yet. */
export interface SnapshotEntry {
  /** Unique within the report, and of these bytes: `period=D180/refresh=2026-11-18/fetched=20261120T080000Z-1f2e3d4c`. */
  readonly id: string;
  readonly key: SnapshotKey;
  /** The day that the snapshot is archived under. */
  readonly day: IsoDate;
  /**
   * When the bytes were last confirmed; if the snapshot is alone in its refresh folder, when they were fetched, to the second. Where it is
   * alone, there is nothing of its key that a confirmation could put behind it.
   */
  readonly confirmedAt: IsoInstant;
  readonly place: SnapshotPlace;
}

/** Spark and Hive ignore names that begin with an underscore, and readers of `*.csv` ignore the extension. */
export const indexFile = '_history.json';
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

  /**
   * Lists the snapshots of all periods, single days left out, oldest first: by day, then by confirmation. Reads only those that share their
   * refresh folder, or are of format 1 or 2.
   */
  async list(): Promise<SnapshotEntry[]> {
    return withStorageErrors(cannotRead, async () => {
      const parameters = await listFolder(this.#fs, this.#path);
      const perParameter = await Promise.all(
        parameters.map(async (parameter) => {
          const key = keyOf(this.tenant, this.#reportName, parameter);
          return key === undefined || key.date !== undefined ? [] : this.#listParameter(key, parameter);
        }),
      );
      return perParameter.flat().sort(compareEntries);
    });
  }

  /** @returns `undefined` if it is incomplete, or a newer version of this extension wrote it */
  async read({ place, id }: SnapshotEntry): Promise<Snapshot | undefined> {
    const [parameter = '', refresh = '', fetched] = id.split('/');
    return withStorageErrors(cannotRead, async () => {
      try {
        // The migration may have moved it since it was listed.
        return (
          (await readSnapshot(this.#fs, place)) ??
          (place.fetched === undefined
            ? await readSnapshot(this.#fs, { ...place, parameter, refresh, fetched })
            : undefined)
        );
      } catch (error) {
        if (isNewerArchive(error)) {
          return undefined;
        }
        throw error;
      }
    });
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
      const handle = await this.#fs.open(join(temporary, indexFile), 'w');
      try {
        await handle.writeFile(text);
      } finally {
        await handle.close();
      }
      await renameWithRetry(this.#fs, join(temporary, indexFile), join(this.#path, indexFile));
    } finally {
      await this.#fs.rm(temporary, { recursive: true, force: true });
    }
  }

  async #listParameter(key: SnapshotKey, parameter: string): Promise<readonly SnapshotEntry[]> {
    const names = (await listFolder(this.#fs, join(this.#path, parameter))).filter(
      (name) => refreshDayOf(name) !== undefined,
    );
    const perFolder = await Promise.all(
      names.map(async (refresh) => {
        const places = await placesIn(this.#fs, { key, reportPath: this.#path, parameter, refresh });
        const [first] = places;
        const alone = places.length === 1 && first !== undefined ? entryFromNames(first) : undefined;
        return alone === undefined ? this.#readEntries(places) : [alone];
      }),
    );
    return perFolder.flat();
  }

  /** The same bytes are one snapshot, as two writers may have added them at the same moment. */
  async #readEntries(places: readonly SnapshotPlace[]): Promise<readonly SnapshotEntry[]> {
    const byBytes = new Map<string, SnapshotEntry>();
    const others: SnapshotEntry[] = [];
    for (const place of places) {
      const meta = await this.#readMeta(place);
      if (meta === undefined) {
        others.push(...[entryFromNames(place)].filter((entry) => entry !== undefined));
      } else if (place.fetched !== undefined || !(await isMoved(this.#fs, place, meta))) {
        const entry = entryOf(place, places.length === 1 ? { ...meta, checkedAt: meta.fetchedAt } : meta);
        const bytes = `${entry.day} ${meta.format} ${meta.sha256}`;
        const known = byBytes.get(bytes);
        if (known === undefined || compareEntries(known, entry) < 0) {
          byBytes.set(bytes, entry);
        }
      }
    }
    // A folder without metadata may be one that the migration is just filling.
    const read = [...byBytes.values()];
    return [...read, ...others.filter(({ id }) => read.every((entry) => entry.id !== id))];
  }

  async #readMeta(place: SnapshotPlace): Promise<SnapshotMeta | undefined> {
    try {
      return await readMeta(this.#fs, place);
    } catch (error) {
      if (isNewerArchive(error)) {
        return undefined;
      }
      throw error;
    }
  }
}

/** @returns `undefined` for formats 1 and 2 */
function entryFromNames(place: SnapshotPlace): SnapshotEntry | undefined {
  const { key, parameter, refresh, fetched = '' } = place;
  const name = fetchedOf(fetched);
  return (
    name && {
      id: `${parameter}/${refresh}/${fetched}`,
      key,
      day: dayFromNames(refresh, name.fetchedAt),
      confirmedAt: name.fetchedAt,
      place,
    }
  );
}

function entryOf(place: SnapshotPlace, meta: SnapshotMeta): SnapshotEntry {
  const { day } = refreshDayAt(place, meta);
  const { parameter, refresh, fetched } = place.fetched === undefined ? currentPlace(place, day, meta) : place;
  return { id: `${parameter}/${refresh}/${fetched}`, key: place.key, day, confirmedAt: meta.checkedAt, place };
}

/** Oldest first. */
function compareEntries(one: SnapshotEntry, other: SnapshotEntry): number {
  return ascending(one.day, other.day) || ascending(one.confirmedAt, other.confirmedAt) || ascending(one.id, other.id);
}

function ascending(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function isNewerArchive(error: unknown): boolean {
  return error instanceof UsageReportsError && error.details.code === 'newerArchive';
}
