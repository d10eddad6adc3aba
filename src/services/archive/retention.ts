import { join } from 'node:path';
import { type IsoDate, type IsoInstant, MS_PER_DAY } from '../../base/dates.js';
import { UsageReportsError } from '../../base/errors.js';
import { type ArchiveFileSystem, listFolder } from './fileSystem.js';
import { fetchedOf, keyFolders, keyOf, refreshDayOf, type SnapshotKey } from './names.js';
import { removeSnapshot } from './removeSnapshot.js';
import { readMeta } from './snapshot.js';
import { isMoved, pathOf, placesIn, refreshDayAt, type SnapshotPlace } from './snapshotPlace.js';

/** How much of a report stays in the archive; for reports with personal data. */
export interface Retention {
  /** Number of refresh dates, newest first; at least 1. If absent, all. */
  readonly snapshots?: number;
  /** Days after which a fetched snapshot is removed, even the newest one. If absent, never. */
  readonly days?: number;
}

/** What decides whether a snapshot stays. */
interface StoredSnapshot {
  readonly place: SnapshotPlace;
  readonly key: SnapshotKey;
  readonly day: IsoDate;
  /** Whether the day is that of the data. That of a fetch decides nothing, because the file may just be empty. */
  readonly isDated: boolean;
  readonly fetchedAt?: IsoInstant;
  /** Absent if its metadata cannot be read: then it goes with its day, but no other goes because of it. */
  readonly confirmedAt?: IsoInstant;
}

/**
 * Removes the snapshots of a report that the retention does not cover. The newest refresh dates of all periods together decide; everything
 * older goes, single days too. Of single days that are not older, or if there is nothing else, as many of the newest stay.
 * @param folder the archive
 * @param keep a snapshot that stays in any case, because it has just been made
 * @returns number of removed snapshots
 */
export async function applyRetention(
  fs: ArchiveFileSystem,
  folder: string,
  report: Pick<SnapshotKey, 'tenant' | 'report'>,
  { snapshots = Infinity, days }: Retention,
  now: Date,
  keep?: SnapshotPlace,
): Promise<number> {
  const [tenant, reportName] = keyFolders(report);
  const stored = await listStored(fs, join(folder, tenant, reportName), report.tenant, reportName);
  const isCovered = coverage(stored, Math.max(1, snapshots));
  const kept = keep && pathOf(keep);
  let removed = 0;
  for (const snapshot of stored) {
    const isTooOld =
      days !== undefined &&
      snapshot.fetchedAt !== undefined &&
      now.getTime() - Date.parse(snapshot.fetchedAt) > days * MS_PER_DAY;
    if (pathOf(snapshot.place) !== kept && (isTooOld || !isCovered(snapshot))) {
      await removeSnapshot(fs, join(folder, tenant), snapshot.place);
      removed++;
    }
  }
  return removed;
}

function coverage(stored: readonly StoredSnapshot[], limit: number): (snapshot: StoredSnapshot) => boolean {
  const readable = stored.filter(({ confirmedAt }) => confirmedAt !== undefined);
  const ofPeriods = readable.filter(({ key }) => key.date === undefined);
  const dated = ofPeriods.filter(({ isDated }) => isDated);
  // A report that never says a day is counted by its fetches.
  const cutoff = nth(
    (dated.length > 0 ? dated : ofPeriods).map(({ day }) => day),
    limit,
  );
  const firstSingleDay = nth(
    readable.flatMap(({ key, day }) => (key.date !== undefined && day >= (cutoff ?? '') ? [key.date] : [])),
    limit,
  );
  const newest = newestOfEach(readable, ({ key, day }) => [...keyFolders(key), ofPeriods.length > 0 ? day : ''].join());
  return (snapshot) =>
    snapshot.day >= (cutoff ?? '') &&
    (snapshot.key.date ?? '9') >= (firstSingleDay ?? '') &&
    (snapshot.confirmedAt === undefined || newest.has(snapshot));
}

/** The newest of a number of distinct days, counted from the newest; `undefined` if there are fewer. */
function nth(days: readonly IsoDate[], limit: number): IsoDate | undefined {
  return [...new Set(days)].sort().reverse()[limit - 1];
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
  fs: ArchiveFileSystem,
  reportPath: string,
  tenant: string,
  reportName: string,
): Promise<readonly StoredSnapshot[]> {
  const stored: StoredSnapshot[] = [];
  for (const parameter of await listFolder(fs, reportPath)) {
    const key = keyOf(tenant, reportName, parameter);
    const names = key === undefined ? [] : await listFolder(fs, join(reportPath, parameter));
    for (const refresh of names.filter((name) => refreshDayOf(name) !== undefined)) {
      for (const place of key === undefined ? [] : await placesIn(fs, { key, reportPath, parameter, refresh })) {
        const one = await readStored(fs, place);
        if (one !== undefined) {
          stored.push(one);
        }
      }
    }
  }
  return stored;
}

/** @returns `undefined` for what the migration has moved completely, except for the old `meta.json` */
async function readStored(fs: ArchiveFileSystem, place: SnapshotPlace): Promise<StoredSnapshot | undefined> {
  const { key, refresh, fetched = '' } = place;
  const meta = await readMeta(fs, place).catch((error: unknown) => {
    if (error instanceof UsageReportsError && error.details.code === 'newerArchive') {
      return undefined;
    }
    throw error;
  });
  if (meta === undefined) {
    return {
      ...{ place, key, day: refreshDayOf(refresh) ?? '', isDated: false },
      fetchedAt: fetchedOf(fetched)?.fetchedAt,
    };
  }
  if (place.fetched === undefined && (await isMoved(fs, place, meta))) {
    return undefined;
  }
  const { day, from } = refreshDayAt(place, meta);
  const { fetchedAt, checkedAt } = meta;
  return { place, key, day, isDated: from !== 'fetch', fetchedAt, confirmedAt: checkedAt };
}
