import type { Connection } from '../auth/connections/connection.js';
import { type ArchivedSnapshot, isUntil } from '../reports/archivedSnapshots.js';
import type { ReportService } from '../reports/reportService.js';
import { type ArchivedDays, isSince } from './archivedDays.js';

type Archived = Pick<ReportService, 'newestOfPeriods' | 'archivedSnapshots' | 'attributesFor'>;

/**
 * What was archived on a day: snapshots with later data count as if they were not there, and so do reports that have only older data than those
 * that are asked for. Of the others, older snapshots tell how they have changed. The directory says of which day it is.
 *
 * @param outside reports of which no data are of these days, see `nearestDays`
 */
export function serviceAsOf(
  service: Archived,
  { asOf, since }: ArchivedDays,
  outside: ReadonlyMap<string, unknown> = new Map(),
): Archived {
  return asOf === undefined && since === undefined
    ? service
    : {
        attributesFor: (definition, connection) => service.attributesFor(definition, connection, asOf),
        newestOfPeriods: async (connection, reports) =>
          (await service.newestOfPeriods(connection, reports, asOf)).filter((snapshot) => isSince(snapshot, since)),
        archivedSnapshots: (connection, report) => snapshotsUntil(service, connection, report, { asOf, outside }),
      };
}

/** Newest refresh date first within each period and day. */
async function* snapshotsUntil(
  service: Pick<ReportService, 'archivedSnapshots'>,
  connection: Connection,
  report: string,
  { asOf, outside }: Pick<ArchivedDays, 'asOf'> & { readonly outside: ReadonlyMap<string, unknown> },
): AsyncGenerator<ArchivedSnapshot> {
  if (outside.has(report)) {
    return;
  }
  for await (const snapshot of service.archivedSnapshots(connection, report)) {
    if (isUntil(snapshot, asOf)) {
      yield snapshot;
    }
  }
}
