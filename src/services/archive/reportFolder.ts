import { join } from 'node:path';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { PlainTree } from '../files/plainTree.js';
import { withStorageErrors } from '../files/storageErrors.js';
import { createTemporaryFolder, removeTemporaryFolder } from './housekeeping.js';
import { isUnconfirmedFile } from './fileOrigin.js';
import type { SnapshotMeta } from './meta.js';
import { fetchedOf, keyFolders, type SnapshotKey } from './names.js';
import { confirmedAtOf, isAhead, sayIfAhead } from './plausible.js';
import { readMeta, readSnapshot, type Snapshot } from './snapshot.js';
import { currentPlace, dayFromNames, isMoved, placesIn, refreshDayAt, type SnapshotPlace } from './snapshotPlace.js';
import { parametersIn, refreshFoldersIn, type RefreshFolder } from './walk.js';

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
  /** Present for a file that somebody added and that isn't alone in its refresh folder: what the service said of its day is newer. */
  readonly isFile?: true;
  readonly place: SnapshotPlace;
}

/** Spark and Hive ignore names that begin with an underscore, and readers of `*.csv` ignore the extension. */
export const indexFile = '_history.json';
/** Of an index of many years. A larger file is none of ours. */
const MAX_INDEX_BYTES = 256 * 1024 * 1024;
const cannotRead = 'The archive folder cannot be read';

/**
 * Everything archived of one report for all periods; its history is made of these snapshots. An index of the merged history may be
 * saved beside them. It can be deleted at any time.
 */
export class ReportFolder {
  readonly #path: string;

  /** @throws UsageReportsError `storage` with code `badName` */
  constructor(
    private readonly tree: PlainTree,
    private readonly report: Pick<SnapshotKey, 'tenant' | 'report'>,
    private readonly now: Date,
  ) {
    const [tenantName, reportName] = keyFolders(report);
    this.#path = join(tree.root, tenantName, reportName);
  }

  /**
   * Lists the snapshots of all periods, single days left out, oldest first: by day, then by confirmation. Reads only those that share their
   * refresh folder, or are of format 1 or 2. Those of the future come first, see {@link isAhead}. What is passed over is said.
   */
  async list(): Promise<SnapshotEntry[]> {
    return withStorageErrors(cannotRead, async () => {
      const entries: SnapshotEntry[] = [];
      for (const parameter of await parametersIn(this.tree, this.report)) {
        const folders = parameter.key.date === undefined ? await refreshFoldersIn(this.tree, parameter) : [];
        entries.push(...(await Promise.all(folders.map((folder) => this.#listRefreshFolder(folder)))).flat());
      }
      for (const { place, day, confirmedAt } of entries) {
        sayIfAhead(this.tree, place, { day, meta: { fetchedAt: confirmedAt, checkedAt: confirmedAt } }, this.now);
      }
      return entries.sort((one, other) => compareEntries(one, other, this.now));
    });
  }

  /** @returns `undefined` if it is incomplete, or passed over */
  async read({ place, id }: SnapshotEntry): Promise<Snapshot | undefined> {
    const [parameter = '', refresh = '', fetched] = id.split('/');
    return withStorageErrors(
      cannotRead,
      async () =>
        (await readSnapshot(this.tree, place)) ??
        // The migration may have moved it since it was listed.
        (place.fetched === undefined
          ? await readSnapshot(this.tree, { ...place, parameter, refresh, fetched })
          : undefined),
    );
  }

  async readIndex(): Promise<string | undefined> {
    try {
      return await this.tree.readText(join(this.#path, indexFile), MAX_INDEX_BYTES);
    } catch {
      // Whatever the problem is, the index can be built again.
      return undefined;
    }
  }

  /** Replaces the index atomically. Not synced to the disk: after a power failure it is built again. */
  async writeIndex(text: string): Promise<void> {
    const temporary = await createTemporaryFolder(this.tree, this.report.tenant);
    try {
      await this.tree.write(join(temporary, indexFile), text, false);
      await this.tree.rename(join(temporary, indexFile), join(this.#path, indexFile));
    } finally {
      await removeTemporaryFolder(this.tree, temporary);
    }
  }

  async #listRefreshFolder(folder: RefreshFolder): Promise<readonly SnapshotEntry[]> {
    const places = await placesIn(this.tree, folder);
    const [first] = places;
    const alone = places.length === 1 && first !== undefined ? entryFromNames(first) : undefined;
    return alone === undefined ? this.#readEntries(places) : [alone];
  }

  /** The same bytes are one snapshot, as two writers may have added them at the same moment. */
  async #readEntries(places: readonly SnapshotPlace[]): Promise<readonly SnapshotEntry[]> {
    const byBytes = new Map<string, SnapshotEntry>();
    const others: SnapshotEntry[] = [];
    for (const place of places) {
      const meta = await readMeta(this.tree, place);
      if (meta === undefined) {
        others.push(...[entryFromNames(place)].filter((entry) => entry !== undefined));
      } else if (place.fetched !== undefined || !(await isMoved(this.tree, place, meta))) {
        const entry = entryOf(place, places.length === 1 ? { ...meta, checkedAt: meta.fetchedAt } : meta);
        const bytes = `${entry.day} ${meta.format} ${meta.sha256}`;
        const known = byBytes.get(bytes);
        if (known === undefined || compareEntries(known, entry, this.now) < 0) {
          byBytes.set(bytes, entry);
        }
      }
    }
    // A folder without metadata may be one that the migration is just filling.
    const read = [...byBytes.values()];
    return [...read, ...others.filter(({ id }) => read.every((entry) => entry.id !== id))];
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
  return {
    ...{ id: `${parameter}/${refresh}/${fetched}`, key: place.key, day, confirmedAt: meta.checkedAt, place },
    ...(isUnconfirmedFile(meta) ? { isFile: true } : {}),
  };
}

/** Oldest first, files before what the service said of their day; before them what lies in the future, so that it is never the newest. */
function compareEntries(one: SnapshotEntry, other: SnapshotEntry, now: Date): number {
  return (
    Number(isAhead(other.day, now)) - Number(isAhead(one.day, now)) ||
    ascending(one.day, other.day) ||
    Number(other.isFile === true) - Number(one.isFile === true) ||
    ascending(confirmed(one, now), confirmed(other, now)) ||
    ascending(one.id, other.id)
  );
}

function confirmed({ confirmedAt }: SnapshotEntry, now: Date): string {
  return confirmedAtOf({ checkedAt: confirmedAt, fetchedAt: confirmedAt }, now);
}

function ascending(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
