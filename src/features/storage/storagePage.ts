import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import { STORAGE_REPORT } from '../../core/storage/storageColumns.js';
import type { StorageFacts } from '../../core/storage/storageFacts.js';
import { STORAGE_REPORT_NAMES } from '../../core/storage/storageReports.js';
import { storageSourcesOf } from '../../l10n/storageSourcesTexts.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { OpenOptions } from '../../services/reports/openOptions.js';
import type { PartialReport, Report } from '../../services/reports/report.js';
import { isStorageOutdated, openStorage } from '../../services/storage/openStorage.js';
import { type KindTotal, storageByKind } from '../../services/storage/storageByKind.js';
import type { TableHandle } from '../../services/tables/tableHandle.js';
import type { Notice } from '../../shared/pages/common.js';
import type { ReportSummary } from '../../shared/pages/report.js';
import type { ReportRef } from '../../shared/report.js';
import { failureTexts } from '../common/failedReports.js';
import { joinedReport } from '../common/joinedReport.js';
import type { MissingReports } from '../common/missingReports.js';
import { ADD_PAST_MONTHS, pastMonthsActions } from '../common/pastMonths.js';
import type { TablePage } from '../common/tablePage.js';
import { TableReports, type TableReportsOptions } from '../common/tableReports.js';

export interface StoragePageOptions extends TableReportsOptions {
  readonly connections: Connections;
  /** Of a sample tenant, by the ID of its connection. */
  readonly addPastMonths: (connection: string) => Promise<void>;
}

/** What is known of a table. */
interface Known {
  readonly facts: StorageFacts;
  readonly totals: readonly KindTotal[];
  readonly missing: MissingReports;
}

/** The page of storage. */
export class StoragePage implements TablePage {
  readonly #options: StoragePageOptions;
  readonly #reports: TableReports;
  readonly #known = new WeakMap<TableHandle, Known>();

  readonly askAfterReload = {
    text: vscode.l10n.t("Names of users and sites aren't shown after a reload until you ask for them."),
    button: vscode.l10n.t('Show Storage'),
  };

  constructor(options: StoragePageOptions) {
    this.#options = options;
    this.#reports = new TableReports(STORAGE_REPORT_NAMES, options);
  }

  async open(ref: ReportRef, options: OpenOptions): Promise<Report> {
    const connection = this.#options.connections.get(ref.connection);
    const { joined, missing } = await this.#reports.open(connection, options, {
      join: (how) => openStorage(this.#options.service, connection, how),
      lackingOf: ({ facts }) => facts.sources.flatMap(({ report, state }) => (state === 'used' ? [] : [report])),
    });
    try {
      const totals = await storageByKind(joined.table, options.signal);
      this.#known.set(joined.table, { facts: joined.facts, totals, missing });
    } catch (error) {
      joined.table.dispose();
      throw error;
    }
    const definition = {
      ...STORAGE_REPORT,
      title: vscode.l10n.t('Storage'),
      description: vscode.l10n.t(
        'One row for each mailbox, OneDrive account, and SharePoint site, with its quota and its growth.',
      ),
    };
    return joinedReport(ref, connection, definition, joined, this.#options.catalog());
  }

  follow(ref: ReportRef, shown: () => Report | undefined, changed: () => void): Disposable {
    const { service, connections } = this.#options;
    const isOutdated = () => {
      const report = shown();
      const facts = report && this.#known.get(report.table)?.facts;
      return isStorageOutdated(service, connections.get(ref.connection), facts);
    };
    return this.#reports.follow(ref, isOutdated, changed);
  }

  describe({ table, connection }: PartialReport): Partial<ReportSummary> {
    const known = this.#known.get(table);
    if (known === undefined) {
      return {};
    }
    const { facts, totals, missing } = known;
    const hasEarlier = facts.sources.some(({ earlier }) => earlier.length > 0);
    return {
      // It is of several products.
      product: '',
      sources: storageSourcesOf(facts, totals, this.#options.catalog(), {
        unavailable: missing.unavailable,
        actions: [...this.#reports.actions(missing, connection), ...pastMonthsActions(connection, hasEarlier)],
        failures: failureTexts(missing),
      }),
    };
  }

  notice(error: unknown, ref: ReportRef): Notice | undefined {
    const { name } = this.#options.connections.get(ref.connection);
    const text = vscode.l10n.t(
      'No reports about storage of {0} are archived yet. This table is made of them, one row for each mailbox, OneDrive account, and site.',
      name,
    );
    return this.#reports.notice(error, ref, text);
  }

  async run(action: string, ref: ReportRef): Promise<'other' | 'done' | 'changed'> {
    if (action === ADD_PAST_MONTHS) {
      await this.#options.addPastMonths(ref.connection);
      return 'done';
    }
    return this.#reports.run(action, ref);
  }
}
