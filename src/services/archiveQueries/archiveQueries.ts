import { addDays, type IsoDate } from '../../base/dates.js';
import { UsageReportsError } from '../../base/errors.js';
import type { Disposable } from '../../base/emitter.js';
import type { EarlierGroups } from '../../core/table/query/changes.js';
import { dayColumnIndex } from '../../core/table/store/dayColumn.js';
import { invalidQuery } from '../../shared/query/invalidQuery.js';
import type { Query, QuerySource } from '../../shared/query/query.js';
import { idOf } from '../../shared/refIds.js';
import type { CellValue } from '../../shared/report.js';
import { noSource, refOf } from '../reports/askReport.js';
import { groupsIn } from '../reports/earlierGroups.js';
import type { History } from '../reports/history.js';
import { isUntil } from '../reports/archivedSnapshots.js';
import { openSnapshot } from '../reports/periodSnapshots.js';
import type { QueryHandle } from '../tables/tableHandle.js';
import {
  type AskedTable,
  isMadeTable,
  licensesAsOf,
  type MadeFrom,
  type MadeTable,
  notArchived,
  storageAsOf,
  usersAsOf,
} from './madeTables.js';
import { type ArchivedDays, dayOf, isSince } from './archivedDays.js';
import { OpenedTables } from './openedTables.js';
import { snapshotDays } from './snapshotDays.js';

/** Tables that stay open: enough for a document whose blocks are of a few reports. */
const MOST_TABLES = 6;

/**
 * Answers queries from what is archived of one tenant, without a request: of every report, and of the tables that are made of several,
 * {@link MADE_TABLES}. Tables stay open until it is disposed of, as one question rarely comes alone.
 */
export class ArchiveQueries implements Disposable {
  readonly #from: MadeFrom;
  readonly #tables = new OpenedTables<AskedTable>(MOST_TABLES);
  readonly #firstRows = new Map<string, Promise<readonly CellValue[]>>();
  readonly #histories = new Map<string, Promise<History | undefined>>();

  /** @param from its signal cancels every question */
  constructor(from: MadeFrom) {
    this.#from = from;
  }

  dispose(): void {
    this.#tables.dispose();
    this.#firstRows.clear();
    this.#histories.clear();
  }

  /**
   * The answer stays after this was disposed of. The caller disposes of it.
   *
   * @param days that data are asked of, all if absent
   * @throws UsageReportsError `invalidRequest` with the place in the query; `notFound` with the code `notArchived`; `storage`, `tooLarge`,
   *   `tableLost`; the signal's `AbortError`
   */
  async ask(query: Query, days: ArchivedDays = {}): Promise<QueryHandle> {
    const { source } = query;
    const { asOf } = days;
    if (source === undefined) {
      throw noSource();
    }
    return this.use(source, days, async ({ table, definition, refreshDate, fetchedAt }) => {
      const earlier = query.earlier === undefined ? undefined : await this.#earlier(query, source, refreshDate, asOf);
      const { report, period, date, history } = source;
      const origin = {
        ...{ report, connection: this.#from.connection.id },
        ...(period === undefined ? {} : { period }),
        ...(date === undefined ? {} : { date }),
        ...(history === undefined ? {} : { history }),
        ...(fetchedAt === undefined ? {} : { fetchedAt }),
      };
      const asked =
        history === true && asOf !== undefined
          ? untilDay(query, asOf, table.columns[dayColumnIndex(table.columns, definition)]?.name)
          : query;
      return table.query(asked, { definition, origin, ...(earlier === undefined ? {} : { earlier }) }, this.#signal);
    });
  }

  /**
   * The first row of an answer; of none, no cell. The same question is answered once, as many figures and rules ask what a few columns have.
   * @throws UsageReportsError as {@link ask}
   */
  firstRow(query: Query, days: ArchivedDays = {}): Promise<readonly CellValue[]> {
    const key = JSON.stringify([query, days]);
    const known = this.#firstRows.get(key) ?? this.#firstRow(query, days);
    this.#firstRows.set(key, known);
    return known;
  }

  async #firstRow(query: Query, days: ArchivedDays): Promise<readonly CellValue[]> {
    const answer = await this.ask(query, days);
    try {
      return (await answer.rows({}, 0, 1)).rows[0] ?? [];
    } finally {
      answer.dispose();
    }
  }

  /**
   * Opens what a query would be asked of for as long as `action` runs.
   * @throws UsageReportsError as {@link ask}
   */
  async use<R>(source: QuerySource, days: ArchivedDays, action: (asked: AskedTable) => Promise<R>): Promise<R> {
    const { connection } = this.#from;
    if (source.connection !== undefined && source.connection !== connection.id) {
      throw invalidQuery('source.connection', `Only ${connection.id} is asked here. Leave out "connection".`);
    }
    return isMadeTable(source.report)
      ? this.#useMade(source.report, { ...days, asOf: asOfMade(source, days.asOf) }, action)
      : this.#tables.use(JSON.stringify([source, days]), () => this.#open(source, days), action);
  }

  /**
   * All archived days of a daily series.
   * @returns `undefined` if nothing of it is archived
   * @throws UsageReportsError `invalidRequest`, `storage`; the signal's `AbortError`
   */
  history(report: string): Promise<History | undefined> {
    const { service, connection, signal } = this.#from;
    const known = this.#histories.get(report) ?? service.history.read({ connection: connection.id, report }, signal);
    this.#histories.set(report, known);
    return known;
  }

  /** Names of the daily series of which something is archived. @throws UsageReportsError `storage` */
  async dailyReports(): Promise<readonly string[]> {
    const { service, connection } = this.#from;
    return (await service.history.reportsWithHistory(connection.id)).map(({ name }) => name);
  }

  /** The days that are archived of a report, or of a table, that is not told day by day, see {@link snapshotDays}. */
  snapshotDays(report: string): Promise<ReadonlySet<IsoDate>> {
    return snapshotDays(this.#from, report);
  }

  get #signal(): AbortSignal {
    return this.#from.signal;
  }

  #useMade<R>(made: MadeTable, days: ArchivedDays, action: (asked: AskedTable) => Promise<R>): Promise<R> {
    const key = (name: MadeTable) => JSON.stringify([name, days.asOf, days.since]);
    const useUsers = <T>(withUsers: (asked: AskedTable) => Promise<T>) =>
      this.#tables.use(key('users'), () => usersAsOf(this.#from, days), withUsers);
    switch (made) {
      case 'users':
        return useUsers(action);
      case 'storage':
        return this.#tables.use(key(made), () => storageAsOf(this.#from, days), action);
      case 'licenses':
        return this.#tables.use(
          key(made),
          () =>
            useUsers(({ table, users: facts, outside }) => {
              if (facts === undefined) {
                throw notArchived(made, days.asOf);
              }
              return licensesAsOf(this.#from, { table, facts, outside }, days);
            }),
          action,
        );
    }
  }

  async #open(source: QuerySource, { asOf, since }: ArchivedDays): Promise<AskedTable> {
    const { service, connection, signal } = this.#from;
    const { refreshDate } = source;
    const checked = service.checkArchived(refOf(source, connection.id));
    if (checked.ref.history === true) {
      if (refreshDate !== undefined) {
        throw invalidQuery('source.refreshDate', 'A history is of all snapshots, so it takes no refresh date.');
      }
      const history = await this.history(source.report);
      const days = history?.facts.days ?? undefined;
      if (history === undefined || (asOf !== undefined && days !== undefined && days.from > asOf)) {
        throw notArchived(source.report, asOf, days?.from);
      }
      const { newest } = history;
      return { ...{ table: history.open(), definition: checked.definition }, ...newest };
    }
    const { definition } = checked;
    let nearest: IsoDate | undefined;
    for await (const snapshot of service.archivedSnapshots(connection, definition.name)) {
      const isWanted = refreshDate === undefined || snapshot.refreshDate === refreshDate;
      if (!isWanted || idOf(snapshot.ref) !== idOf(checked.ref)) {
        continue;
      }
      if (isUntil(snapshot, asOf) && isSince(snapshot, since)) {
        return openSnapshot(snapshot, await service.attributesFor(definition, connection.id, asOf), signal);
      }
      // Newest first: the last before what is older is the nearest of what is later.
      nearest = dayOf(snapshot);
      if (isUntil(snapshot, asOf)) {
        break;
      }
    }
    throw notArchived(source.report, refreshDate ?? asOf, nearest);
  }

  async #earlier(
    query: Query,
    source: QuerySource,
    refreshDate: IsoDate | null,
    asOf: IsoDate | undefined,
  ): Promise<EarlierGroups> {
    const { earlier } = query;
    if (source.history === true) {
      throw invalidQuery('earlier', 'A history has all days in one table. Group it by its days instead.');
    }
    const exactly = earlier !== undefined && 'refreshDate' in earlier ? earlier.refreshDate : undefined;
    const daysBefore = earlier !== undefined && 'daysBefore' in earlier ? earlier.daysBefore : 0;
    const last = exactly ?? (refreshDate === null ? undefined : addDays(refreshDate, -daysBefore));
    const none = (): UsageReportsError =>
      invalidQuery('earlier', `No such snapshot of ${source.report} is archived.`, 'noEarlierSnapshot');
    if (last === undefined || (asOf !== undefined && last > asOf)) {
      throw none();
    }
    const found = this.use({ ...source, refreshDate: undefined }, { asOf: last }, async (before) => {
      if (before.refreshDate === null || (exactly !== undefined && before.refreshDate !== exactly)) {
        throw none();
      }
      const groups = await groupsIn(before.table, before.definition, query, this.#signal);
      return { refreshDate: before.refreshDate, ...groups };
    });
    return found.catch((error: unknown) => {
      throw error instanceof UsageReportsError && error.details.code === 'notArchived' ? none() : error;
    });
  }
}

/** A table that is made of several reports is asked of a day as it is asked of the past. */
function asOfMade(
  { report, refreshDate, period, date, history }: QuerySource,
  asOf: IsoDate | undefined,
): IsoDate | undefined {
  const refused = Object.entries({ period, date, history }).find(([, value]) => value !== undefined);
  if (refused !== undefined) {
    throw invalidQuery(`source.${refused[0]}`, `The table ${report} is made of several reports. Leave it out.`);
  }
  return asOf === undefined || (refreshDate !== undefined && refreshDate < asOf) ? (refreshDate ?? asOf) : asOf;
}

function untilDay(query: Query, day: IsoDate, column: string | undefined): Query {
  return column === undefined
    ? query
    : { ...query, filters: [...(query.filters ?? []), { column, kind: 'days', to: day }] };
}
