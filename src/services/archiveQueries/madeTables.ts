import { UsageReportsError } from '../../base/errors.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { PRODUCTS_REPORT } from '../../core/licenses/licenseColumns.js';
import type { LicensePrices } from '../../core/licenses/productTable.js';
import { STORAGE_REPORT_NAMES } from '../../core/storage/storageReports.js';
import { STORAGE_REPORT } from '../../core/storage/storageColumns.js';
import type { StorageFacts } from '../../core/storage/storageFacts.js';
import { USERS_REPORT } from '../../core/users/joined/joinedColumns.js';
import { JOINED_REPORTS } from '../../core/users/joined/joinedReports.js';
import type { JoinedUsersFacts } from '../../core/users/joined/joinedUsers.js';
import type { Connection } from '../auth/connections/connection.js';
import type { ArchivedDirectory } from '../directory/archivedDirectory.js';
import { assignedChange } from '../licenses/assignedChange.js';
import { openSubscriptions } from '../licenses/openSubscriptions.js';
import { productsOfUsers } from '../licenses/productsOfUsers.js';
import type { ReportService } from '../reports/reportService.js';
import { openStorage } from '../storage/openStorage.js';
import { LocalTable } from '../tables/localTable.js';
import type { TableHandle } from '../tables/tableHandle.js';
import type { UsersTable } from '../tables/userFile.js';
import { openUsers } from '../users/joinedUsers.js';
import { type ArchivedDays, nearestDays } from './archivedDays.js';
import { serviceAsOf } from './serviceAsOf.js';

const USER_REPORTS: ReadonlySet<string> = new Set(JOINED_REPORTS.map(({ report }) => report));
const STORAGE_REPORTS: ReadonlySet<string> = new Set(STORAGE_REPORT_NAMES);

/** The tables that are put together from several reports, by the name that a query has for them. */
export const MADE_TABLES = {
  users: USERS_REPORT,
  licenses: PRODUCTS_REPORT,
  storage: STORAGE_REPORT,
} as const satisfies Readonly<Record<string, ReportDefinition>>;
export type MadeTable = keyof typeof MADE_TABLES;

export function isMadeTable(name: string): name is MadeTable {
  return Object.hasOwn(MADE_TABLES, name);
}

/** The reports that a table is put together from. */
export function reportsOfMade(made: MadeTable): ReadonlySet<string> {
  return made === 'storage' ? STORAGE_REPORTS : USER_REPORTS;
}

/** What is asked: a table that is opened, and what is known of it. */
export interface AskedTable {
  readonly table: TableHandle;
  readonly definition: ReportDefinition;
  readonly refreshDate: IsoDate | null;
  readonly fetchedAt?: IsoInstant;
  /** Of which reports it is made; absent where it is one report. */
  readonly users?: JoinedUsersFacts;
  readonly storage?: StorageFacts;
  /** The day that what was bought is of; absent where the table does not say it. */
  readonly subscriptionsDay?: IsoDate;
  /** Of the reports of a made table that are archived, but of no day that was asked for: the nearest day. */
  readonly outside?: ReadonlyMap<string, IsoDate>;
}

/** From what the tables are put together. */
export interface MadeFrom {
  readonly service: ReportService;
  readonly connection: Connection;
  /** What is archived of the directory. */
  readonly directory: Pick<ArchivedDirectory, 'newest'>;
  readonly prices?: LicensePrices;
  readonly signal: AbortSignal;
}

/** @throws UsageReportsError `notFound` if nothing is archived that could be joined; `storage`, `tableLost`; the signal's `AbortError` */
export async function usersAsOf(
  { service, connection, signal }: Pick<MadeFrom, 'service' | 'connection' | 'signal'>,
  days: ArchivedDays = {},
): Promise<AskedTable> {
  const outside = await nearestDays(service, connection, USER_REPORTS, days);
  const opened = await openUsers(serviceAsOf(service, days), connection, { signal });
  const { table, facts } = found(opened, 'users', days, outside);
  const { refreshDate, fetchedAt } = facts;
  return { table, definition: USERS_REPORT, refreshDate, ...at(fetchedAt), users: facts, outside };
}

/** @throws UsageReportsError as {@link usersAsOf} */
export async function storageAsOf(
  { service, connection, signal }: MadeFrom,
  days: ArchivedDays = {},
): Promise<AskedTable> {
  const outside = await nearestDays(service, connection, STORAGE_REPORTS, days);
  const opened = await openStorage(serviceAsOf(service, days, outside), connection, { signal });
  const { table, facts } = found(opened, 'storage', days, outside);
  const { refreshDate, fetchedAt } = facts;
  return { table, definition: STORAGE_REPORT, refreshDate, ...at(fetchedAt), storage: facts, outside };
}

/**
 * One row for each product.
 * @param users those of the same day, which stay the caller's
 * @throws UsageReportsError `tooLarge`, `storage`; the signal's `AbortError`
 */
export async function licensesAsOf(
  { service, connection, directory, prices, signal }: MadeFrom,
  users: UsersTable & Pick<AskedTable, 'outside'>,
  { asOf }: ArchivedDays = {},
): Promise<AskedTable> {
  const subscriptions = await openSubscriptions(directory, connection, signal, asOf);
  const products = await productsOfUsers(users, {
    ...(prices === undefined ? {} : { prices }),
    change: await assignedChange(service, connection.id, users.facts, signal),
    ...(subscriptions === undefined ? {} : { subscriptions }),
    signal,
  });
  const { refreshDate, fetchedAt } = users.facts;
  const table = new LocalTable(products, fetchedAt);
  return {
    ...{ table, definition: PRODUCTS_REPORT, refreshDate: table.refreshDate ?? refreshDate, ...at(fetchedAt) },
    users: users.facts,
    ...(users.outside === undefined ? {} : { outside: users.outside }),
    ...(subscriptions === undefined || subscriptions === 'unread' ? {} : { subscriptionsDay: subscriptions.day }),
  };
}

function found<T>(
  opened: T | undefined,
  report: string,
  { asOf }: ArchivedDays,
  outside: ReadonlyMap<string, IsoDate>,
): T {
  if (opened === undefined) {
    throw notArchived(report, asOf, [...outside.values()].sort().at(-1));
  }
  return opened;
}

function at(fetchedAt: IsoInstant | undefined): Pick<AskedTable, 'fetchedAt'> {
  return fetchedAt === undefined ? {} : { fetchedAt };
}

/**
 * The archive has nothing that answers, which is not the same as an answer of zero.
 * @param nearestDay of the archived data that are not of the days that were asked for
 */
export function notArchived(report: string, asOf: IsoDate | undefined, nearestDay?: IsoDate): UsageReportsError {
  const until = asOf === undefined ? '' : ` up to ${asOf}`;
  const details = { code: 'notArchived', ...(nearestDay === undefined ? {} : { nearestDay }) };
  return new UsageReportsError('notFound', `Nothing is archived of ${report}${until}.`, details);
}
