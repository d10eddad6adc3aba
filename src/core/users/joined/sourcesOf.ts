import {
  ACTIVE_USERS,
  ACTIVE_USERS_NAMES,
  JOINED_REPORTS,
  JOINED_SERVICES,
  type JoinedReport,
} from './joinedReports.js';
import { hasLicenses, serviceColumn, SHARES } from './joinedColumns.js';
import type { UserReport, UserSource } from './joinedUsers.js';
import type { KeptReport } from './keptReport.js';
import type { UserRows } from './persons.js';

/** A report that was read. */
export interface SourceRows {
  readonly kept: KeptReport;
  /** Absent if its names are not those of the others. */
  readonly rows: UserRows | undefined;
}

const NONE_LEFT_OUT = { noName: 0, repeated: 0, otherNames: 0 };

/** What became of all reports that are joined, in the order of {@link JOINED_REPORTS}. */
export function sourcesOf(read: readonly SourceRows[], unreadable: readonly Omit<UserReport, 'table'>[]): UserSource[] {
  return JOINED_REPORTS.flatMap((joined): UserSource[] => {
    const { report, isRetired } = joined;
    const common = { report, columns: columnsOf(joined) };
    const found = read.find(({ kept }) => kept.joined.report === report);
    if (found !== undefined) {
      return [{ ...common, ...factsOf(found.kept), ...rowsOf(found) }];
    }
    const broken = unreadable.find(({ definition }) => definition.name === report);
    if (broken !== undefined) {
      return [{ ...common, ...factsOf(broken), state: 'unreadable', rowCount: 0, leftOut: NONE_LEFT_OUT }];
    }
    return isRetired === true
      ? []
      : [{ ...common, state: 'missing', refreshDate: null, rowCount: 0, leftOut: NONE_LEFT_OUT }];
  });
}

function factsOf({ period, refreshDate, fetchedAt }: Omit<UserReport, 'table'>) {
  return { ...(period === undefined ? {} : { period }), refreshDate, fetchedAt };
}

function rowsOf({ kept, rows }: SourceRows): Pick<UserSource, 'state' | 'rowCount' | 'leftOut'> {
  if (rows === undefined) {
    const { rowCount } = kept;
    return { state: 'otherNames', rowCount, leftOut: { ...NONE_LEFT_OUT, otherNames: rowCount } };
  }
  const { rowCount, noName, repeated } = rows;
  return { state: 'used', rowCount, leftOut: { noName, repeated, otherNames: 0 } };
}

function columnsOf(joined: JoinedReport): string[] {
  const services = JOINED_SERVICES.filter(
    (service) => joined.report === ACTIVE_USERS && ACTIVE_USERS_NAMES.has(service),
  );
  return [
    ...(joined.states === undefined ? [] : [joined.states]),
    ...services.flatMap((service) => [serviceColumn.licensed(service), serviceColumn.assigned(service)]),
    ...(joined.service !== undefined && !ACTIVE_USERS_NAMES.has(joined.service) && hasLicenses(joined.service)
      ? [serviceColumn.licensed(joined.service)]
      : []),
    ...joined.measures.map(({ name }) => name),
    ...SHARES.flatMap(({ name, whole }) => (joined.measures.some((one) => one.name === whole) ? [name] : [])),
  ];
}
