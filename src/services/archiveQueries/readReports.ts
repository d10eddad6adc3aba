import type { IsoDate } from '../../base/dates.js';
import { normalizeName } from '../../core/table/store/columnNames.js';
import { PRODUCTS_REPORT } from '../../core/licenses/licenseColumns.js';
import { STORAGE } from '../../core/storage/storageColumns.js';
import { COLUMN, hasActivity, serviceColumn } from '../../core/users/joined/joinedColumns.js';
import {
  ACTIVE_USERS,
  ACTIVE_USERS_NAMES,
  JOINED_REPORTS,
  JOINED_SERVICES,
  type JoinedService,
} from '../../core/users/joined/joinedReports.js';
import type { UserSource, UserSourceState } from '../../core/users/joined/joinedUsers.js';
import type { StorageSource } from '../../core/storage/storageFacts.js';
import type { Query } from '../../shared/query/query.js';
import type { AskedTable } from './madeTables.js';

/** A report that a query reads, and what became of it. */
export interface ReadReport {
  /** Name in the catalog. */
  readonly report: string;
  readonly state: UserSourceState;
  /** Of its data; `null` where nobody knows. */
  readonly day: IsoDate | null;
}

/** Something that a query asks, and the reports of which each tells it. */
export type ReadPart = readonly ReadReport[];

/**
 * Which reports the answer to a query is told by: of a table that is joined from several, those that fill the columns that it uses.
 * @param allRows whether it has to be known that no row is missing, as where somebody counts too few
 */
export function readParts(query: Query, asked: Omit<AskedTable, 'table'>, allRows = false): readonly ReadPart[] {
  const { definition, users, storage, refreshDate, fetchedAt } = asked;
  if (storage !== undefined) {
    return storageParts(query, storage.sources, allRows);
  }
  if (users !== undefined) {
    return usersParts(query, users.sources, { allRows, areLicenses: definition === PRODUCTS_REPORT });
  }
  return [[{ report: definition.name, state: 'used', day: refreshDate ?? fetchedAt?.slice(0, 10) ?? null }]];
}

/** Names of columns that a query uses, in one spelling. @returns none where it counts rows, or has all columns */
export function usedColumns({ filters = [], groupBy = [], aggregates = [], columns = [] }: Query): readonly string[] {
  const names = [
    ...columns,
    ...[...filters, ...groupBy].map(({ column }) => column),
    ...filters.flatMap((filter) => (filter.kind === 'share' ? filter.of : [])),
    ...aggregates.flatMap((one) => ('column' in one ? [one.column] : [])),
  ];
  return [...new Set(names.map(normalizeName))];
}

/** Each kind of storage has a report of its own. One that nobody archives is left out, unless the query wants its kind. */
function storageParts(query: Query, sources: readonly StorageSource[], allRows: boolean): readonly ReadPart[] {
  const kinds = wantedKinds(query);
  return sources
    .filter(({ kind, state }) => kinds?.has(normalizeName(kind)) ?? (allRows || state !== 'missing'))
    .map((source) => [readReport(source)]);
}

/** The kinds of storage that a query is limited to; `undefined` for all. */
function wantedKinds({ filters = [] }: Query): ReadonlySet<string> | undefined {
  const kinds = filters.flatMap((filter) =>
    filter.kind === 'values' && filter.orBlank !== true && normalizeName(filter.column) === normalizeName(STORAGE.kind)
      ? [filter.values]
      : [],
  );
  const [first] = kinds;
  return first && new Set(first.map(normalizeName));
}

const ANYWHERE: ReadonlySet<string> = new Set(
  [COLUMN.lastActivity, COLUMN.daysSince, COLUMN.activity].map(normalizeName),
);

function usersParts(
  query: Query,
  sources: readonly UserSource[],
  { allRows, areLicenses }: { readonly allRows: boolean; readonly areLicenses: boolean },
): readonly ReadPart[] {
  const used = usedColumns(query);
  // Any report has users, but one has all of them.
  const all = [sources.filter(({ report }) => !allRows || report === ACTIVE_USERS).map(readReport)];
  const ofReports = sources.filter(({ columns }) => columns.some((name) => used.includes(normalizeName(name))));
  const services = JOINED_SERVICES.filter(
    (service) =>
      hasActivity(service) &&
      [serviceColumn.lastActivity(service), serviceColumn.states(service)].some((name) =>
        used.includes(normalizeName(name)),
      ),
  );
  const ofServices = services.map((service) => partOf(service, sources));
  // What is said of all services is said of those that anything is archived of.
  const anywhere =
    areLicenses || used.some((name) => ANYWHERE.has(name))
      ? JOINED_SERVICES.filter(hasActivity)
          .map((service) => partOf(service, sources))
          .filter((part) => part.some(({ state }) => state !== 'missing'))
      : [];
  const parts = [...ofReports.map((source) => [readReport(source)]), ...ofServices, ...anywhere];
  return parts.length === 0 || areLicenses ? [...all, ...parts] : parts;
}

/** The reports that tell who was active in a service. */
function partOf(service: JoinedService, sources: readonly UserSource[]): ReadPart {
  return sources
    .filter(({ report }) =>
      report === ACTIVE_USERS
        ? ACTIVE_USERS_NAMES.has(service)
        : JOINED_REPORTS.some(
            (one) => one.report === report && one.service === service && one.lastActivity !== undefined,
          ),
    )
    .map(readReport);
}

function readReport({ report, state, refreshDate, fetchedAt }: UserSource | StorageSource): ReadReport {
  return { report, state, day: refreshDate ?? fetchedAt?.slice(0, 10) ?? null };
}
