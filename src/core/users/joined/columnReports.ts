import { COLUMN, hasActivity, hasLicenses, serviceColumn, SHARES, statesColumn } from './joinedColumns.js';
import {
  ACTIVE_USERS,
  ACTIVE_USERS_NAMES,
  JOINED_REPORTS,
  JOINED_SERVICES,
  type JoinedReport,
  type JoinedService,
} from './joinedReports.js';

/** Columns that tell of all services. */
const OF_ALL_SERVICES: readonly string[] = [COLUMN.lastActivity, COLUMN.daysSince, COLUMN.activity];

/** Names of the reports that tell when somebody was active in any service. */
export const ACTIVITY_REPORTS: readonly string[] = JOINED_REPORTS.filter(
  ({ report, lastActivity }) => report === ACTIVE_USERS || lastActivity !== undefined,
).map(({ report }) => report);

/** The reports that fill each column of the joined table; without the columns that any report may fill, such as whether somebody is deleted. */
const REPORTS: ReadonlyMap<string, readonly string[]> = new Map([
  ...OF_ALL_SERVICES.map((name) => [name, ACTIVITY_REPORTS] as const),
  ...JOINED_SERVICES.flatMap((service) => [
    ...[serviceColumn.licensed(service), serviceColumn.assigned(service)].map(
      (name) => [name, hasLicenses(service) ? [licenseReport(service)] : []] as const,
    ),
    ...[serviceColumn.lastActivity(service), serviceColumn.states(service)].map(
      (name) => [name, hasActivity(service) ? activityReports(service) : []] as const,
    ),
  ]),
  ...JOINED_REPORTS.flatMap((joined) => columnsOf(joined).map((name) => [name, [joined.report]] as const)),
]);

/**
 * Names of the reports by which a column of the joined table is filled, each of which alone would do.
 * @returns `undefined` for a column that any report may fill, and for one that was added
 */
export function reportsOfColumn(column: string): readonly string[] | undefined {
  return REPORTS.get(column);
}

function licenseReport(service: JoinedService): string {
  const ofService = JOINED_REPORTS.find((one) => one.service === service && one.lastActivity !== undefined);
  return ACTIVE_USERS_NAMES.has(service) || ofService === undefined ? ACTIVE_USERS : ofService.report;
}

function activityReports(service: JoinedService): string[] {
  return JOINED_REPORTS.filter(
    (one) =>
      (one.service === service && one.lastActivity !== undefined) ||
      (one.report === ACTIVE_USERS && ACTIVE_USERS_NAMES.has(service)),
  ).map(({ report }) => report);
}

/** Those that no other report fills. */
function columnsOf(joined: JoinedReport): string[] {
  const measures = joined.measures.map(({ name }) => name);
  const shares = SHARES.flatMap(({ name, whole }) => (measures.includes(whole) ? [name] : []));
  return [...(joined.states === undefined ? [] : [statesColumn(joined)]), ...measures, ...shares];
}
