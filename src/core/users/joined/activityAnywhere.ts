import { isBlankCell } from '../../table/store/column.js';
import { ACTIVE_USERS, ACTIVE_USERS_NAMES } from './joinedReports.js';
import { activeUsersColumn } from './keptReport.js';
import type { UsersToMake } from './namedColumn.js';
import { NOBODY } from '../../table/store/nameIndex.js';
import type { PlacedReport } from './placedReport.js';
import { NO_DAY } from '../../table/store/dateColumn.js';
import { activityCode, CODE_OF } from './userStates.js';

/**
 * Whether each user is active in any service. Only {@link ACTIVE_USERS}, which is about all that everybody has, tells who is not: that somebody
 * has not used the service of another report for long says nothing of the others.
 *
 * @param lastDays of activity in any service, {@link NO_DAY} without
 * @returns a code of {@link CODE_OF}
 */
export function activityAnywhere(
  lastDays: Int32Array,
  reports: readonly PlacedReport[],
  { lastDay, notJoined }: Pick<UsersToMake, 'lastDay' | 'notJoined'>,
): (user: number) => number {
  const source = reports.find(({ kept }) => kept.joined.report === ACTIVE_USERS);
  const columns = [...ACTIVE_USERS_NAMES.values()].flatMap(
    (service) => source?.kept.column(activeUsersColumn.lastActivity(service)) ?? [],
  );
  const absence =
    source !== undefined
      ? CODE_OF.notSent
      : notJoined.some(({ report }) => report === ACTIVE_USERS)
        ? CODE_OF.notJoined
        : CODE_OF.notFetched;
  const newestDay = Number.isNaN(lastDay) ? Math.max(...reports.map(({ identities }) => identities.day)) : lastDay;
  return (user) => {
    const [day = NO_DAY, row = NOBODY] = [lastDays[user], source?.rowOf[user]];
    const isListed = row !== NOBODY && columns.length > 0;
    if (day !== NO_DAY) {
      const state = activityCode(newestDay - day);
      return isListed || state === CODE_OF.active ? state : absence;
    }
    return isListed && columns.every((column) => isBlankCell(column, row)) ? CODE_OF.noActivity : absence;
  };
}
