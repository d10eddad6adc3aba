import type { Archive } from '../archive/archive.js';
import type { Connection } from '../auth/connections/connection.js';
import type { ReportFolder } from '../archive/reportFolder.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { UsageReportsError } from '../../base/errors.js';
import type { Chart, ReportRef } from '../../shared/report.js';
import type { ArchivedTenants } from './archivedTenants.js';
import type { CheckedRef } from './checkRef.js';
import type { History, ReadHistoryOptions } from './history.js';
import type { OpenOptions } from './openOptions.js';
import type { Report } from './report.js';
import { sourceOf } from './reportFacts.js';
import { longestPeriod } from '../../shared/longestPeriod.js';

/** Progress is reported once for this many files: more often is too fast to read. */
const PROGRESS_INTERVAL = 20;

export interface ReportHistoryOptions {
  readonly archive: Archive;
  readonly tenants: ArchivedTenants;
  readonly catalog: () => Catalog;
  readonly connection: (id: string) => Connection;
  readonly check: (ref: ReportRef) => CheckedRef;
  readonly now: () => Date;
  /** See {@link ReadHistoryOptions}. */
  readonly indexKey?: () => Promise<string>;
}

/** What the archive has of a daily series over all periods and refresh dates. Sends no request. */
export class ReportHistory {
  readonly #options: ReportHistoryOptions;

  constructor(options: ReportHistoryOptions) {
    this.#options = options;
  }

  /** @throws UsageReportsError `storage`, with code `nothingKept` if nothing is archived of the report; the signal's `AbortError` */
  async open({ ref, definition, connection }: CheckedRef, options: OpenOptions): Promise<Report> {
    const history = await this.read(ref, options.signal, (read, total) => {
      if (read % PROGRESS_INTERVAL === 0) {
        options.onStep?.({ step: 'merging', read, total });
      }
    });
    if (history === undefined) {
      throw new UsageReportsError('storage', `Nothing of ${ref.report} is archived yet.`, { code: 'nothingKept' });
    }
    const { newest, facts } = history;
    // No report is opened when VS Code starts.
    const { nextDataDay, usualLagDays } = await import('./freshness.js');
    return {
      ref,
      definition,
      connection,
      table: history.open(),
      source: sourceOf(connection, 'archive'),
      refreshDate: newest.refreshDate,
      fetchedAt: newest.fetchedAt,
      version: newest.version,
      format: newest.format,
      nextData: nextDataDay(newest, usualLagDays(history.lags), history.rhythmDays, this.#options.now()),
      history: { facts, revised: (limit) => history.revised(limit) },
    };
  }

  /** @returns `undefined` if nothing is archived of the report. @throws UsageReportsError `storage`; the signal's `AbortError` */
  async read(
    { connection, report }: ReportRef,
    signal?: AbortSignal,
    onStep?: ReadHistoryOptions['onStep'],
  ): Promise<History | undefined> {
    const checked = this.#options.check({ connection, report, history: true });
    const { readHistory } = await import('./historyReader.js');
    const indexKey = await this.#options.indexKey?.();
    return readHistory(await this.#folderOf(checked), checked.definition, { signal, onStep, indexKey });
  }

  /** The daily series that the archive has snapshots of, in no particular order. @throws UsageReportsError `storage` */
  async reportsWithHistory(connection: string): Promise<ReportDefinition[]> {
    const { archive, tenants, catalog } = this.#options;
    const found = new Set<ReportDefinition>();
    for await (const { report, date } of archive.keys(await tenants.of(this.#options.connection(connection)))) {
      const definition = date === undefined ? catalog().find(report) : undefined;
      if (definition?.kind === 'daily-series') {
        found.add(definition);
      }
    }
    return [...found];
  }

  /**
   * Adds to a report's charts the days before them.
   * @returns `undefined` if the archive has nothing beyond the report itself
   */
  async loadContext(
    ref: ReportRef,
    charts: readonly Chart[],
    signal: AbortSignal,
  ): Promise<HistoryContext | undefined> {
    const checked = this.#options.check({ connection: ref.connection, report: ref.report, history: true });
    // A single snapshot is the report itself: the history reader is not even loaded then.
    const folder = await this.#folderOf(checked);
    if ((await folder.list()).length < 2) {
      return undefined;
    }
    const history = await this.read(ref, signal);
    return history && { charts: history.withEarlierDays(charts), archivedDays: history.facts.archivedDays };
  }

  /** The report in its longest period other than `ALL`; `undefined` if it takes no period. */
  longestPeriod({ ref, definition }: CheckedRef): ReportRef | undefined {
    const longest = longestPeriod(definition.periods);
    return longest && { connection: ref.connection, report: ref.report, period: longest.period };
  }

  async #folderOf({ connection, definition }: CheckedRef): Promise<ReportFolder> {
    const { archive, tenants } = this.#options;
    return archive.reportFolder(await tenants.of(connection), definition.name);
  }
}

export interface HistoryContext {
  readonly charts: readonly Chart[];
  /** Number of days that the archive has data for. */
  readonly archivedDays: number;
}
