import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import { HIDDEN_AT_FIRST } from '../../core/users/joined/hiddenAtFirst.js';
import { COLUMN, USERS_REPORT } from '../../core/users/joined/joinedColumns.js';
import { MAILBOX_USED } from '../../core/users/joined/joinedReports.js';
import type { JoinedUsersFacts } from '../../core/users/joined/joinedUsers.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import { USER_REPORTS } from '../../services/collect/collectSet.js';
import type { OpenOptions } from '../../services/reports/openOptions.js';
import type { PartialReport, Report } from '../../services/reports/report.js';
import { isOutdated } from '../../services/users/joinedUsers.js';
import { SharedUsers } from '../../services/users/sharedUsers.js';
import type { FirstUsers } from '../../services/tables/firstUsers.js';
import type { TableHandle } from '../../services/tables/tableHandle.js';
import type { Notice } from '../../shared/pages/common.js';
import type { ReportSummary } from '../../shared/pages/report.js';
import type { ReportRef } from '../../shared/report.js';
import { failureTexts } from '../common/failedReports.js';
import { joinedReport, type JoinedTable } from '../common/joinedReport.js';
import type { MissingReports } from '../common/missingReports.js';
import type { TablePage } from '../common/tablePage.js';
import { TableReports, type TableReportsOptions } from '../common/tableReports.js';
import { datedColumns } from './datedColumns.js';
import { firstUsersSummary, firstUsersTable } from './firstUsersSummary.js';
import { sourcesOf } from '../../l10n/userSourcesTexts.js';

export interface UsersPageOptions extends TableReportsOptions {
  readonly connections: Connections;
}

/** What tells most of all users. Every column has a small chart in its header. */
const CARDS = [COLUMN.lastActivity, COLUMN.products, COLUMN.firstSeen, MAILBOX_USED];

/** The page of all users. */
export class UsersPage implements TablePage {
  readonly #options: UsersPageOptions;
  readonly #reports: TableReports;
  readonly #users = new SharedUsers();
  readonly #first = new WeakMap<TableHandle, FirstUsers>();
  readonly #facts = new WeakMap<TableHandle, { readonly facts: JoinedUsersFacts; readonly missing: MissingReports }>();

  readonly askAfterReload = {
    text: vscode.l10n.t("Names of users aren't shown after a reload until you ask for them."),
    button: vscode.l10n.t('Show Users'),
  };

  readonly usualColumns = { showConstant: false, hidden: [...HIDDEN_AT_FIRST] };

  constructor(options: UsersPageOptions) {
    this.#options = options;
    this.#reports = new TableReports(USER_REPORTS, options);
  }

  async open(ref: ReportRef, options: OpenOptions): Promise<Report> {
    const connection = this.#options.connections.get(ref.connection);
    const { onPartial } = options;
    const onFirst = (first: FirstUsers) => {
      this.#first.set(first.table, first);
      onPartial?.(this.#report(ref, firstUsersTable(first)));
    };
    const { joined, missing } = await this.#reports.open(connection, options, {
      join: (how) =>
        this.#users.open(this.#options.service, connection, onPartial === undefined ? how : { ...how, onFirst }),
      lackingOf: ({ facts }) => facts.sources.flatMap(missingOf),
    });
    this.#facts.set(joined.table, { facts: joined.facts, missing });
    return this.#report(ref, joined);
  }

  #report(ref: ReportRef, joined: JoinedTable): Report {
    const connection = this.#options.connections.get(ref.connection);
    const definition = {
      ...USERS_REPORT,
      title: vscode.l10n.t('Users'),
      description: vscode.l10n.t('One row for each user, joined from the archived reports about users.'),
    };
    return joinedReport(ref, connection, definition, joined, this.#options.catalog());
  }

  follow(ref: ReportRef, shown: () => Report | undefined, changed: () => void): Disposable {
    const facts = () => {
      const report = shown();
      return report && this.factsOf(report);
    };
    return this.followUsers(ref, facts, changed);
  }

  /**
   * Follows what a table is made of that is made of users.
   * @param facts of the users that it is made of now
   * @param isElse whether anything else that it is made of is another
   */
  followUsers(
    ref: ReportRef,
    facts: () => JoinedUsersFacts | undefined,
    changed: () => void,
    isElse: () => Promise<boolean> = () => Promise.resolve(false),
  ): Disposable {
    const { service, connections } = this.#options;
    const connection = connections.get(ref.connection);
    const isOther = async () => (await isOutdated(service, connection, facts())) || (await isElse());
    return this.#reports.follow(ref, isOther, changed);
  }

  /** What is known of a table that this page has opened. */
  factsOf({ table }: PartialReport): JoinedUsersFacts | undefined {
    return this.#facts.get(table)?.facts;
  }

  describe({ table, connection }: PartialReport): Partial<ReportSummary> {
    const first = this.#first.get(table);
    if (first !== undefined) {
      return {
        product: '',
        cards: CARDS,
        columns: table.columns,
        ...firstUsersSummary(first, CARDS, this.#options.catalog()),
      };
    }
    const known = this.#facts.get(table);
    if (known === undefined) {
      return {};
    }
    const { facts, missing } = known;
    const actions = this.#reports.actions(missing, connection);
    return {
      // It is of all products.
      product: '',
      cards: CARDS,
      columns: datedColumns(table.columns, facts),
      sources: sourcesOf(facts, this.#options.catalog(), missing.unavailable, actions, failureTexts(missing)),
    };
  }

  notice(error: unknown, ref: ReportRef): Notice | undefined {
    const { name } = this.#options.connections.get(ref.connection);
    const text = vscode.l10n.t(
      'No reports about users of {0} are archived yet. This table is joined from them, one row for each user.',
      name,
    );
    return this.#reports.notice(error, ref, text);
  }

  run(action: string, ref: ReportRef): Promise<'other' | 'done' | 'changed'> {
    return this.#reports.run(action, ref);
  }
}

/** A damaged file is fetched again, too. */
function missingOf({ report, state }: JoinedUsersFacts['sources'][number]): string[] {
  return state === 'missing' || state === 'unreadable' ? [report] : [];
}
