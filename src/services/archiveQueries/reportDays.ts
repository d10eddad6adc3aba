import type { IsoDate } from '../../base/dates.js';
import { normalizeName } from '../../core/table/store/columnNames.js';
import { ACTIVITY_REPORTS, reportsOfColumn } from '../../core/users/joined/columnReports.js';
import type { JoinedUsersFacts, UserSource } from '../../core/users/joined/joinedUsers.js';
import type { Query } from '../../shared/query/query.js';
import { columnsOf } from './columnDays.js';
import type { AskedTable } from './madeTables.js';

/** A report that an answer is made of, and the day of its data. */
export interface DayOfReport {
  /** As the catalog names it. */
  readonly report: string;
  readonly day: IsoDate;
}

/**
 * The reports that an answer is made of, each with the day that its data are of: a table that is joined from several is of several days. Where any of
 * several reports tells a column, as the newest of them does, the column is of its day.
 */
export function reportDays(
  query: Query,
  {
    table,
    refreshDate,
    users,
    storage,
    definition,
  }: Pick<AskedTable, 'refreshDate' | 'users' | 'storage'> & {
    readonly table: Pick<AskedTable['table'], 'columns'>;
    readonly definition: Pick<AskedTable['definition'], 'name'>;
  },
): readonly DayOfReport[] {
  const whole = refreshDate === null ? [] : [{ report: definition.name, day: refreshDate }];
  if (storage !== undefined) {
    return storage.sources.flatMap(({ state, report, refreshDate: day }) =>
      state === 'used' && day !== null ? [{ report, day }] : [],
    );
  }
  if (users === undefined) {
    return whole;
  }
  const used = columnsOf(query);
  const columns = table.columns.flatMap(({ name }) =>
    used === undefined || used.has(normalizeName(name)) ? ((reportsOfColumn(name) ?? []).length > 0 ? [name] : []) : [],
  );
  // What is known of licenses comes from all reports that tell of activity.
  const ofColumns =
    definition.name === 'licenses'
      ? ACTIVITY_REPORTS.map((report) => [report])
      : columns.map((name) => reportsOfColumn(name) ?? []);
  const days = new Map(
    ofColumns.flatMap((reports) => {
      const newest = newestOf(reports, users);
      return newest === undefined ? [] : [[newest.report, newest] as const];
    }),
  );
  return days.size === 0 ? whole : [...days.values()];
}

function newestOf(reports: readonly string[], { sources }: JoinedUsersFacts): DayOfReport | undefined {
  return sources
    .filter(({ report, state }: UserSource) => state === 'used' && reports.includes(report))
    .flatMap(({ report, refreshDate }) => (refreshDate === null ? [] : [{ report, day: refreshDate }]))
    .reduce<DayOfReport | undefined>((best, one) => (best === undefined || one.day > best.day ? one : best), undefined);
}
