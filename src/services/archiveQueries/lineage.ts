import type { IsoDate } from '../../base/dates.js';
import { PRODUCTS_REPORT } from '../../core/licenses/licenseColumns.js';
import { STORAGE } from '../../core/storage/storageColumns.js';
import type { StorageSource } from '../../core/storage/storageFacts.js';
import { usedColumns } from '../../core/queryNames/usedColumns.js';
import { normalizeName } from '../../core/table/store/columnNames.js';
import { ACTIVITY_TELLERS, isOfAllServices, type Tellers, tellersOf } from '../../core/users/joined/columnReports.js';
import { ACTIVE_USERS } from '../../core/users/joined/joinedReports.js';
import type { UserSource, UserSourceState } from '../../core/users/joined/joinedUsers.js';
import type { Query } from '../../shared/query/query.js';
import { dayOf } from './archivedDays.js';
import type { AskedTable } from './madeTables.js';

/** A report that an answer is read from, and what became of it. */
export interface ReadReport {
  /** Name in the catalog. */
  readonly report: string;
  readonly state: UserSourceState;
  /** Of its data; `null` where nobody knows. */
  readonly day: IsoDate | null;
}

/** Something that a query asks, and the reports of which each tells it. */
export type ReadPart = readonly ReadReport[];

/** A report that is read, and the day of its data. */
export interface DayOfReport {
  /** As the catalog names it. */
  readonly report: string;
  readonly day: IsoDate;
}

/** What is asked, and what the lineage of an answer follows from. */
export type LineageOf = Pick<AskedTable, 'definition' | 'refreshDate' | 'fetchedAt' | 'users' | 'storage'> & {
  readonly table: Pick<AskedTable['table'], 'columns'>;
};

interface Lineage {
  /** The reports that tell which rows there are; absent where the parts say it. */
  readonly rows?: ReadPart;
  /** What the query asks of the rows. */
  readonly parts: readonly ReadPart[];
}

/**
 * Which reports the answer to a query is told by: of a table that is joined from several, those that fill the columns that it uses. Of a query
 * for all columns, those that are archived.
 *
 * @param allRows whether it has to be known that no row is missing, as where somebody counts too few
 */
export function readParts(query: Query, asked: LineageOf, allRows = false): readonly ReadPart[] {
  const { rows, parts } = lineageOf(query, asked, allRows);
  return rows !== undefined && (parts.length === 0 || asked.definition === PRODUCTS_REPORT) ? [rows, ...parts] : parts;
}

/**
 * The day of each report that an answer is told by. Where any of several tells something, the newest does. An answer that only counts rows of
 * several reports is of the day of their table.
 */
export function reportDays(query: Query, asked: LineageOf): readonly DayOfReport[] {
  const { definition, refreshDate } = asked;
  const days = new Map(
    lineageOf(query, asked, true).parts.flatMap((part) => {
      const { report, day = null } = newestOf(part) ?? {};
      return report === undefined || day === null ? [] : [[report, { report, day }] as const];
    }),
  );
  return days.size === 0 && refreshDate !== null ? [{ report: definition.name, day: refreshDate }] : [...days.values()];
}

/** Of the reports of a part that are read, the one with the newest data. */
export function newestOf(part: ReadPart): ReadReport | undefined {
  return part
    .filter(({ state }) => state === 'used')
    .reduce<ReadReport | undefined>(
      (best, one) => ((one.day ?? '') > (best?.day ?? '') ? one : (best ?? one)),
      undefined,
    );
}

/** Why a part is not known; `undefined` if it is. A report is absent where no report tells it. */
export function lackOf(
  part: ReadPart,
): { readonly state: Exclude<UserSourceState, 'used'>; readonly report?: string } | undefined {
  const damaged = part.find(({ state }) => state === 'unreadable');
  if (damaged !== undefined) {
    return { state: 'unreadable', report: damaged.report };
  }
  if (part.some(({ state }) => state === 'used')) {
    return undefined;
  }
  const other = part.find(({ state }) => state === 'otherNames');
  const report = (other ?? part[0])?.report;
  return { state: other === undefined ? 'missing' : 'otherNames', ...(report === undefined ? {} : { report }) };
}

function lineageOf(query: Query, asked: LineageOf, allRows: boolean): Lineage {
  const { definition, users, storage } = asked;
  if (storage !== undefined) {
    return { parts: storageParts(query, storage.sources, allRows) };
  }
  if (users !== undefined) {
    // Any report has users, but one has all of them.
    const rows = users.sources.filter(({ report }) => !allRows || report === ACTIVE_USERS).map(readReport);
    return { rows, parts: usersParts(query, asked, users.sources) };
  }
  return { parts: [[readReport({ ...asked, report: definition.name, state: 'used' })]] };
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

function usersParts(query: Query, { definition, table }: LineageOf, sources: readonly UserSource[]): ReadPart[] {
  const partOf = (reports: Tellers) => sources.filter(({ report }) => reports.includes(report)).map(readReport);
  const isArchived = (part: ReadPart) => part.some(({ state }) => state !== 'missing');
  const used = usedColumns(query);
  const names = used === undefined ? table.columns.map(({ name }) => name) : [...used];
  const ofColumns = [...new Set(names.flatMap((name) => [tellersOf(name) ?? []]))].filter(({ length }) => length > 0);
  // What is known of licenses comes from all reports that tell of activity.
  const isOfAll = definition === PRODUCTS_REPORT || names.some(isOfAllServices);
  const ofServices = isOfAll ? ACTIVITY_TELLERS.map(partOf).filter(isArchived) : [];
  const parts = ofColumns.map(partOf);
  return [...(used === undefined ? parts.filter(isArchived) : parts), ...ofServices];
}

function readReport({
  report,
  state,
  refreshDate,
  fetchedAt,
}: Pick<UserSource, 'report' | 'state' | 'refreshDate' | 'fetchedAt'>): ReadReport {
  return { report, state, day: fetchedAt === undefined ? refreshDate : dayOf({ refreshDate, fetchedAt }) };
}
