import { USERS_REPORT } from '../../core/users/joined/joinedColumns.js';
import { JOINED_REPORTS } from '../../core/users/joined/joinedReports.js';
import type { JoinedUsersFacts } from '../../core/users/joined/joinedUsers.js';
import { chooseUserSnapshots } from '../../core/users/joined/usersSources.js';
import type { Connection } from '../auth/connections/connection.js';
import type { ArchivedSnapshot } from '../reports/archivedSnapshots.js';
import type { ReportService } from '../reports/reportService.js';
import type { SizedUserFile, UsersTable } from '../tables/userFile.js';
import type { OpenJoinedOptions } from '../tables/filesToJoin.js';
import { openUsersTable } from '../tables/usersTable.js';

const REPORTS: ReadonlySet<string> = new Set(JOINED_REPORTS.map(({ report }) => report));

/**
 * All users of a tenant, one row each, joined from what is archived, without a request, with their attributes where a file or the directory has them. The
 * caller disposes of the table.
 *
 * @returns `undefined` if nothing is archived that could be joined
 * @throws UsageReportsError `storage`, `tableLost`; the signal's `AbortError`
 */
export async function openUsers(
  service: Pick<ReportService, 'newestOfPeriods' | 'attributesFor'>,
  connection: Connection,
  options: Omit<OpenJoinedOptions, 'attributes'> = {},
): Promise<UsersTable | undefined> {
  return joinSnapshots(await userSnapshots(service, connection), {
    ...options,
    attributes: await service.attributesFor(USERS_REPORT, connection.id),
  });
}

/** Whether other snapshots would be joined now than those that a table is made of; `undefined` stands for none. */
export async function isOutdated(
  service: Pick<ReportService, 'newestOfPeriods'>,
  connection: Connection,
  facts: JoinedUsersFacts | undefined,
): Promise<boolean> {
  const joined = new Map(facts?.sources.map(({ report, fetchedAt }) => [report, fetchedAt]));
  const snapshots = await userSnapshots(service, connection);
  const archived = new Map(snapshots.map(({ definition, fetchedAt }) => [definition.name, fetchedAt]));
  // Those that are gone as well as those that came.
  return [...REPORTS].some((report) => archived.get(report) !== joined.get(report));
}

/** The snapshots of which the users of a tenant are joined. */
export async function userSnapshots(
  service: Pick<ReportService, 'newestOfPeriods'>,
  connection: Connection,
): Promise<ArchivedSnapshot[]> {
  return chooseUserSnapshots(await service.newestOfPeriods(connection, REPORTS));
}

/**
 * Users of some snapshots, at most one of each report.
 *
 * @returns `undefined` without snapshots
 * @throws UsageReportsError `tableLost`; the signal's `AbortError`
 */
export async function joinSnapshots(
  snapshots: readonly ArchivedSnapshot[],
  options: OpenJoinedOptions = {},
): Promise<UsersTable | undefined> {
  if (snapshots.length === 0) {
    return undefined;
  }
  return openUsersTable(snapshots.map(userFileOf), options);
}

export function userFileOf(snapshot: ArchivedSnapshot): SizedUserFile {
  const { definition, format, ref, refreshDate, fetchedAt, bytes } = snapshot;
  const period = ref.period === undefined ? {} : { period: ref.period };
  return {
    facts: { definition, format, ...period, refreshDate, fetchedAt },
    bytes,
    chunks: () => snapshot.chunks(),
  };
}
