import { normalizeName } from '../../table/store/columnNames.js';
import { COLUMN, hasActivity, hasLicenses, serviceColumn, SHARES, statesColumn } from './joinedColumns.js';
import {
  ACTIVE_USERS,
  ACTIVE_USERS_NAMES,
  JOINED_REPORTS,
  JOINED_SERVICES,
  type JoinedReport,
  type JoinedService,
} from './joinedReports.js';

/** Names of reports, each of which alone tells something. */
export type Tellers = readonly string[];

/** Of each service, the reports that tell who was active in it. */
export const ACTIVITY_TELLERS: readonly Tellers[] = JOINED_SERVICES.filter(hasActivity).map(activityTellers);

/** Columns that tell of all services. */
const OF_ALL_SERVICES: ReadonlySet<string> = new Set(
  [COLUMN.lastActivity, COLUMN.daysSince, COLUMN.activity].map(normalizeName),
);

/** Without the columns that any report may fill, such as whether somebody is deleted. */
const TELLERS: ReadonlyMap<string, Tellers> = new Map(
  [
    ...JOINED_REPORTS.map((joined) => ({ names: columnsOf(joined), reports: [joined.report] })),
    ...JOINED_SERVICES.filter(hasLicenses).map((service) => ({
      names: [serviceColumn.licensed(service), serviceColumn.assigned(service)],
      reports: [licenseReport(service)],
    })),
    ...JOINED_SERVICES.filter(hasActivity).map((service) => ({
      names: [serviceColumn.lastActivity(service), serviceColumn.states(service)],
      reports: activityTellers(service),
    })),
  ].flatMap(({ names, reports }) => names.map((name) => [normalizeName(name), reports] as const)),
);

/** Whether a column of the joined table is about all services: it tells of those of which anything is archived. */
export function isOfAllServices(column: string): boolean {
  return OF_ALL_SERVICES.has(normalizeName(column));
}

/**
 * The reports that tell a column of the joined table which is not of all services.
 * @returns `undefined` for a column that any report may fill, and for one that was added
 */
export function tellersOf(column: string): Tellers | undefined {
  return TELLERS.get(normalizeName(column));
}

/** All reports that tell something of a column of the joined table; none for a column that any report may fill, and for one that was added. */
export function reportsOfColumn(column: string): readonly string[] {
  return isOfAllServices(column) ? [...new Set(ACTIVITY_TELLERS.flat())] : (tellersOf(column) ?? []);
}

function licenseReport(service: JoinedService): string {
  const ofService = JOINED_REPORTS.find((one) => one.service === service && one.lastActivity !== undefined);
  return ACTIVE_USERS_NAMES.has(service) || ofService === undefined ? ACTIVE_USERS : ofService.report;
}

function activityTellers(service: JoinedService): string[] {
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
  return [statesColumn(joined), ...measures, ...shares];
}
