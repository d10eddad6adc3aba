import { type IsoDate, type IsoInstant, MS_PER_DAY } from '../../base/dates.js';
import { firstOfMonth } from '../../shared/monthOverMonth.js';
import type { PlainTree } from '../files/plainTree.js';
import { shownName } from '../files/storageErrors.js';
import { isUnconfirmedFile } from './fileOrigin.js';
import { fetchedOf, keyFolders, refreshDayOf, type SnapshotKey } from './names.js';
import { confirmedAtOf, isAhead, sayIfAhead } from './plausible.js';
import { removeSnapshot } from './removeSnapshot.js';
import { readMeta } from './snapshot.js';
import { isMoved, pathOf, placesIn, refreshDayAt, type SnapshotPlace } from './snapshotPlace.js';
import { asStorageError, parametersIn, refreshFoldersIn } from './walk.js';

/** How much of a report stays in the archive; for reports with personal data. */
export interface Retention {
  /** Number of refresh dates that were fetched, newest first; at least 1. If absent, all. Files that somebody added don't count, and stay. */
  readonly snapshots?: number;
  /**
   * Of this many calendar months before that of the newest refresh date, the newest snapshot of each period stays as well: what a month
   * ended with. If absent, of none.
   */
  readonly monthEnds?: number;
  /** Days after which a snapshot is removed that was fetched or added, even the newest one. If absent, never. */
  readonly days?: number;
}

/** What decides whether a snapshot stays. */
interface StoredSnapshot {
  readonly place: SnapshotPlace;
  readonly key: SnapshotKey;
  readonly day: IsoDate;
  /** Whether the day is that of the data. That of a fetch decides nothing, because the file may just be empty. */
  readonly isDated: boolean;
  /** Or added. Absent if it is not known, or cannot be right. */
  readonly fetchedAt?: IsoInstant;
  /** Absent if its metadata cannot be read, or cannot be right: then it goes with its day, but no other goes because of it. */
  readonly confirmedAt?: IsoInstant;
  /** Whether somebody added it as a file. */
  readonly isAdded?: boolean;
  /** Whether the service has never sent these bytes. */
  readonly isUnconfirmed?: boolean;
}

/**
 * Removes the snapshots of a report that the retention does not cover. The newest refresh dates of all periods together decide; everything
 * older goes, single days too. Of single days that are not older, or if there is nothing else, as many of the newest stay. What cannot be
 * removed stays, and is said.
 * @param keep a snapshot that stays in any case, because it has just been made
 * @returns number of removed snapshots
 */
export async function applyRetention(
  tree: PlainTree,
  report: Pick<SnapshotKey, 'tenant' | 'report'>,
  { snapshots = Infinity, monthEnds = 0, days }: Retention,
  now: Date,
  keep?: SnapshotPlace,
): Promise<number> {
  const stored = await listStored(tree, report, now);
  const isCovered = coverage(stored, Math.max(1, snapshots), monthEnds);
  const kept = keep && pathOf(keep);
  let removed = 0;
  for (const snapshot of stored) {
    const path = pathOf(snapshot.place);
    const isTooOld =
      days !== undefined &&
      snapshot.fetchedAt !== undefined &&
      now.getTime() - Date.parse(snapshot.fetchedAt) > days * MS_PER_DAY;
    if (path !== kept && (isTooOld || !isCovered(snapshot))) {
      try {
        await removeSnapshot(tree, snapshot.place);
        removed++;
      } catch (error) {
        // The others are personal data, too.
        tree.skip(asStorageError(`${shownName(tree.nameOf(path))} cannot be deleted`, error));
      }
    }
  }
  return removed;
}

/** Which snapshots stay unless their days are over. What somebody added stays until somebody removes it, or its days are over; it lets nothing go. */
function coverage(
  stored: readonly StoredSnapshot[],
  limit: number,
  monthEnds: number,
): (snapshot: StoredSnapshot) => boolean {
  const readable = stored.filter(
    ({ confirmedAt, isUnconfirmed = false }) => confirmedAt !== undefined && !isUnconfirmed,
  );
  const ofPeriods = readable.filter(({ key }) => key.date === undefined);
  const dated = ofPeriods.filter(({ isDated }) => isDated);
  // A report that never says a day is counted by its fetches.
  const cutoff = nth(daysOf(dated.length > 0 ? dated : ofPeriods), limit);
  const firstSingleDay = nth(
    readable.flatMap(({ key, day }) => (key.date !== undefined && day >= (cutoff ?? '') ? [key.date] : [])),
    limit,
  );
  const newest = newestOfEach(readable, ({ key, day }) => [...keyFolders(key), ofPeriods.length > 0 ? day : ''].join());
  const endsOfMonths = newestOfMonths(dated, monthEnds);
  return (snapshot) =>
    snapshot.isAdded === true ||
    endsOfMonths.has(snapshot) ||
    (snapshot.day >= (cutoff ?? '') &&
      (snapshot.key.date ?? '9') >= (firstSingleDay ?? '') &&
      (snapshot.confirmedAt === undefined || newest.has(snapshot)));
}

/** What each period had last in each of the months before that of the newest day. */
function newestOfMonths(dated: readonly StoredSnapshot[], count: number): ReadonlySet<StoredSnapshot> {
  const newest = nth(daysOf(dated), 1);
  if (newest === undefined || count === 0) {
    return new Set();
  }
  const current = firstOfMonth(newest);
  const past = dated.filter(({ day }) => day < current && monthNumber(current) - monthNumber(day) <= count);
  return newestOfEach(past, ({ key, day }) => [...keyFolders(key), firstOfMonth(day)].join());
}

/** The newest of a number of distinct days, counted from the newest; `undefined` if there are fewer. */
function nth(days: readonly IsoDate[], limit: number): IsoDate | undefined {
  return [...new Set(days)].sort().reverse()[limit - 1];
}

/** Counted so that the next month has the next number. */
function monthNumber(day: IsoDate): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
}

function daysOf(snapshots: readonly StoredSnapshot[]): readonly IsoDate[] {
  return snapshots.map(({ day }) => day);
}

function newestOfEach(
  snapshots: readonly StoredSnapshot[],
  groupOf: (snapshot: StoredSnapshot) => string,
): ReadonlySet<StoredSnapshot> {
  const newest = new Map<string, StoredSnapshot>();
  const orderOf = ({ day, confirmedAt = '', fetchedAt = '', place }: StoredSnapshot) =>
    `${day} ${confirmedAt} ${fetchedAt} ${place.fetched}`;
  for (const snapshot of snapshots) {
    const known = newest.get(groupOf(snapshot));
    if (known === undefined || orderOf(known) < orderOf(snapshot)) {
      newest.set(groupOf(snapshot), snapshot);
    }
  }
  return new Set(newest.values());
}

async function listStored(
  tree: PlainTree,
  report: Pick<SnapshotKey, 'tenant' | 'report'>,
  now: Date,
): Promise<readonly StoredSnapshot[]> {
  const stored: StoredSnapshot[] = [];
  for (const parameter of await parametersIn(tree, report)) {
    for (const folder of await refreshFoldersIn(tree, parameter)) {
      for (const place of await placesIn(tree, folder)) {
        const one = await readStored(tree, place, now);
        if (one !== undefined) {
          stored.push(one);
        }
      }
    }
  }
  return stored;
}

/** @returns `undefined` for what the migration has moved completely, except for the old `meta.json` */
async function readStored(tree: PlainTree, place: SnapshotPlace, now: Date): Promise<StoredSnapshot | undefined> {
  const { key, refresh, fetched = '' } = place;
  const meta = await readMeta(tree, place);
  if (meta === undefined) {
    const day = refreshDayOf(refresh) ?? '';
    const fetchedAt = plausible(fetchedOf(fetched)?.fetchedAt, day, now);
    return { place, key, day, isDated: false, fetchedAt };
  }
  if (place.fetched === undefined && (await isMoved(tree, place, meta))) {
    return undefined;
  }
  const { day, from } = refreshDayAt(place, meta);
  sayIfAhead(tree, place, { day, meta }, now);
  const [isAdded, isUnconfirmed] = [meta.origin !== undefined, isUnconfirmedFile(meta)];
  const fetchedAt = plausible(meta.origin?.addedAt ?? meta.fetchedAt, day, now);
  const confirmedAt = isAhead(day, now) ? '' : confirmedAtOf(meta, now);
  const decisive = { isDated: from !== 'fetch', fetchedAt, confirmedAt: confirmedAt || undefined };
  return { place, key, day, ...decisive, isAdded, isUnconfirmed };
}

/** When a snapshot was fetched: not before its day, if the instant cannot be right; `undefined` if neither can. */
function plausible(fetchedAt: IsoInstant | undefined, day: IsoDate, now: Date): IsoInstant | undefined {
  return fetchedAt === undefined ? undefined : [fetchedAt, day].find((time) => time !== '' && !isAhead(time, now));
}
