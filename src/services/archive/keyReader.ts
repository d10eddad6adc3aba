import { join } from 'node:path';
import type { IsoDate } from '../../base/dates.js';
import type { UsageReportsError } from '../../base/errors.js';
import type { PlainTree } from '../files/plainTree.js';
import { isPassable, shownName } from '../files/storageErrors.js';
import {
  fetchedFolder,
  fetchedOf,
  hashOf,
  keyFolders,
  parameterFolders,
  refreshDayOf,
  refreshFolder,
  type SnapshotKey,
} from './names.js';
import { isUnconfirmedFile } from './fileOrigin.js';
import { confirmedAtOf, isAhead, sayIfAhead } from './plausible.js';
import { readSnapshot, type Snapshot } from './snapshot.js';
import { isMoved, placesIn, type SnapshotPlace } from './snapshotPlace.js';
import { asStorageError, isRefreshFolder, type RefreshFolder } from './walk.js';

/** After this many attempts, a snapshot is incomplete, and nobody is just moving it. */
const MAX_ATTEMPTS = 20;
const cannotRead = 'The archive folder cannot be read';
/** An empty file says no day. Behind so many of them, an older file with a day is not looked for. */
const MAX_UNDATED = 3;

/** Reads the snapshots of one key, newest first. What is passed over is said, see {@link PlainTree.skip}. */
export class KeyReader {
  readonly #reportPath: string;

  /** @throws UsageReportsError `storage` with code `badName` */
  constructor(
    private readonly tree: PlainTree,
    private readonly key: SnapshotKey,
    private readonly now: Date,
  ) {
    const [tenant, report] = keyFolders(key);
    this.#reportPath = join(tree.root, tenant, report);
  }

  /**
   * The newest snapshot. One without a day, which may just be an empty file, is the newest only if it was confirmed after the newest with a
   * day.
   */
  async latest(): Promise<Snapshot | undefined> {
    let undated: Snapshot | undefined;
    let count = 0;
    for await (const snapshot of this.snapshots()) {
      if (snapshot.refreshDate !== null) {
        return undated !== undefined && this.#confirmedAt(undated) > this.#confirmedAt(snapshot) ? undated : snapshot;
      }
      undated = undated === undefined || this.#confirmedAt(snapshot) > this.#confirmedAt(undated) ? snapshot : undated;
      if (++count >= MAX_UNDATED) {
        break;
      }
    }
    return undated;
  }

  #confirmedAt({ meta }: Snapshot): string {
    return confirmedAtOf(meta, this.now);
  }

  /** All snapshots, newest first, see {@link compareSnapshots}. A refresh folder is read when it is needed. */
  async *snapshots(): AsyncGenerator<Snapshot> {
    let found = false;
    let seen: string | undefined;
    for (;;) {
      const folders = await this.#folders();
      const listed = folders.map(({ parameter, refresh }) => `${parameter}/${refresh}`).join();
      // Nothing was found, although something may be there: it was moved or replaced in the meantime.
      if (found || listed === seen) {
        return;
      }
      seen = listed;
      for await (const snapshot of this.#inOrder(folders)) {
        found = true;
        yield snapshot;
      }
    }
  }

  /**
   * The snapshots of one day, newest first.
   * @param sha256 only those with this hash; others are not read
   */
  async onDay(day: IsoDate, sha256?: string): Promise<readonly Snapshot[]> {
    const folders = await this.#folders(refreshFolder(day));
    const hasHash = ({ fetched }: SnapshotPlace) =>
      sha256 === undefined || fetched === undefined || fetchedOf(fetched)?.hash === hashOf(sha256);
    return (await this.#read(folders, hasHash)).filter(
      (snapshot) => snapshot.day === day && (sha256 === undefined || snapshot.meta.sha256 === sha256),
    );
  }

  /** @throws errors of listing, where there is nothing else */
  async #folders(only?: string): Promise<readonly RefreshFolder[]> {
    const folders: RefreshFolder[] = [];
    let failure: UsageReportsError | undefined;
    for (const parameter of parameterFolders(this.key)) {
      const path = join(this.#reportPath, parameter);
      try {
        const names = only === undefined ? (await this.tree.list(path, { folders: isRefreshFolder })).folders : [only];
        folders.push(...names.map((refresh) => ({ key: this.key, reportPath: this.#reportPath, parameter, refresh })));
      } catch (error) {
        if (!isPassable(error)) {
          throw error;
        }
        this.tree.skip(asStorageError(`${shownName(this.tree.nameOf(path))} cannot be read`, error));
        failure = asStorageError(cannotRead, error);
      }
    }
    if (failure !== undefined && folders.length === 0) {
      throw failure;
    }
    return folders;
  }

  /**
   * Formats 1 and 2 took whatever day the file said, or none. Such a snapshot comes at the day that it gets when it is read: an early one or
   * none is read first, a late one moves down. One of the future comes last.
   */
  async *#inOrder(folders: readonly RefreshFolder[]): AsyncGenerator<Snapshot> {
    const isUnclear = ({ refresh }: RefreshFolder) => (refreshDayOf(refresh) ?? '') < FIRST_CLEAR_DAY;
    const days = new Map<string, RefreshFolder[]>();
    for (const folder of folders.filter((one) => !isUnclear(one))) {
      days.set(folder.refresh, [...(days.get(folder.refresh) ?? []), folder]);
    }
    let waiting = await this.#read(folders.filter(isUnclear));
    for (const [refresh, ofDay] of [...days].sort(([one], [other]) => (one < other ? 1 : -1))) {
      const day = refreshDayOf(refresh) ?? '';
      const read = await this.#read(ofDay);
      const isReady = (snapshot: Snapshot) => snapshot.day >= day && !isAhead(snapshot.day, this.now);
      yield* this.#withoutCopies(waiting.filter(isReady).concat(read.filter(isReady)));
      waiting = [...waiting, ...read].filter((snapshot) => !isReady(snapshot));
    }
    yield* this.#withoutCopies(waiting);
  }

  /** Reads folders, again if something in them was moved meanwhile. */
  async #read(
    folders: readonly RefreshFolder[],
    isIncluded: (place: SnapshotPlace) => boolean = () => true,
  ): Promise<readonly Snapshot[]> {
    let seen: string | undefined;
    for (let attempt = 0; ; attempt++) {
      const places = (await Promise.all(folders.map((folder) => placesIn(this.tree, folder))))
        .flat()
        .filter(isIncluded);
      const snapshots = await Promise.all(places.map((place) => this.#readOne(place)));
      const listed = places.map(({ parameter, refresh, fetched }) => `${parameter}/${refresh}/${fetched}`).join();
      if (!snapshots.includes(undefined) || listed === seen || attempt >= MAX_ATTEMPTS) {
        return this.#withoutCopies(snapshots.filter((snapshot) => snapshot !== undefined));
      }
      seen = listed;
    }
  }

  async #readOne(place: SnapshotPlace): Promise<Snapshot | undefined> {
    const snapshot = await readSnapshot(this.tree, place);
    if (snapshot !== undefined) {
      sayIfAhead(this.tree, place, snapshot, this.now);
    }
    const isOld = place.fetched === undefined && snapshot?.refreshDate === null;
    return isOld && (await isMoved(this.tree, place, snapshot.meta)) ? undefined : snapshot;
  }

  /**
   * The same bytes are one snapshot: two writers may have added them at the same moment, and the migration has both places for a moment.
   * @returns newest first
   */
  #withoutCopies(snapshots: readonly Snapshot[]): readonly Snapshot[] {
    const seen = new Set<string>();
    return snapshots
      .toSorted((one, other) => compareSnapshots(one, other, this.now))
      .filter(({ meta, day }) => {
        const id = `${day} ${meta.format} ${meta.sha256}`;
        const isNew = !seen.has(id) && !seen.has(fetchedFolder(meta));
        seen.add(id);
        return isNew;
      });
  }
}

const FIRST_CLEAR_DAY: IsoDate = '2010-01-01';

/**
 * Newest first: by day, then by the last confirmation. The service may restate a day and then return to what it said before. A file that
 * somebody added comes after what the service said of its day. A day of the future comes last, see {@link isAhead}.
 */
function compareSnapshots(one: Snapshot, other: Snapshot, now: Date): number {
  return (
    Number(isAhead(one.day, now)) - Number(isAhead(other.day, now)) ||
    descending(one.day, other.day) ||
    Number(isUnconfirmedFile(one.meta)) - Number(isUnconfirmedFile(other.meta)) ||
    descending(confirmedAtOf(one.meta, now), confirmedAtOf(other.meta, now)) ||
    descending(one.meta.fetchedAt, other.meta.fetchedAt) ||
    descending(one.meta.sha256, other.meta.sha256)
  );
}

function descending(one: string, other: string): number {
  return one < other ? 1 : one > other ? -1 : 0;
}
