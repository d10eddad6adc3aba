import type { ReportFolder } from '../archive/reportFolder.js';
import { comparePeriods } from '../../core/catalog/period.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { UsageReportsError } from '../../base/errors.js';
import type { Chart, ReportRef } from '../../shared/report.js';
import type { History, ReadHistoryOptions } from './historyReader.js';
import type { Report } from './report.js';
import type { CheckedRef, OpenOptions } from './reportService.js';

/** Of so many files read one is told: more nobody can read. */
const PROGRESS_INTERVAL = 20;

export interface ReportHistoryOptions {
  readonly folderOf: (checked: CheckedRef) => Promise<ReportFolder>;
  readonly check: (ref: ReportRef) => CheckedRef;
  /** What the archive has a folder for, of one connection. */
  readonly keys: (connection: string) => AsyncIterable<{ readonly report: string; readonly date?: string }>;
  readonly find: (report: string) => ReportDefinition | undefined;
  /** Asks the service for a report and keeps the answer. */
  readonly fetch: (ref: ReportRef, options: OpenOptions) => Promise<void>;
}

/**
 * What the archive knows of a daily series over all periods and refresh dates. Asks nobody, but for {@link open} with `fresh`, which
 * first fetches the longest period.
 */
export class ReportHistory {
  constructor(private readonly options: ReportHistoryOptions) {}

  /**
   * @throws UsageReportsError `storage`, with code `nothingKept` where the archive has nothing of the report; the signal's `AbortError`
   */
  async open(checked: CheckedRef, options: OpenOptions): Promise<Report> {
    const { ref, definition, connection } = checked;
    const longest = longestPeriod(definition);
    if (options.fresh === true && longest !== undefined) {
      await this.options.fetch({ connection: ref.connection, report: ref.report, period: longest }, options);
    }
    const history = await this.read(ref, options.signal, (read, total) => {
      if (read % PROGRESS_INTERVAL === 0) {
        options.onStep?.({ step: 'merging', read, total });
      }
    });
    if (history === undefined) {
      throw new UsageReportsError('storage', `Nothing is kept of ${ref.report} yet.`, { code: 'nothingKept' });
    }
    const { newest, facts } = history;
    return {
      ref,
      definition,
      connection,
      table: history.open(),
      source: connection.kind === 'sample' ? 'sample' : 'archive',
      refreshDate: newest.refreshDate,
      fetchedAt: newest.fetchedAt,
      version: newest.version,
      format: newest.format,
      history: { facts, revised: (most) => history.revised(most) },
    };
  }

  /** @returns `undefined` where nothing is kept of the report. @throws UsageReportsError `storage`; the signal's `AbortError` */
  async read(
    { connection, report }: ReportRef,
    signal?: AbortSignal,
    onStep?: ReadHistoryOptions['onStep'],
  ): Promise<History | undefined> {
    const checked = this.options.check({ connection, report, history: true });
    const { readHistory } = await import('./historyReader.js');
    return readHistory(await this.options.folderOf(checked), checked.definition, { signal, onStep });
  }

  /** The daily series that a connection has something kept of, in no particular order. @throws UsageReportsError `storage` */
  async kept(connection: string): Promise<ReportDefinition[]> {
    const found = new Set<ReportDefinition>();
    for await (const { report, date } of this.options.keys(connection)) {
      const definition = date === undefined ? this.options.find(report) : undefined;
      if (definition?.kind === 'daily-series') {
        found.add(definition);
      }
    }
    return [...found];
  }

  /** The report's pictures with the windows before them, and how many days there are to see; `undefined` where nothing more is known. */
  async loadContext(
    ref: ReportRef,
    charts: readonly Chart[],
    signal: AbortSignal,
  ): Promise<HistoryContext | undefined> {
    const checked = this.options.check({ connection: ref.connection, report: ref.report, history: true });
    // The one snapshot is the report itself: there is nothing around it, and nothing is loaded to find that out.
    const folder = await this.options.folderOf(checked);
    if ((await folder.list()).length < 2) {
      return undefined;
    }
    const history = await this.read(ref, signal);
    return history === undefined
      ? undefined
      : { charts: history.withPrevious(charts), archivedDays: history.facts.archivedDays };
  }
}

export interface HistoryContext {
  readonly charts: readonly Chart[];
  readonly archivedDays: number;
}

/** @throws UsageReportsError `invalidRequest` */
export function checkHistory({ name, kind }: ReportDefinition, { period, date }: ReportRef): void {
  if (period !== undefined || date !== undefined) {
    throw new UsageReportsError('invalidRequest', `The history of ${name} takes neither a period nor a date.`, {
      argument: 'history',
    });
  }
  if (kind !== 'daily-series') {
    throw new UsageReportsError('invalidRequest', `${name} is no daily series, so it has no history of days.`, {
      argument: 'history',
    });
  }
}

function longestPeriod({ periods }: ReportDefinition): string | undefined {
  return periods
    .filter((period) => period !== 'ALL')
    .toSorted(comparePeriods)
    .at(-1);
}
