import type { UserState } from '../../../shared/blankReasons.js';
import type { Column, ScalarColumn } from '../../table/store/column.js';
import { activeUsersColumn, type KeptReport } from './keptReport.js';
import type { UsersToMake } from './namedColumn.js';
import type { PlacedReport } from './placedReport.js';
import { activityState } from './userStates.js';
import {
  ACTIVE_USERS,
  ACTIVE_USERS_NAMES,
  COPILOT_USAGE,
  type JoinedReport,
  type JoinedService,
} from './joinedReports.js';

/** No day. Every day is later. */
export const NO_DAY = -(2 ** 31);

/** Who has a license for a service: 1 for yes, 0 for no, `NaN` where nothing says it; `undefined` where nothing says it of anybody. */
export type Licenses = ((user: number) => number) | undefined;

/** What all reports say about who uses a service. */
export interface ServiceUse {
  /** Last day of activity of each user, {@link NO_DAY} without. */
  readonly lastDays: Int32Array;
  readonly stateOf: (user: number) => UserState;
}

/** Who has a license, see {@link Licenses}. */
export function licensesFor(service: JoinedService, reports: readonly PlacedReport[]): Licenses {
  const name = ACTIVE_USERS_NAMES.get(service);
  const source = reports.find(({ kept: { joined } }) =>
    name === undefined ? joined.report === COPILOT_USAGE && joined.service === service : joined.report === ACTIVE_USERS,
  );
  if (source === undefined) {
    return undefined;
  }
  const { kept, rowOf } = source;
  if (name === undefined) {
    return (user) => ((rowOf[user] ?? -1) < 0 ? 0 : 1);
  }
  const column = kept.column(activeUsersColumn.licensed(name));
  return column?.storage !== 'scalar' ? undefined : (user) => numberOf(column, rowOf[user] ?? -1);
}

export function serviceUse(
  service: JoinedService,
  reports: readonly PlacedReport[],
  licenses: Licenses,
  { count, notJoined }: Pick<UsersToMake, 'count' | 'notJoined'>,
): ServiceUse {
  const lastDays = new Int32Array(count).fill(NO_DAY);
  const neverActive = new Uint8Array(count);
  const about = reports.filter(({ kept }) => activityName(service, kept.joined) !== undefined);
  for (const { kept, rowOf } of about) {
    const column = kept.column(activityName(service, kept.joined) ?? '');
    const dayOf = lastDayReader(column, kept);
    for (let user = 0; user < count; user++) {
      const row = rowOf[user] ?? -1;
      if (row >= 0 && dayOf !== undefined) {
        const day = dayOf(row);
        if (day > (lastDays[user] ?? NO_DAY)) {
          lastDays[user] = day;
        } else if (day === NO_DAY && column?.text(row) === '') {
          neverActive[user] = 1;
        }
      }
    }
  }
  const absence = notJoined.some((joined) => activityName(service, joined) !== undefined) ? 'notJoined' : 'notFetched';
  // What was since then, reports of other services do not tell.
  const newestDay = Math.max(...about.map(({ identities }) => identities.day));
  const dayOf = (user: number) => lastDays[user] ?? NO_DAY;
  const stateOf = (user: number): UserState =>
    dayOf(user) !== NO_DAY
      ? activityState(newestDay - dayOf(user))
      : licenses?.(user) === 0
        ? 'notLicensed'
        : neverActive[user] === 1
          ? 'noActivity'
          : about.length > 0
            ? 'notSent'
            : absence;
  return { lastDays, stateOf };
}

/** What a report has of each user. Where it has no row of a user, the license says why. */
export function reportStates(
  { kept, rowOf, identities }: PlacedReport,
  licenses: Licenses,
): (user: number) => UserState {
  const { joined } = kept;
  const column = joined.isActivity ? kept.column(joined.lastActivity ?? '') : undefined;
  const dayOf = lastDayReader(column, kept);
  return (user) => {
    const row = rowOf[user] ?? -1;
    const day = row < 0 ? NO_DAY : (dayOf?.(row) ?? NO_DAY);
    if (joined.isActivity ? day !== NO_DAY : row >= 0) {
      return joined.isActivity ? activityState(identities.day - day) : 'sent';
    }
    if (licenses?.(user) === 0) {
      return 'notLicensed';
    }
    return row >= 0 && column?.text(row) === '' ? 'noActivity' : 'notSent';
  };
}

/** The column that says when somebody was active in a service last; `undefined` if the report says nothing of the service. */
function activityName(service: JoinedService, joined: JoinedReport): string | undefined {
  if (joined.report === ACTIVE_USERS) {
    const name = ACTIVE_USERS_NAMES.get(service);
    return name === undefined ? undefined : activeUsersColumn.lastActivity(name);
  }
  return joined.service === service ? joined.lastActivity : undefined;
}

/** Reads days of activity; {@link NO_DAY} for a cell without a day that can be right. */
function lastDayReader(column: Column | undefined, { limits }: KeptReport): ((row: number) => number) | undefined {
  if (column?.storage !== 'scalar') {
    return undefined;
  }
  return (row) => {
    const day = column.numberAt(row);
    return day >= limits.first && day <= limits.last ? day : NO_DAY;
  };
}

function numberOf(column: ScalarColumn, row: number): number {
  return row < 0 ? Number.NaN : column.numberAt(row);
}
