import type { Archive } from '../archive/archive.js';
import type { FileOrigin } from '../archive/fileOrigin.js';
import type { SnapshotKey } from '../archive/names.js';
import type { Snapshot } from '../archive/snapshot.js';
import { isPassable } from '../files/storageErrors.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { Format, ReportDefinition } from '../../core/catalog/definition.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { ReportRef } from '../../shared/report.js';
import { decodableChunks } from './decodableChunks.js';

/** One snapshot in the archive, unopened. */
export interface ArchivedSnapshot {
  readonly ref: ReportRef;
  readonly definition: ReportDefinition;
  /** Day of the newest data; `null` if the report has none. */
  readonly refreshDate: IsoDate | null;
  /** When the bytes came from the service. */
  readonly fetchedAt: IsoInstant;
  readonly rowCount: number;
  readonly bytes: number;
  readonly format: Format;
  /** Absent if the service sent it. */
  readonly origin?: FileOrigin;
  /** The report as the service writes it. CSV: chunks of any size. JSON: one page per chunk. */
  chunks(): AsyncIterable<Uint8Array>;
}

/** Whose snapshots: the connection, and what the archive calls its tenant. */
export interface ArchivedTenantRef {
  readonly connection: string;
  readonly tenant: string;
}

/**
 * All archived snapshots of a report, for every period and day; newest refresh date first within each. Reports that are no longer in the
 * catalog are left out.
 *
 * @throws UsageReportsError `storage`
 */
export async function* archivedSnapshotsOf(
  archive: Archive,
  catalog: Catalog,
  tenant: ArchivedTenantRef,
  report: string,
): AsyncGenerator<ArchivedSnapshot> {
  for await (const key of archive.keys(tenant.tenant)) {
    const definition = key.report === report ? catalog.findArchived(key.report) : undefined;
    if (definition !== undefined) {
      for await (const snapshot of readableHistory(archive, key)) {
        yield toArchivedSnapshot(snapshot, key, definition, tenant);
      }
    }
  }
}

/**
 * The reports of which two snapshots can be compared: two of periods, or two of single days, as a day has only who was active on it. In the
 * catalog's order, those that only files have at the end. Reads no more than two snapshots of each.
 *
 * @throws UsageReportsError `storage`
 */
export async function comparableReports(
  archive: Archive,
  catalog: Catalog,
  { tenant }: ArchivedTenantRef,
): Promise<ReportDefinition[]> {
  const counts = { periods: new Map<ReportDefinition, number>(), days: new Map<ReportDefinition, number>() };
  for await (const key of archive.keys(tenant)) {
    const definition = catalog.findArchived(key.report);
    if (definition === undefined) {
      continue;
    }
    const kind = key.date === undefined ? counts.periods : counts.days;
    const history = readableHistory(archive, key);
    while ((kind.get(definition) ?? 0) < 2 && (await history.next()).done !== true) {
      kind.set(definition, (kind.get(definition) ?? 0) + 1);
    }
  }
  return [...catalog.reports, ...catalog.exports].filter((report) =>
    [counts.periods, counts.days].some((kind) => (kind.get(report) ?? 0) >= 2),
  );
}

/**
 * Of some reports the newest snapshot that has rows of each period, or of the state that a report without periods is about. In no order.
 *
 * @param reports names in the catalog
 * @param asOf a day: later snapshots count as if they were not there, see {@link isUntil}
 * @throws UsageReportsError `storage`
 */
export async function newestOfPeriods(
  archive: Archive,
  catalog: Catalog,
  tenant: ArchivedTenantRef,
  reports: ReadonlySet<string>,
  asOf?: IsoDate,
): Promise<ArchivedSnapshot[]> {
  const found: ArchivedSnapshot[] = [];
  for await (const key of archive.keys(tenant.tenant)) {
    const definition = key.date === undefined ? catalog.findArchived(key.report) : undefined;
    if (definition === undefined || !reports.has(definition.name)) {
      continue;
    }
    for await (const snapshot of readableHistory(archive, key)) {
      const archived = toArchivedSnapshot(snapshot, key, definition, tenant);
      if (archived.rowCount > 0 && isUntil(archived, asOf)) {
        found.push(archived);
        break;
      }
    }
  }
  return found;
}

/** Whether a snapshot has data of a day at the latest. One without a refresh date is as old as its file. */
export function isUntil(
  { refreshDate, fetchedAt }: Pick<ArchivedSnapshot, 'refreshDate' | 'fetchedAt'>,
  asOf: IsoDate | undefined,
): boolean {
  return asOf === undefined || (refreshDate ?? fetchedAt.slice(0, 10)) <= asOf;
}

/** A report that a newer version of this extension has written, or that cannot be read, is passed over, which the archive says. */
export async function* readableHistory(archive: Archive, key: SnapshotKey): AsyncGenerator<Snapshot> {
  try {
    yield* archive.history(key);
  } catch (error) {
    if (!isPassable(error)) {
      throw error;
    }
  }
}

/** The snapshot of a detail report that says most about its users. */
export interface DetailSnapshot extends ArchivedSnapshot {
  /** Refresh date of a newer snapshot that has no rows, `null` if it has none; absent if there is no such snapshot. */
  readonly newerWithoutRows?: IsoDate | null;
}

/**
 * For each detail report the snapshot that says most about its users, which the newest one need not do:
 *
 * - One without rows says nothing, so it counts only where no other is archived. It may as well be that no rows came.
 * - A single day has only who was active on it, so it counts only where no period is archived.
 * - Of periods the newest refresh date counts, then the longest period.
 *
 * @throws UsageReportsError `storage`
 */
export async function newestDetailSnapshots(
  archive: Archive,
  catalog: Catalog,
  tenant: ArchivedTenantRef,
): Promise<DetailSnapshot[]> {
  const best = new Map<ReportDefinition, ArchivedSnapshot>();
  const emptyOnes = new Map<ReportDefinition, ArchivedSnapshot>();
  for await (const key of archive.keys(tenant.tenant)) {
    const definition = catalog.findArchived(key.report);
    if (definition?.kind !== 'detail') {
      continue;
    }
    for await (const snapshot of readableHistory(archive, key)) {
      const candidate = toArchivedSnapshot(snapshot, key, definition, tenant);
      keepBetter(best, candidate);
      if (candidate.rowCount > 0) {
        break;
      }
      keepBetter(emptyOnes, candidate);
    }
  }
  return [...catalog.reports, ...catalog.exports].flatMap((definition) => {
    const [snapshot, empty] = [best.get(definition), emptyOnes.get(definition)];
    if (snapshot === undefined) {
      return [];
    }
    const isOlder =
      empty !== undefined &&
      snapshot.rowCount > 0 &&
      isPeriod(empty) >= isPeriod(snapshot) &&
      (empty.refreshDate ?? '') > (snapshot.refreshDate ?? '');
    return [isOlder ? { ...snapshot, newerWithoutRows: empty.refreshDate } : snapshot];
  });
}

function keepBetter(best: Map<ReportDefinition, ArchivedSnapshot>, candidate: ArchivedSnapshot): void {
  const known = best.get(candidate.definition);
  if (known === undefined || isBetter(candidate, known)) {
    best.set(candidate.definition, candidate);
  }
}

function isBetter(one: ArchivedSnapshot, other: ArchivedSnapshot): boolean {
  const [dateOne, dateOther] = [one.refreshDate ?? '', other.refreshDate ?? ''];
  const order =
    Math.sign(one.rowCount) - Math.sign(other.rowCount) ||
    isPeriod(one) - isPeriod(other) ||
    (dateOne === dateOther ? daysOf(one.ref) - daysOf(other.ref) : dateOne > dateOther ? 1 : -1);
  return order > 0;
}

/** @returns 1 for a period or the current state, 0 for a single day */
function isPeriod({ ref }: ArchivedSnapshot): number {
  return ref.date === undefined ? 1 : 0;
}

/** How many days a reference is about; a single day is one, the current state all there are. */
function daysOf({ period, date }: ReportRef): number {
  return date !== undefined ? 1 : Number(/^D(\d+)$/.exec(period ?? '')?.[1] ?? Infinity);
}

function toArchivedSnapshot(
  snapshot: Snapshot,
  key: SnapshotKey,
  definition: ReportDefinition,
  { connection }: ArchivedTenantRef,
): ArchivedSnapshot {
  const { period, date } = key;
  const { meta, refreshDate } = snapshot;
  return {
    ref: {
      connection,
      report: definition.name,
      ...(period === undefined ? {} : { period }),
      ...(date === undefined ? {} : { date }),
    },
    definition,
    refreshDate,
    fetchedAt: meta.fetchedAt,
    rowCount: meta.rowCount,
    bytes: meta.bytes,
    format: meta.format,
    ...(meta.origin === undefined ? {} : { origin: meta.origin }),
    chunks: () => decodableChunks(snapshot, definition),
  };
}
