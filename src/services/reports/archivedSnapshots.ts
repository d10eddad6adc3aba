import type { Archive } from '../archive/archive.js';
import type { SnapshotKey } from '../archive/names.js';
import type { Snapshot } from '../archive/snapshot.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { Format, ReportDefinition } from '../../core/catalog/definition.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { ReportRef } from '../../shared/report.js';

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
  /** The bytes as received. CSV: chunks of any size. JSON: one page per chunk. */
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
    const definition = key.report === report ? catalog.find(key.report) : undefined;
    if (definition !== undefined) {
      for await (const snapshot of archive.history(key)) {
        yield toArchivedSnapshot(snapshot, key, definition, tenant);
      }
    }
  }
}

/**
 * The newest snapshot of each detail report. Of several with the same refresh date, the one of the longest period, because it includes the
 * most.
 *
 * @throws UsageReportsError `storage`
 */
export async function newestDetailSnapshots(
  archive: Archive,
  catalog: Catalog,
  tenant: ArchivedTenantRef,
): Promise<ArchivedSnapshot[]> {
  const newest = new Map<ReportDefinition, ArchivedSnapshot>();
  for await (const key of archive.keys(tenant.tenant)) {
    const definition = catalog.find(key.report);
    const snapshot = definition?.kind === 'detail' ? await archive.latest(key) : undefined;
    if (definition !== undefined && snapshot !== undefined) {
      const candidate = toArchivedSnapshot(snapshot, key, definition, tenant);
      const known = newest.get(definition);
      if (known === undefined || isBetter(candidate, known)) {
        newest.set(definition, candidate);
      }
    }
  }
  return catalog.reports.flatMap((definition) => newest.get(definition) ?? []);
}

function isBetter(one: ArchivedSnapshot, other: ArchivedSnapshot): boolean {
  const [dateOne, dateOther] = [one.refreshDate ?? '', other.refreshDate ?? ''];
  return dateOne > dateOther || (dateOne === dateOther && daysOf(one.ref) > daysOf(other.ref));
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
    chunks: () => snapshot.chunks(),
  };
}
