import type { IsoDate } from '../../base/dates.js';
import type { Connection } from '../auth/connections/connection.js';
import type { ArchivedSnapshot } from '../reports/archivedSnapshots.js';
import type { ReportService } from '../reports/reportService.js';

/** Of which days data are asked for, both inclusive; open where one is absent. */
export interface ArchivedDays {
  /** What has later data counts as if it were not archived. */
  readonly asOf?: IsoDate;
  /** What has only older data counts as if it were not archived. */
  readonly since?: IsoDate;
}

/** Day of the data of a snapshot. One without a refresh date is as old as its file. */
export function dayOf({ refreshDate, fetchedAt }: Pick<ArchivedSnapshot, 'refreshDate' | 'fetchedAt'>): IsoDate {
  return refreshDate ?? fetchedAt.slice(0, 10);
}

export function isSince(snapshot: Pick<ArchivedSnapshot, 'refreshDate' | 'fetchedAt'>, since: IsoDate | undefined) {
  return since === undefined || dayOf(snapshot) >= since;
}

/**
 * Of those of the reports that are archived, but of no day that is asked for: the nearest day that they are of.
 * @throws UsageReportsError `storage`
 */
export async function nearestDays(
  service: Pick<ReportService, 'newestOfPeriods'>,
  connection: Connection,
  reports: ReadonlySet<string>,
  { asOf, since }: ArchivedDays,
): Promise<ReadonlyMap<string, IsoDate>> {
  const until = newestDays(await service.newestOfPeriods(connection, reports, asOf));
  const older = [...until].filter(([, day]) => since !== undefined && day < since);
  const others = new Set([...reports].filter((report) => !until.has(report)));
  const later =
    asOf === undefined || others.size === 0
      ? new Map<string, IsoDate>()
      : newestDays(await service.newestOfPeriods(connection, others));
  return new Map([...older, ...later]);
}

function newestDays(snapshots: readonly ArchivedSnapshot[]): Map<string, IsoDate> {
  const days = new Map<string, IsoDate>();
  for (const snapshot of snapshots) {
    const [known = '', day] = [days.get(snapshot.definition.name), dayOf(snapshot)];
    days.set(snapshot.definition.name, day > known ? day : known);
  }
  return days;
}
