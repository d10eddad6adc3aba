import type { EarlierGroups } from '../../core/table/query/changes.js';
import { addDays, type IsoDate } from '../../base/dates.js';
import type { UsageReportsError } from '../../base/errors.js';
import { invalidQuery } from '../../shared/query/invalidQuery.js';
import type { Query, QuerySource } from '../../shared/query/query.js';
import type { ReportRef } from '../../shared/report.js';
import type { QueryHandle } from '../tables/tableHandle.js';
import type { ArchivedSnapshot } from './archivedSnapshots.js';
import { groupsIn } from './earlierGroups.js';
import type { OpenOptions } from './openOptions.js';
import { type OpenedSnapshot, openSnapshot, periodSnapshots } from './periodSnapshots.js';
import type { ReportService } from './reportService.js';

export interface AskOptions extends OpenOptions {
  /** ID of the connection that is asked if the query names none. */
  readonly connection: string;
}

/**
 * Answers a query from the report that it names. The answer does not need the report any more. The caller disposes of it.
 *
 * @throws UsageReportsError `invalidRequest` with the place in the query; the errors of `ReportService.open`; the signal's `AbortError`
 */
export async function askReport(service: ReportService, query: Query, options: AskOptions): Promise<QueryHandle> {
  const { source } = query;
  if (source === undefined) {
    throw noSource();
  }
  const ref = refOf(source, options.connection);
  const checked = service.check(ref);
  const opened = await openSource(service, ref, source.refreshDate, options);
  try {
    const { table, definition, fetchedAt } = opened;
    const earlier =
      query.earlier === undefined ? undefined : await earlierGroups(service, query, opened, options.signal);
    const origin = { ...checked.ref, fetchedAt };
    return await table.query(query, { definition, earlier, origin }, options.signal);
  } finally {
    opened.table.dispose();
  }
}

export function noSource(): UsageReportsError {
  return invalidQuery(
    'source',
    'It names no report. Add one, such as { "report": "getTeamsUserActivityUserDetail", "period": "D30" }.',
  );
}

/** @param active ID of the connection of a source that names none */
export function refOf({ report, period, date, history, connection }: QuerySource, active: string): ReportRef {
  return {
    connection: connection ?? active,
    report,
    ...(period === undefined ? {} : { period }),
    ...(date === undefined ? {} : { date }),
    ...(history === undefined ? {} : { history }),
  };
}

async function openSource(
  service: ReportService,
  ref: ReportRef,
  refreshDate: IsoDate | undefined,
  options: OpenOptions,
): Promise<OpenedSnapshot> {
  if (refreshDate === undefined) {
    return service.open(ref, options);
  }
  const path = 'source.refreshDate';
  if (ref.history === true) {
    throw invalidQuery(path, 'A history is of all snapshots, so it takes no refresh date.');
  }
  const snapshots = await periodSnapshots(service, ref);
  const snapshot = snapshots.find((one) => one.refreshDate === refreshDate);
  if (snapshot === undefined) {
    throw invalidQuery(path, `No snapshot of ${refreshDate} is archived. ${archivedDates(snapshots)}`);
  }
  return openSnapshot(snapshot, await service.attributesFor(snapshot.definition, ref.connection), options.signal);
}

function archivedDates(snapshots: readonly ArchivedSnapshot[]): string {
  const dates = [...new Set(snapshots.map(({ refreshDate }) => refreshDate ?? 'no date'))];
  return dates.length === 0
    ? 'Nothing is archived of this period.'
    : `Archived are ${dates.slice(0, 10).join(', ')}${dates.length > 10 ? ` and ${dates.length - 10} earlier ones` : ''}.`;
}

async function earlierGroups(
  service: ReportService,
  query: Query,
  { ref, refreshDate }: OpenedSnapshot,
  signal: AbortSignal,
): Promise<EarlierGroups> {
  if (ref.history === true) {
    throw invalidQuery('earlier', 'A history has all days in one table. Group it by its days instead.');
  }
  const snapshots = await periodSnapshots(service, ref);
  const snapshot = snapshots.find(isWanted(query, refreshDate));
  if (snapshot === undefined) {
    const message = `No such snapshot is archived. ${archivedDates(snapshots)}`;
    throw invalidQuery('earlier', message, 'noEarlierSnapshot');
  }
  const { table, definition } = await openSnapshot(
    snapshot,
    await service.attributesFor(snapshot.definition, ref.connection),
    signal,
  );
  try {
    return { refreshDate: snapshot.refreshDate, ...(await groupsIn(table, definition, query, signal)) };
  } finally {
    table.dispose();
  }
}

function isWanted({ earlier }: Query, refreshDate: IsoDate | null): (snapshot: ArchivedSnapshot) => boolean {
  if (earlier !== undefined && 'refreshDate' in earlier) {
    return (snapshot) => snapshot.refreshDate === earlier.refreshDate;
  }
  const last = refreshDate === null ? undefined : addDays(refreshDate, -(earlier?.daysBefore ?? 0));
  return (snapshot) => last !== undefined && snapshot.refreshDate !== null && snapshot.refreshDate <= last;
}
