import { TimeSlicer } from '../../../../../src/base/timeSlicer.js';
import type { IsoInstant } from '../../../../../src/base/dates.js';
import { decodeCsv } from '../../../../../src/core/table/csv/decodeCsv.js';
import type { ReportTable } from '../../../../../src/core/table/store/table.js';
import { type JoinedUsers, joinUsers, UserJoin } from '../../../../../src/core/users/joined/joinUsers.js';
import { buffersOf } from '../../../../../src/core/users/joined/postedReports.js';
import type { UserReport } from '../../../../../src/core/users/joined/joinedUsers.js';
import { catalog } from '../../../../support/catalog.js';
import { chunksOf, csvFile } from '../../table/support.js';

export type Cells = Readonly<Record<string, string>>;

export interface ReportOptions {
  readonly refreshDate?: string | null;
  readonly fetchedAt?: IsoInstant;
  readonly period?: string;
  /** Of the file; those that the rows have by default. */
  readonly columns?: readonly string[];
}

export const REFRESHED = '2026-11-18';

/** A report of the catalog with these rows, as the service would send it. */
export async function userReport(
  name: string,
  rows: readonly Cells[],
  options: ReportOptions = {},
): Promise<UserReport> {
  const definition = catalog.find(name);
  if (definition === undefined) {
    throw new Error(`There is no report ${name}.`);
  }
  const { refreshDate = REFRESHED, period = 'D180' } = options;
  const columns = options.columns ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const text = csvFile([columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]);
  return {
    definition,
    period,
    refreshDate,
    fetchedAt: options.fetchedAt ?? `${refreshDate ?? REFRESHED}T12:00:00.000Z`,
    table: await decodeCsv(chunksOf(text), definition),
  };
}

export function join(
  reports: readonly UserReport[],
  unreadable?: readonly Omit<UserReport, 'table'>[],
): Promise<JoinedUsers> {
  return joinUsers(reports, { slicer: new TimeSlicer(undefined), unreadable });
}

/** The same where one thread has read half of the reports, and another one joins them with its own. */
export async function joinFromTwoThreads(reports: readonly UserReport[]): Promise<JoinedUsers> {
  const [here, there] = [new UserJoin(new TimeSlicer(undefined)), new UserJoin(new TimeSlicer(undefined))];
  for (const [at, report] of reports.entries()) {
    await (at % 2 === 0 ? there : here).add(report);
  }
  const posted = there.posted();
  await here.addPosted(structuredClone(posted, { transfer: buffersOf(posted) }));
  return here.finish();
}

/** Rows as texts by column, without the cells that are blank. */
export function rowsOf(table: ReportTable): Cells[] {
  return Array.from({ length: table.rowCount }, (_, row) =>
    Object.fromEntries(
      table.columns
        .map(({ name }, column) => [name, table.text(row, column)] as const)
        .filter(([, text]) => text !== ''),
    ),
  );
}

/** The cells of some columns of a row; blank ones are `undefined`. */
export function pick(row: Cells | undefined, columns: readonly string[]): (string | undefined)[] {
  return columns.map((column) => row?.[column]);
}
