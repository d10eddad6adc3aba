import { type Column, isBlankCell } from '../../table/store/column.js';
import { NOBODY } from '../../table/store/nameIndex.js';
import { daysAt } from '../../table/store/cellsAt.js';
import { NO_DAY } from '../../table/store/dateColumn.js';
import { activeUsersColumn, type KeptReport } from './keptReport.js';
import type { UsersToMake } from './namedColumn.js';
import type { PlacedReport } from './placedReport.js';
import { activityCode, CODE_OF } from './userStates.js';
import {
  ACTIVE_USERS,
  ACTIVE_USERS_NAMES,
  COPILOT_USAGE,
  type JoinedReport,
  type JoinedService,
} from './joinedReports.js';

/** Who has a license for a service: 1 for yes, 0 for no, `NaN` where nothing says it; `undefined` where nothing says it of anybody. */
export type Licenses = ((user: number) => number) | undefined;

/** What all reports say about who uses a service. */
export interface ServiceUse {
  /** Last day of activity of each user, {@link NO_DAY} without. */
  readonly lastDays: Int32Array;
  /** A code of {@link CODE_OF}. */
  readonly stateOf: (user: number) => number;
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
  if (column?.storage !== 'scalar') {
    return undefined;
  }
  return (user) => {
    const row = rowOf[user] ?? NOBODY;
    return row < 0 ? Number.NaN : column.numberAt(row);
  };
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
    const days = lastDaysIn(column, kept, rowOf);
    for (let user = 0; user < (days?.length ?? 0); user++) {
      const day = days?.[user] ?? NO_DAY;
      if (day > (lastDays[user] ?? NO_DAY)) {
        lastDays[user] = day;
      } else if (day === NO_DAY && isBlankAt(column, rowOf[user] ?? NOBODY)) {
        neverActive[user] = 1;
      }
    }
  }
  const absence = notJoined.some((joined) => activityName(service, joined) !== undefined)
    ? CODE_OF.notJoined
    : CODE_OF.notFetched;
  // What was since then, reports of other services do not tell.
  const newestDay = Math.max(...about.map(({ identities }) => identities.day));
  const dayOf = (user: number) => lastDays[user] ?? NO_DAY;
  const stateOf = (user: number): number =>
    dayOf(user) !== NO_DAY
      ? activityCode(newestDay - dayOf(user))
      : licenses?.(user) === 0
        ? CODE_OF.notLicensed
        : neverActive[user] === 1
          ? CODE_OF.noActivity
          : about.length > 0
            ? CODE_OF.notSent
            : absence;
  return { lastDays, stateOf };
}

/** What a report has of each user. Where it has no row of a user, the license says why. @returns a code of {@link CODE_OF} */
export function reportStates({ kept, rowOf, identities }: PlacedReport, licenses: Licenses): (user: number) => number {
  const { joined } = kept;
  const column = joined.isActivity ? kept.column(joined.lastActivity ?? '') : undefined;
  const days = lastDaysIn(column, kept, rowOf);
  return (user) => {
    const row = rowOf[user] ?? NOBODY;
    const day = days?.[user] ?? NO_DAY;
    if (joined.isActivity ? day !== NO_DAY : row >= 0) {
      return joined.isActivity ? activityCode(identities.day - day) : CODE_OF.sent;
    }
    if (licenses?.(user) === 0) {
      return CODE_OF.notLicensed;
    }
    return isBlankAt(column, row) ? CODE_OF.noActivity : CODE_OF.notSent;
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

function lastDaysIn(column: Column | undefined, { limits }: KeptReport, rowOf: Int32Array): Int32Array | undefined {
  return column?.storage === 'scalar' ? daysAt(column, rowOf, limits) : undefined;
}

/** Whether a report has the user, and nothing in this column. */
function isBlankAt(column: Column | undefined, row: number): boolean {
  return row >= 0 && column !== undefined && isBlankCell(column, row);
}
