import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import { noticeAction } from '../../l10n/errorTexts.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { OpenOptions } from '../../services/reports/openOptions.js';
import type { ReportOrigin } from '../../services/reports/report.js';
import type { TableHandle } from '../../services/tables/tableHandle.js';
import type { Notice, NoticeAction } from '../../shared/pages/common.js';
import type { ReportRef } from '../../shared/report.js';
import type { ErrorDisplay } from './errorDisplay.js';
import { failureAction, failureActions, failureTexts } from './failedReports.js';
import { followReports } from './followReports.js';
import {
  FETCH_MISSING,
  fetchActions,
  makeSampleReports,
  type MissingReports,
  missingReports,
  type MissingReportsOptions,
} from './missingReports.js';
import { isNothingToJoin, nothingToJoin } from './nothingToJoin.js';

export interface TableReportsOptions extends MissingReportsOptions {
  readonly errors: Pick<ErrorDisplay, 'run' | 'attempt'>;
  /** Collects a set of reports. Resolves when that is done, or has failed on screen. */
  readonly collect: (connection: string, set: string) => Promise<unknown>;
}

/** How a table is put together from what is archived. */
export interface JoinSteps<T> {
  /** @returns `undefined` if nothing is archived that it could be made of */
  readonly join: (options: JoinOptions) => Promise<T | undefined>;
  /** Names of the reports that the table lacks. */
  readonly lackingOf: (joined: T) => readonly string[];
}

export interface JoinOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (read: number, total: number) => void;
}

/** The reports that a table of a feature is put together from: what is missing of them, fetching it, and what is fetched or deleted of them elsewhere. */
export class TableReports {
  readonly #names: readonly string[];
  readonly #options: TableReportsOptions;
  /** By connection: what an empty page offers to fetch. */
  readonly #missing = new Map<string, MissingReports>();

  /** @param names in the catalog */
  constructor(names: readonly string[], options: TableReportsOptions) {
    this.#names = names;
    this.#options = options;
  }

  /**
   * Puts a table together, and looks for what it lacks. The caller disposes of the table.
   * @throws UsageReportsError one that {@link TableReports.notice} knows where nothing is archived; what `join` throws; the signal's `AbortError`
   */
  async open<T extends { readonly table: TableHandle }>(
    connection: Connection,
    { signal, onStep }: OpenOptions,
    { join, lackingOf }: JoinSteps<T>,
  ): Promise<{ readonly joined: T; readonly missing: MissingReports }> {
    if (connection.kind === 'sample') {
      await makeSampleReports(this.#names, connection, this.#options, signal);
    }
    const onProgress = (read: number, total: number) => onStep?.({ step: 'merging', read, total });
    const joined = await join({ signal, onProgress });
    try {
      const lacking = joined === undefined ? this.#names : lackingOf(joined);
      const missing = await missingReports(lacking, connection, this.#options);
      signal.throwIfAborted();
      this.#missing.set(connection.id, missing);
      if (joined === undefined) {
        throw nothingToJoin();
      }
      return { joined, missing };
    } catch (error) {
      joined?.table.dispose();
      throw error;
    }
  }

  /** The buttons beside a table that lacks reports. */
  actions(missing: MissingReports, { kind }: ReportOrigin): NoticeAction[] {
    return kind === 'sample' ? [] : [...fetchActions(missing, true), ...failureActions(missing)];
  }

  /** Why there is no table, and what helps. @returns `undefined` for any other error than that nothing is archived */
  notice(error: unknown, { connection }: ReportRef, text: string): Notice | undefined {
    if (!isNothingToJoin(error)) {
      return undefined;
    }
    const missing = this.#missing.get(connection);
    const failures = missing === undefined ? [] : [...new Set(failureTexts(missing).values())];
    return {
      severity: 'info',
      text,
      ...(failures.length === 0 ? {} : { detail: failures.join(' ') }),
      actions: [
        ...(missing === undefined ? [] : [...fetchActions(missing, false), ...failureActions(missing)]),
        { ...noticeAction('retry'), label: vscode.l10n.t('Refresh') },
      ],
    };
  }

  /** Carries out a button of {@link TableReports.actions} or {@link TableReports.notice}; see `TablePage.run`. */
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

  /** Follows what is fetched or deleted of the reports elsewhere. @param changed called where the table is outdated then */
  follow(ref: ReportRef, isOutdated: () => Promise<boolean>, changed: () => void): Disposable {
    const { service, errors } = this.#options;
    const check = async (): Promise<void> => {
      if (await isOutdated()) {
        changed();
      }
    };
    return followReports({
      service,
      isMeant: ({ connection, report }) => connection === ref.connection && this.#names.includes(report),
      changed: () => void errors.attempt(check, ref),
    });
  }
}
