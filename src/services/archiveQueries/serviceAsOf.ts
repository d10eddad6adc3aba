import type { IsoDate } from '../../base/dates.js';
import type { Connection } from '../auth/connections/connection.js';
import { type ArchivedSnapshot, isUntil } from '../reports/archivedSnapshots.js';
import type { ReportService } from '../reports/reportService.js';

type Archived = Pick<ReportService, 'newestOfPeriods' | 'archivedSnapshots' | 'attributesFor'>;

/** What was archived on a day: snapshots with later data count as if they were not there. The directory says of which day it is. */
export function serviceAsOf(service: Archived, asOf: IsoDate | undefined): Archived {
  return asOf === undefined
    ? service
    : {
        attributesFor: (definition, connection) => service.attributesFor(definition, connection, asOf),
        newestOfPeriods: (connection, reports) => service.newestOfPeriods(connection, reports, asOf),
        archivedSnapshots: (connection, report) => snapshotsUntil(service, connection, report, asOf),
      };
}

/** Newest refresh date first within each period and day. */
export async function* snapshotsUntil(
  service: Pick<ReportService, 'archivedSnapshots'>,
  connection: Connection,
  report: string,
  asOf: IsoDate | undefined,
): AsyncGenerator<ArchivedSnapshot> {
  for await (const snapshot of service.archivedSnapshots(connection, report)) {
    if (isUntil(snapshot, asOf)) {
      yield snapshot;
    }
  }
}
