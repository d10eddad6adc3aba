import { type IsoInstant, parseDay } from '../../../base/dates.js';
import type { TimeSlicer } from '../../../base/timeSlicer.js';
import type { ReportTable } from '../../table/store/table.js';
import { JOINED_REPORTS } from './joinedReports.js';
import type { JoinedUsersFacts, UserReport } from './joinedUsers.js';
import { joinedTable } from './joinedTable.js';
import { keptReport } from './keptReport.js';
import { NameIndex } from '../../table/store/nameIndex.js';
import { findPersons } from './persons.js';
import { type AddedReport, type PostedReports, postedReports, receivedReport } from './postedReports.js';
import { identitiesOf } from './rowIdentities.js';
import { type SourceRows, sourcesOf } from './sourcesOf.js';

export interface JoinedUsers {
  /** Has {@link JOINED_COLUMNS}, and one row per user. */
  readonly table: ReportTable;
  readonly facts: JoinedUsersFacts;
}

/**
 * Joins reports about users into one table with a row per user. Reports are added one after the other, and of each only the columns that are
 * joined stay in memory.
 */
export class UserJoin {
  readonly #names = new NameIndex();
  readonly #ids = new NameIndex();
  readonly #added = new Map<string, AddedReport>();
  readonly #unreadable: Omit<UserReport, 'table'>[] = [];

  constructor(private readonly slicer: TimeSlicer) {}

  /**
   * Adds a report, each at most once. One that is not joined is passed over.
   * @throws the slicer's `AbortError`
   */
  async add(report: UserReport): Promise<void> {
    const kept = keptReport(report);
    if (kept !== undefined) {
      const identities = await identitiesOf(report, this.#names, this.#ids, this.slicer);
      this.#added.set(report.definition.name, { kept, identities });
    }
  }

  /** Adds what is known of a report whose file is damaged or gone. */
  addUnreadable(report: Omit<UserReport, 'table'>): void {
    this.#unreadable.push(report);
  }

  /** What was added, to be posted to the thread that joins it with what it has read itself. Nothing can be done with this join afterwards. */
  posted(): PostedReports {
    return postedReports([...this.#added.values()], {
      unreadable: this.#unreadable,
      names: this.#names.posted(),
      ids: this.#ids.posted(),
    });
  }

  /**
   * Adds what another thread has read.
   * @throws the slicer's `AbortError`
   */
  async addPosted({ reports, unreadable, names, ids }: PostedReports): Promise<void> {
    const nameNumbers = await this.#names.addPosted(names, this.slicer);
    const idNumbers = await this.#ids.addPosted(ids, this.slicer);
    for (const report of reports) {
      const added = receivedReport(report, nameNumbers, idNumbers);
      this.#added.set(added.kept.definition.name, added);
      await this.slicer.spend(added.kept.rowCount);
    }
    this.#unreadable.push(...unreadable);
  }

  /**
   * Joins what was added. Nothing can be added afterwards.
   * @throws the slicer's `AbortError`
   */
  async finish(): Promise<JoinedUsers> {
    const added = JOINED_REPORTS.flatMap(({ report }) => this.#added.get(report) ?? []);
    this.#added.clear();
    const concealed = areConcealed(added);
    const isUsed = ({ identities }: AddedReport) => identities.concealed === concealed;
    const used = added.filter(isUsed);
    const { count, rows } = await findPersons(
      used.map(({ kept, identities }) => ({ identities, hasSeveralRows: kept.joined.hasSeveralRows === true })),
      { names: this.#names.length, ids: this.#ids.length },
      this.slicer,
    );
    const parts = used.flatMap((report, at) => {
      const ofUsers = rows[at];
      return ofUsers === undefined ? [] : [{ ...report, users: ofUsers.users }];
    });
    const sources = sourcesOf(
      added.map((report): SourceRows => ({ ...report, rows: rows[used.indexOf(report)] })),
      this.#unreadable,
    );
    const refreshDate = used.flatMap(({ kept }) => kept.refreshDate ?? []).reduce<string | null>(later, null);
    const fetchedAt = used.map(({ kept }) => kept.fetchedAt).reduce<IsoInstant | null>(later, null);
    const table = await joinedTable(parts, {
      count,
      concealed,
      notJoined: added.flatMap((report) => (isUsed(report) ? [] : [report.kept.joined])),
      lastDay: refreshDate === null ? Number.NaN : parseDay(refreshDate),
      slicer: this.slicer,
    });
    return {
      table,
      facts: { refreshDate, ...(fetchedAt === null ? {} : { fetchedAt }), concealed, sources },
    };
  }
}

/**
 * Joins reports about users, in any order, into one table with a row per user.
 *
 * @param options.unreadable reports that should have been among them, but cannot be read
 * @throws the slicer's `AbortError`
 */
export async function joinUsers(
  reports: readonly UserReport[],
  {
    slicer,
    unreadable = [],
  }: { readonly slicer: TimeSlicer; readonly unreadable?: readonly Omit<UserReport, 'table'>[] },
): Promise<JoinedUsers> {
  const join = new UserJoin(slicer);
  for (const report of reports) {
    await join.add(report);
  }
  unreadable.forEach((report) => join.addUnreadable(report));
  return join.finish();
}

/** Whether most of the reports conceal names; of as many, what the one says that was fetched last. The others have other names for the same users. */
function areConcealed(reports: readonly AddedReport[]): boolean {
  const concealed = reports.filter(({ identities }) => identities.concealed).length;
  const readable = reports.length - concealed;
  if (concealed !== readable) {
    return concealed > readable;
  }
  const [newest] = reports.toSorted((one, other) => (one.kept.fetchedAt < other.kept.fetchedAt ? 1 : -1));
  return newest?.identities.concealed === true;
}

function later<T extends string>(one: T | null, other: T): T {
  return one === null || other > one ? other : one;
}
