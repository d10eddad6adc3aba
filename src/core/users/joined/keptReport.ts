import { type DataDayLimits, dataDayLimits } from '../../../base/dates.js';
import type { ReportDefinition } from '../../catalog/definition.js';
import type { Column } from '../../table/store/column.js';
import { type ColumnarTable, columnarOf } from '../../table/store/columnarTable.js';
import { normalizeName } from '../../table/store/columnNames.js';
import { userColumns } from '../../catalog/userColumns.js';
import { ACTIVE_USERS, ACTIVE_USERS_NAMES, JOINED_REPORTS, type JoinedReport } from './joinedReports.js';
import { IDENTITY_COLUMNS } from './rowIdentities.js';
import type { UserReport } from './joinedUsers.js';

/** Columns of {@link ACTIVE_USERS} that say something of a service. */
export const activeUsersColumn = {
  licensed: (service: string) => `Has ${service} License`,
  assigned: (service: string) => `${service} License Assign Date`,
  lastActivity: (service: string) => `${service} Last Activity Date`,
};

/** Column of the products of a user. */
export const PRODUCTS = 'Assigned Products';

/** What is known of a report beside its columns. Plain data. */
export interface KeptFacts extends Omit<UserReport, 'table'> {
  readonly joined: JoinedReport;
  readonly rowCount: number;
  /** Days that its data can be of. */
  readonly limits: DataDayLimits;
}

/** What the join needs of a report, so that the rest of its table needs no memory while others are read. */
export interface KeptReport extends KeptFacts {
  /** By normalized name. */
  readonly columns: ReadonlyMap<string, Column>;
  /** @returns `undefined` if the file does not have the column */
  column(name: string): Column | undefined;
}

/** Whether a column of a report is joined, or tells whose a row is. All others need not be read. */
export function neededFrom(definition: ReportDefinition): (column: string) => boolean {
  const joined = joinedReport(definition);
  const needed = new Set(joined === undefined ? [] : [...neededColumns(joined, definition), ...IDENTITY_COLUMNS]);
  return (column) => needed.has(column);
}

/** @returns `undefined` for a report that is not joined */
export function keptReport({ table, ...facts }: UserReport): KeptReport | undefined {
  const joined = joinedReport(facts.definition);
  return joined === undefined
    ? undefined
    : keptColumns(
        { ...facts, joined, rowCount: table.rowCount, limits: dataDayLimits(facts.fetchedAt) },
        columnsOf(columnarOf(table), neededColumns(joined, facts.definition)),
      );
}

export function keptColumns(facts: KeptFacts, columns: ReadonlyMap<string, Column>): KeptReport {
  return { ...facts, columns, column: (name) => columns.get(normalizeName(name)) };
}

function joinedReport({ name }: ReportDefinition): JoinedReport | undefined {
  return JOINED_REPORTS.find(({ report }) => report === name);
}

function columnsOf(table: ColumnarTable, names: readonly string[]): ReadonlyMap<string, Column> {
  return new Map(
    names.flatMap((name): [string, Column][] => {
      const column = table.data[table.columnIndex(name)];
      return column === undefined ? [] : [[normalizeName(name), column]];
    }),
  );
}

function neededColumns(joined: JoinedReport, definition: ReportDefinition): string[] {
  const { principalName = '', displayName = '', id = '' } = userColumns(definition) ?? {};
  const services = joined.report === ACTIVE_USERS ? [...ACTIVE_USERS_NAMES.values()] : [];
  return [
    ...joined.measures.flatMap(({ from }) => from),
    ...(joined.lastActivity === undefined ? [] : [joined.lastActivity]),
    ...services.flatMap((service) => Object.values(activeUsersColumn).map((nameOf) => nameOf(service))),
    ...[principalName, displayName, id],
    PRODUCTS,
  ];
}
