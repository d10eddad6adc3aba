import { USERS_REPORT } from '../../core/users/joined/joinedColumns.js';
import { JOINED_REPORTS } from '../../core/users/joined/joinedReports.js';
import { chooseUserSnapshots } from '../../core/users/joined/usersSources.js';
import type { Connection } from '../auth/connections/connection.js';
import type { ArchivedSnapshot } from '../reports/archivedSnapshots.js';
import type { ReportService } from '../reports/reportService.js';
import type { SizedUserFile, UsersTable } from '../tables/userFile.js';
import { type OpenUsersOptions, openUsersTable } from '../tables/usersTable.js';

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
  options: Omit<OpenUsersOptions, 'attributes'> = {},
): Promise<UsersTable | undefined> {
  const snapshots = await service.newestOfPeriods(connection, REPORTS);
  return joinSnapshots(chooseUserSnapshots(snapshots), {
    ...options,
    attributes: await service.attributesFor(USERS_REPORT, connection.id),
  });
}

/**
 * Users of some snapshots, at most one of each report.
 *
 * @returns `undefined` without snapshots
 * @throws UsageReportsError `tableLost`; the signal's `AbortError`
 */
export async function joinSnapshots(
  snapshots: readonly ArchivedSnapshot[],
  options: OpenUsersOptions = {},
): Promise<UsersTable | undefined> {
  if (snapshots.length === 0) {
    return undefined;
  }
  return openUsersTable(snapshots.map(fileOf), options);
}

function fileOf(snapshot: ArchivedSnapshot): SizedUserFile {
  const { definition, format, ref, refreshDate, fetchedAt, bytes } = snapshot;
  const period = ref.period === undefined ? {} : { period: ref.period };
  return {
    facts: { definition, format, ...period, refreshDate, fetchedAt },
    bytes,
    chunks: () => snapshot.chunks(),
  };
}
