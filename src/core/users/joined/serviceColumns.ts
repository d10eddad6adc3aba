import { daysColumn, NO_DAY } from '../../table/store/dateColumn.js';
import { numbersColumn } from '../../table/store/numbersColumn.js';
import { activityAnywhere } from './activityAnywhere.js';
import { COLUMN, hasActivity, hasLicenses, serviceColumn } from './joinedColumns.js';
import { JOINED_SERVICES } from './joinedReports.js';
import type { NamedColumn, UsersToMake } from './namedColumn.js';
import type { PlacedReport } from './placedReport.js';
import { licensesFor, serviceUse } from './serviceUse.js';
import { statesColumnOf } from './userStates.js';

/** Who has a license for each service and was active when, and when anywhere. */
export function* serviceColumns(
  reports: readonly PlacedReport[],
  { count, lastDay, notJoined }: UsersToMake,
): Generator<NamedColumn> {
  const newest = new Int32Array(count).fill(NO_DAY);
  for (const service of JOINED_SERVICES) {
    const licenses = licensesFor(service, reports);
    if (hasLicenses(service) && licenses !== undefined) {
      yield [serviceColumn.licensed(service), numbersColumn('boolean', count, licenses)];
    }
    if (hasActivity(service)) {
      const { lastDays, stateOf } = serviceUse(service, reports, licenses, { count, notJoined });
      for (let user = 0; user < count; user++) {
        newest[user] = Math.max(lastDays[user] ?? NO_DAY, newest[user] ?? NO_DAY);
      }
      yield [serviceColumn.lastActivity(service), daysColumn(lastDays)];
      yield [serviceColumn.states(service), statesColumnOf(count, stateOf)];
    }
  }
  yield [COLUMN.lastActivity, daysColumn(newest)];
  // Somebody may be seen on a later day than the reports say that they go to.
  yield [COLUMN.daysSince, numbersColumn('number', count, (user) => Math.max(0, lastDay - numberOf(newest, user)))];
  yield [COLUMN.activity, statesColumnOf(count, activityAnywhere(newest, reports, { lastDay, notJoined }))];
}

function numberOf(days: Int32Array, user: number): number {
  const day = days[user] ?? NO_DAY;
  return day === NO_DAY ? Number.NaN : day;
}
