import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import { UsageReportsError } from '../../base/errors.js';
import { HIDDEN_AT_FIRST } from '../../core/users/joined/hiddenAtFirst.js';
import { COLUMN, USERS_REPORT } from '../../core/users/joined/joinedColumns.js';
import { MAILBOX_USED } from '../../core/users/joined/joinedReports.js';
import type { JoinedUsersFacts } from '../../core/users/joined/joinedUsers.js';
import { noticeAction } from '../../l10n/errorTexts.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import { USER_REPORTS } from '../../services/collect/collectSet.js';
import type { OpenOptions } from '../../services/reports/openOptions.js';
import type { PartialReport, Report } from '../../services/reports/report.js';
import type { UsersTable } from '../../services/tables/userFile.js';
import { isOutdated, openUsers } from '../../services/users/joinedUsers.js';
import type { TableHandle } from '../../services/tables/tableHandle.js';
import type { Notice } from '../../shared/pages/common.js';
import type { ReportSummary } from '../../shared/pages/report.js';
import type { ReportRef } from '../../shared/report.js';
import type { ErrorDisplay } from '../common/errorDisplay.js';
import {
  FETCH_MISSING,
  fetchActions,
  makeSampleReports,
  type MissingReports,
  missingReports,
  type MissingReportsOptions,
} from '../common/missingReports.js';
import type { TablePage } from '../common/tablePage.js';
import { datedColumns } from './datedColumns.js';
import { followReports } from './followReports.js';
import { failureAction, failureActions, failureTexts } from './failedReports.js';
import { sourcesOf } from '../../l10n/userSourcesTexts.js';

export interface UsersPageOptions extends MissingReportsOptions {
  readonly connections: Connections;
  readonly errors: Pick<ErrorDisplay, 'run' | 'attempt'>;
  /** Collects a set of reports. Resolves when that is done, or has failed on screen. */
  readonly collect: (connection: string, set: string) => Promise<unknown>;
}

/** What tells most of all users. Every column has a small chart in its header. */
const CARDS = [COLUMN.lastActivity, COLUMN.products, COLUMN.firstSeen, MAILBOX_USED];
/** Marks in the error's details that there is nothing to join. */
const NOT_ARCHIVED = 'noUserReports';

/** The page of all users. */
export class UsersPage implements TablePage {
  readonly #options: UsersPageOptions;
  readonly #facts = new WeakMap<TableHandle, { readonly facts: JoinedUsersFacts; readonly missing: MissingReports }>();
  /** By connection: what an empty page offers to fetch. */
  readonly #missing = new Map<string, MissingReports>();

  readonly askAfterReload = {
    text: vscode.l10n.t("Names of users aren't shown after a reload until you ask for them."),
    button: vscode.l10n.t('Show Users'),
  };

  readonly usualColumns = { showConstant: false, hidden: [...HIDDEN_AT_FIRST] };

  constructor(options: UsersPageOptions) {
    this.#options = options;
  }

  async open(ref: ReportRef, { signal, onStep }: OpenOptions): Promise<Report> {
    const connection = this.#options.connections.get(ref.connection);
    if (connection.kind === 'sample') {
      await makeSampleReports(USER_REPORTS, connection, this.#options, signal);
    }
    const joined = await openUsers(this.#options.service, connection, {
      signal,
      onProgress: (read, total) => onStep?.({ step: 'merging', read, total }),
    });
    try {
      const missing = await missingReports(
        joined?.facts.sources.flatMap(missingOf) ?? USER_REPORTS,
        connection,
        this.#options,
      );
      signal.throwIfAborted();
      this.#missing.set(connection.id, missing);
      if (joined === undefined) {
        throw new UsageReportsError('notFound', 'No report about users is archived.', { code: NOT_ARCHIVED });
      }
      this.#facts.set(joined.table, { facts: joined.facts, missing });
      return reportOf(ref, connection, joined);
    } catch (error) {
      joined?.table.dispose();
      throw error;
    }
  }

  follow(ref: ReportRef, shown: () => Report | undefined, changed: () => void): Disposable {
    const { service, connections, errors } = this.#options;
    const check = async (): Promise<void> => {
      const report = shown();
      const connection = connections.get(ref.connection);
      if (await isOutdated(service, connection, report && this.factsOf(report))) {
        changed();
      }
    };
    return followReports({
      service,
      isMeant: ({ connection, report }) => connection === ref.connection && USER_REPORTS.includes(report),
      changed: () => void errors.attempt(check, ref),
    });
  }

  /** What is known of a table that this page has opened. */
  factsOf({ table }: PartialReport): JoinedUsersFacts | undefined {
    return this.#facts.get(table)?.facts;
  }

  describe({ table, connection }: PartialReport): Partial<ReportSummary> {
    const known = this.#facts.get(table);
    if (known === undefined) {
      return {};
    }
    const { facts, missing } = known;
    const offered = connection.kind === 'sample' ? [] : [...fetchActions(missing, true), ...failureActions(missing)];
    return {
      // It is of all products.
      product: '',
      cards: CARDS,
      columns: datedColumns(table.columns, facts),
      sources: sourcesOf(facts, this.#options.catalog(), missing.unavailable, offered, failureTexts(missing)),
    };
  }

  notice(error: unknown, { connection }: ReportRef): Notice | undefined {
    if (!(error instanceof UsageReportsError && error.details.code === NOT_ARCHIVED)) {
      return undefined;
    }
    const { name } = this.#options.connections.get(connection);
    const missing = this.#missing.get(connection);
    const failures = missing === undefined ? [] : [...new Set(failureTexts(missing).values())];
    return {
      severity: 'info',
      text: vscode.l10n.t(
        'No reports about users of {0} are archived yet. This table is joined from them, one row for each user.',
        name,
      ),
      ...(failures.length === 0 ? {} : { detail: failures.join(' ') }),
      actions: [
        ...(missing === undefined ? [] : [...fetchActions(missing, false), ...failureActions(missing)]),
        { ...noticeAction('retry'), label: vscode.l10n.t('Refresh') },
      ],
    };
  }

  async run(action: string, { connection }: ReportRef): Promise<'other' | 'done' | 'changed'> {
    const missing = this.#missing.get(connection);
    const wayOut = missing && failureAction(action, missing);
    if (wayOut !== undefined) {
      await this.#options.errors.run(...wayOut, { connection });
      return 'done';
    }
    if (action !== FETCH_MISSING || missing === undefined) {
      return 'other';
    }
    await this.#options.collect(connection, missing.set);
    return 'changed';
  }
}

function reportOf(ref: ReportRef, connection: Connection, { table, facts }: UsersTable): Report {
  return {
    ref,
    definition: {
      ...USERS_REPORT,
      title: vscode.l10n.t('Users'),
      description: vscode.l10n.t('One row for each user, joined from the archived reports about users.'),
    },
    connection,
    table,
    source: connection.kind === 'sample' ? 'sample' : 'archive',
    refreshDate: facts.refreshDate,
    fetchedAt: facts.fetchedAt ?? new Date().toISOString(),
    version: 'v1.0',
    format: 'csv',
  };
}

/** A damaged file is fetched again, too. */
function missingOf({ report, state }: JoinedUsersFacts['sources'][number]): string[] {
  return state === 'missing' || state === 'unreadable' ? [report] : [];
}
