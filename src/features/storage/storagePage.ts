import * as vscode from 'vscode';
import { UsageReportsError } from '../../base/errors.js';
import { STORAGE_REPORT } from '../../core/storage/storageColumns.js';
import type { StorageFacts } from '../../core/storage/storageFacts.js';
import { STORAGE_REPORT_NAMES } from '../../core/storage/storageReports.js';
import { noticeAction } from '../../l10n/errorTexts.js';
import { storageSourcesOf } from '../../l10n/storageSourcesTexts.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { OpenOptions } from '../../services/reports/openOptions.js';
import type { PartialReport, Report } from '../../services/reports/report.js';
import { openStorage } from '../../services/storage/openStorage.js';
import { type KindTotal, storageByKind } from '../../services/storage/storageByKind.js';
import type { StorageTable } from '../../services/tables/storageFile.js';
import type { TableHandle } from '../../services/tables/tableHandle.js';
import type { Notice } from '../../shared/pages/common.js';
import type { ReportSummary } from '../../shared/pages/report.js';
import type { ReportRef } from '../../shared/report.js';
import {
  FETCH_MISSING,
  fetchActions,
  makeSampleReports,
  type MissingReports,
  missingReports,
  type MissingReportsOptions,
} from '../common/missingReports.js';
import type { TablePage } from '../common/tablePage.js';

export interface StoragePageOptions extends MissingReportsOptions {
  readonly connections: Connections;
  /** Collects a set of reports. Resolves when that is done, or has failed on screen. */
  readonly collect: (connection: string, set: string) => Promise<unknown>;
}

/** What is known of a table. */
interface Known {
  readonly facts: StorageFacts;
  readonly totals: readonly KindTotal[];
  readonly missing: MissingReports;
}

/** Marks in the error's details that there is nothing to put together. */
const NOT_ARCHIVED = 'noStorageReports';

/** The page of storage. */
export class StoragePage implements TablePage {
  readonly #options: StoragePageOptions;
  readonly #known = new WeakMap<TableHandle, Known>();
  /** By connection: what an empty page offers to fetch. */
  readonly #missing = new Map<string, MissingReports>();

  readonly askAfterReload = {
    text: vscode.l10n.t("Names of users and sites aren't shown after a reload until you ask for them."),
    button: vscode.l10n.t('Show Storage'),
  };

  constructor(options: StoragePageOptions) {
    this.#options = options;
  }

  async open(ref: ReportRef, { signal, onStep }: OpenOptions): Promise<Report> {
    const connection = this.#options.connections.get(ref.connection);
    if (connection.kind === 'sample') {
      await makeSampleReports(STORAGE_REPORT_NAMES, connection, this.#options, signal);
    }
    const opened = await openStorage(this.#options.service, connection, {
      signal,
      onProgress: (read, total) => onStep?.({ step: 'merging', read, total }),
    });
    try {
      const lacking = opened?.facts.sources.flatMap(({ report, state }) => (state === 'used' ? [] : [report]));
      const missing = await missingReports(lacking ?? STORAGE_REPORT_NAMES, connection, this.#options);
      signal.throwIfAborted();
      this.#missing.set(connection.id, missing);
      if (opened === undefined) {
        throw new UsageReportsError('notFound', 'No report about storage is archived.', { code: NOT_ARCHIVED });
      }
      const totals = await storageByKind(opened.table, signal);
      this.#known.set(opened.table, { facts: opened.facts, totals, missing });
      return reportOf(ref, connection, opened);
    } catch (error) {
      opened?.table.dispose();
      throw error;
    }
  }

  describe({ table, connection }: PartialReport): Partial<ReportSummary> {
    const known = this.#known.get(table);
    if (known === undefined) {
      return {};
    }
    const { facts, totals, missing } = known;
    const actions = connection.kind === 'sample' ? [] : fetchActions(missing, true);
    return {
      // It is of several products.
      product: '',
      sources: storageSourcesOf(facts, totals, this.#options.catalog(), { unavailable: missing.unavailable, actions }),
    };
  }

  notice(error: unknown, { connection }: ReportRef): Notice | undefined {
    if (!(error instanceof UsageReportsError && error.details.code === NOT_ARCHIVED)) {
      return undefined;
    }
    const missing = this.#missing.get(connection);
    return {
      severity: 'info',
      text: vscode.l10n.t(
        'No reports about storage of {0} are archived yet. This table is made of them, one row for each mailbox, OneDrive account, and site.',
        this.#options.connections.get(connection).name,
      ),
      actions: [
        ...(missing === undefined ? [] : fetchActions(missing, false)),
        { ...noticeAction('retry'), label: vscode.l10n.t('Refresh') },
      ],
    };
  }

  async run(action: string, { connection }: ReportRef): Promise<'other' | 'changed'> {
    const missing = this.#missing.get(connection);
    if (action !== FETCH_MISSING || missing === undefined) {
      return 'other';
    }
    await this.#options.collect(connection, missing.set);
    return 'changed';
  }
}

function reportOf(ref: ReportRef, connection: Connection, { table, facts }: StorageTable): Report {
  return {
    ref,
    definition: {
      ...STORAGE_REPORT,
      title: vscode.l10n.t('Storage'),
      description: vscode.l10n.t(
        'One row for each mailbox, OneDrive account, and SharePoint site, with its quota and its growth.',
      ),
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
