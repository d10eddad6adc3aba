import type { ReportHistory } from '../../services/reports/reportHistory.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { Disposable } from '../../base/emitter.js';
import { isCancelled } from '../../base/errors.js';
import { logTextOf } from '../../base/redact.js';
import type { Comparison } from '../../shared/pages/report.js';
import type { Notice } from '../../shared/pages/common.js';
import { comparisonId, idOf } from '../../shared/refIds.js';
import type { Chart, ReportRef } from '../../shared/report.js';

/** More lines cannot be told apart in one chart. */
export const MAX_COMPARISONS = 5;

export interface ComparisonsOptions {
  readonly service: Pick<ReportService, 'check' | 'use' | 'openArchived'> & {
    readonly history: Pick<ReportHistory, 'loadContext'>;
  };
  /** The text and the buttons of an error. */
  readonly noticeFor: (error: unknown) => Notice;
  /** {@link Comparisons.all} has changed. */
  readonly changed: () => void;
  readonly log: { error(message: string): void };
}

/**
 * The reports that a panel's own is compared with. Of each, only the charts are kept. A report that cannot be opened is in the list with
 * the reason, and with the archived copy where there is one.
 */
export class Comparisons implements Disposable {
  readonly #options: ComparisonsOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: ComparisonsOptions) {
    this.#options = options;
  }

  dispose(): void {
    for (const { loading } of this.#entries.values()) {
      loading?.abort();
    }
    this.#entries.clear();
  }

  get all(): readonly Comparison[] {
    return [...this.#entries.values()].map(({ comparison }) => comparison);
  }

  /** Why a comparison failed, for the buttons below the reason. */
  problem(id: string): { readonly error: unknown; readonly ref: ReportRef } | undefined {
    const entry = this.#entries.get(id);
    return entry === undefined ? undefined : { error: entry.error, ref: entry.comparison.ref };
  }

  /**
   * Compares with another report. One that is in the list already is loaded again. Where there are too many, the first is removed.
   * @throws UsageReportsError `invalidRequest` for a report that does not exist or has no such period
   */
  async add(asked: ReportRef, interactive: boolean): Promise<void> {
    const { ref } = this.#options.service.check(asked);
    const id = comparisonId(ref);
    const [first] = this.#entries.keys();
    if (!this.#entries.has(id) && this.#entries.size >= MAX_COMPARISONS && first !== undefined) {
      this.remove(first);
    }
    await this.#load(ref, interactive);
  }

  remove(id: string): void {
    this.#entries.get(id)?.loading?.abort();
    if (this.#entries.delete(id)) {
      this.#options.changed();
    }
  }

  /** Loads again after a button that may have helped. */
  async retry(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry !== undefined) {
      await this.#load(entry.comparison.ref, true);
    }
  }

  /** The panel shows another period, so these do, too. Nobody is asked to sign in for it. */
  async follow(shown: ReportRef): Promise<void> {
    const refs = this.all.map(({ ref: { connection, report } }) => ({ ...shown, connection, report }));
    await Promise.all(
      refs.filter((ref) => !this.all.some((one) => idOf(one.ref) === idOf(ref))).map((ref) => this.#load(ref, false)),
    );
  }

  /** Brings back the comparisons from before a reload. */
  async restore(refs: readonly ReportRef[]): Promise<void> {
    await Promise.all(refs.slice(0, MAX_COMPARISONS).map((ref) => this.#load(ref, false)));
  }

  async #load(asked: ReportRef, interactive: boolean): Promise<void> {
    const { service, noticeFor, log, changed } = this.#options;
    const id = comparisonId(asked);
    const before = this.#entries.get(id);
    before?.loading?.abort();
    const loading = new AbortController();
    const kept = before?.comparison ?? {
      id,
      ref: asked,
      title: asked.report,
      tenant: asked.connection,
      charts: [],
      refreshDate: null,
      state: 'loading',
    };
    const entry: Entry = {
      comparison: { ...kept, ref: asked, state: 'loading', notice: undefined },
      loading,
      error: undefined,
    };
    this.#entries.set(id, entry);
    const isCurrent = () => this.#entries.get(id) === entry;
    const settle = (facts: Partial<Comparison>, error?: unknown) => {
      entry.comparison = { ...entry.comparison, ...facts };
      entry.error = error;
      changed();
    };
    try {
      const { ref, definition, connection } = service.check(asked);
      settle({ ref, title: definition.title, tenant: connection.name });
      const drawn = await service.use(ref, { signal: loading.signal, interactive }, async ({ table, refreshDate }) => ({
        charts: await table.charts(definition),
        refreshDate,
      }));
      if (isCurrent()) {
        settle({ ...drawn, state: 'shown' });
        const isDaily = definition.kind === 'daily-series' && ref.history === undefined;
        const charts = isDaily ? await this.#withEarlierDays(ref, drawn.charts, loading.signal) : undefined;
        if (isCurrent() && charts !== undefined) {
          settle({ charts });
        }
      }
    } catch (error) {
      if (!isCurrent()) {
        return;
      }
      if (!isCancelled(error)) {
        log.error(`${asked.report}: ${logTextOf(error)}`);
      }
      const notice = noticeFor(error);
      const archived = await this.#archived(asked, loading.signal);
      if (isCurrent()) {
        settle(
          archived === undefined
            ? { state: 'failed', charts: [], notice }
            : { ...archived, state: 'shown', notice: { ...notice, severity: 'warning' } },
          error,
        );
      }
    } finally {
      entry.loading = undefined;
    }
  }

  /** The same charts with the archived days before them; `undefined` where there are none, or they can't be read. */
  async #withEarlierDays(
    ref: ReportRef,
    charts: readonly Chart[],
    signal: AbortSignal,
  ): Promise<readonly Chart[] | undefined> {
    try {
      return (await this.#options.service.history.loadContext(ref, charts, signal))?.charts;
    } catch (error) {
      if (!isCancelled(error)) {
        this.#options.log.error(`${ref.report}: ${logTextOf(error)}`);
      }
      return undefined;
    }
  }

  async #archived(
    ref: ReportRef,
    signal: AbortSignal,
  ): Promise<Pick<Comparison, 'charts' | 'refreshDate'> | undefined> {
    try {
      const report = await this.#options.service.openArchived(ref, signal);
      if (report === undefined) {
        return undefined;
      }
      try {
        return { charts: await report.table.charts(report.definition), refreshDate: report.refreshDate };
      } finally {
        report.table.dispose();
      }
    } catch {
      // The first failure is the one that is shown.
      return undefined;
    }
  }
}

interface Entry {
  comparison: Comparison;
  loading: AbortController | undefined;
  error: unknown;
}
