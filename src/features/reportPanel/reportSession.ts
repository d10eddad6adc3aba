import { isDeepStrictEqual } from 'node:util';
import { type Disposable, Emitter } from '../../base/emitter.js';
import { movedView } from '../../core/table/query/movedView.js';
import { isCancelled } from '../../base/errors.js';
import { logTextOf } from '../../base/redact.js';
import type { PartialReport } from '../../services/reports/report.js';
import type { ReportHistory } from '../../services/reports/reportHistory.js';
import type { OpenStep } from '../../services/reports/openOptions.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { CellWords } from '../../shared/format/cellTexts.js';
import { idOf } from '../../shared/refIds.js';
import type { ReportRef, TableView } from '../../shared/report.js';
import { isNothingToJoin } from '../common/nothingToJoin.js';
import { type DrawnReport, drawReport } from './drawnReport.js';
import { type BorrowedReport, TableLending } from './tableLending.js';

export interface ReportSessionOptions {
  readonly service: Pick<ReportService, 'check' | 'open' | 'openArchived'> & {
    readonly history: Pick<ReportHistory, 'loadContext'>;
  };
  /** How the page writes cells; absent where it writes them as the table has them. */
  readonly words?: CellWords;
  readonly log: { warn(message: string): void; error(message: string): void };
}

/** What the session is busy with, or how the last attempt ended where it did not end well. */
export type SessionStatus =
  | { readonly kind: 'idle' }
  /** `step` is absent at first. */
  | { readonly kind: 'loading'; readonly ref: ReportRef; readonly step?: OpenStep }
  /** `keepsData`: an earlier report is still on screen. */
  | {
      readonly kind: 'failed' | 'cancelled';
      readonly ref: ReportRef;
      readonly error: unknown;
      readonly keepsData: boolean;
      /** The rows of the report on screen can no longer be read. */
      readonly tableLost?: true;
    };

/**
 * What is different: the report on screen (or its view, where the page does not know it), its {@link SessionStatus}, only its history context,
 * or only which rows the page shows.
 */
export type SessionChange = 'report' | 'status' | 'historyContext' | 'view';

/** Least milliseconds between two changes of a loading's step: a large download comes in thousands of chunks. */
const MIN_STEP_INTERVAL_MS = 100;

/**
 * One report that somebody looks at: loads it, shows its first rows meanwhile, and keeps the last good data whatever happens. Owns
 * the opened table, and lends it.
 */
export class ReportSession implements Disposable {
  readonly #options: ReportSessionOptions;
  readonly #changed = new Emitter<SessionChange>();
  readonly #loaded = new Emitter<ReportRef>();
  readonly #lending = new TableLending();
  #ref: ReportRef;
  #view: TableView;
  #transientFilter: string | undefined;
  #whole: DrawnReport | undefined;
  #part: DrawnReport<PartialReport> | undefined;
  #status: SessionStatus = { kind: 'idle' };
  #error: unknown;
  /** What the last attempt was about, where it failed and an earlier report is still on screen. */
  #attempted: ReportRef | undefined;
  #opening: AbortController | undefined;
  #readingContext: AbortController | undefined;

  readonly onDidChange = this.#changed.event;
  /** A report has come, from wherever. */
  readonly onDidLoad = this.#loaded.event;

  constructor(ref: ReportRef, view: TableView, options: ReportSessionOptions) {
    this.#ref = ref;
    this.#view = view;
    this.#options = options;
  }

  dispose(): void {
    this.#opening?.abort();
    this.#opening = undefined;
    this.#readingContext?.abort();
    this.#dropPart();
    this.#dropWhole();
    this.#changed.dispose();
    this.#loaded.dispose();
  }

  /** What the session stands for: what is on screen, or being loaded. */
  get ref(): ReportRef {
    return this.#ref;
  }

  /** Which rows of {@link whole} are shown, in which order. */
  get view(): TableView {
    return this.#view;
  }

  /** A filter that names a user: no state is to keep it. */
  get transientFilter(): string | undefined {
    return this.#transientFilter;
  }

  get status(): SessionStatus {
    return this.#status;
  }

  /** Why the last attempt failed, for the buttons below the reason. */
  get error(): unknown {
    return this.#error;
  }

  /** The last good data. Stays until another report is there, whole. */
  get whole(): DrawnReport | undefined {
    return this.#whole;
  }

  /** The first rows of the report that is being opened, where they are on screen in its place. */
  get part(): DrawnReport<PartialReport> | undefined {
    return this.#part;
  }

  /** What is on screen. */
  get displayed(): DrawnReport<PartialReport> | undefined {
    return this.#part ?? this.#whole;
  }

  /** The whole report that is on screen, for as long as the borrower needs it. */
  borrow(): BorrowedReport | undefined {
    const report = this.#whole?.report;
    return report === undefined || this.#part !== undefined || idOf(report.ref) !== idOf(this.#ref)
      ? undefined
      : this.#lending.lend(report);
  }

  /** The user sorted or filtered. First rows are shown as the file has them; the view is for the whole. */
  chooseView(view: TableView): void {
    if (this.#part === undefined && !isDeepStrictEqual(view, this.#view)) {
      this.#view = view;
      this.#changed.fire('view');
    }
  }

  /** Shows other rows of the report on screen. The page is told by who calls it. */
  showView(view: TableView): void {
    this.#transientFilter = undefined;
    this.#view = view;
  }

  /** Shows the rows with this text, without leaving it in any state. */
  applyTransientFilter(filter: string): void {
    this.#transientFilter = filter;
    this.#view = { filter };
    this.#changed.fire('report');
  }

  /**
   * Turns to another period, a day or the history of the same report.
   * @throws UsageReportsError `invalidRequest` where the report has no such period
   */
  async choosePeriod(choice: Pick<ReportRef, 'period' | 'date' | 'history'>): Promise<void> {
    const { connection, report } = this.#ref;
    this.#ref = this.#options.service.check({ connection, report, ...choice }).ref;
    await this.load();
  }

  /** Loads again what the last attempt was about. A lost table is not a reason to request newer data. */
  async retry(): Promise<void> {
    const fresh = !('tableLost' in this.#status);
    this.#ref = this.#attempted ?? this.#ref;
    await this.load({ fresh });
  }

  cancel(): void {
    this.#opening?.abort();
  }

  /**
   * Loads what the session stands for. What is on screen stays until the new report is there; a failure leaves it there, marked,
   * and shows the last snapshot of the archive where nothing was on screen. Never throws: the status says how it ended.
   */
  async load({ fresh = false, interactive = true }: { fresh?: boolean; interactive?: boolean } = {}): Promise<void> {
    this.#opening?.abort();
    const opening = new AbortController();
    this.#opening = opening;
    const ref = this.#ref;
    this.#setStatus({ kind: 'loading', ref });
    let nextStep = 0;
    try {
      const report = await this.#options.service.open(ref, {
        signal: opening.signal,
        fresh,
        interactive,
        orArchived: !this.#shows(ref),
        onStep: (step) => {
          const isDue = !('receivedBytes' in step) || performance.now() >= nextStep;
          if (this.#opening === opening && isDue) {
            nextStep = performance.now() + MIN_STEP_INTERVAL_MS;
            this.#setStatus({ kind: 'loading', ref, step });
          }
        },
        onPartial: (part) => void this.#showPart(part, opening),
      });
      const drawn = await drawReport(report, this.#options.words);
      if (this.#opening !== opening) {
        report.table.dispose();
        return;
      }
      this.#show(drawn);
      if (report.notFetched === undefined) {
        this.#error = undefined;
        this.#attempted = undefined;
        this.#setStatus({ kind: 'idle' });
      } else {
        this.#fail(report.notFetched, ref);
      }
      this.#loaded.fire(report.ref);
    } catch (error) {
      if (this.#opening === opening && isCancelled(error) && !this.#shows(ref)) {
        await this.#showArchived(ref, opening);
      }
      if (this.#opening === opening) {
        this.#fail(error, ref);
      }
    } finally {
      if (this.#opening === opening) {
        this.#opening = undefined;
      }
    }
  }

  /**
   * Reads the report on screen again from the archive, without a request: what its rows are joined with is another. Where it is not archived any more,
   * it stays. What is being loaded is newer.
   */
  async rejoin(): Promise<void> {
    if (this.#whole === undefined || this.#opening !== undefined) {
      return;
    }
    const opening = new AbortController();
    this.#opening = opening;
    await this.#showArchived(this.#whole.report.ref, opening);
    if (this.#opening === opening) {
      this.#opening = undefined;
    }
  }

  /** Reads what the archive knows beyond the report on screen, without holding it up. A failure is logged. */
  async loadHistoryContext(): Promise<void> {
    this.#readingContext?.abort();
    const drawn = this.#whole;
    if (drawn?.report.definition.kind !== 'daily-series' || drawn.report.history !== undefined) {
      return;
    }
    const reading = new AbortController();
    this.#readingContext = reading;
    const { ref } = drawn.report;
    try {
      const historyContext = await this.#options.service.history.loadContext(ref, drawn.charts, reading.signal);
      if (historyContext !== undefined && this.#whole === drawn && !reading.signal.aborted) {
        this.#whole = { ...drawn, charts: historyContext.charts, historyContext };
        this.#changed.fire('historyContext');
      }
    } catch (error) {
      if (!isCancelled(error)) {
        this.#options.log.warn(`${ref.report}: ${logTextOf(error)}`);
      }
    }
  }

  /** The table on screen is gone: its thread has ended. */
  loseTable(error: unknown): void {
    this.#error = error;
    this.#attempted = this.#ref;
    this.#setStatus({ kind: 'failed', ref: this.#ref, error, keepsData: true, tableLost: true });
  }

  #shows(ref: ReportRef): boolean {
    return this.#whole !== undefined && idOf(this.#whole.report.ref) === idOf(ref);
  }

  #show(drawn: DrawnReport): void {
    this.#dropPart();
    const before = this.#whole?.report.table;
    this.#whole = drawn;
    if (before !== undefined) {
      this.#view = movedView(this.#view, before.columns, drawn.report.table.columns);
      this.#lending.release(before);
    }
    this.#changed.fire('report');
    void this.loadHistoryContext();
  }

  /** A part never takes the place of the same report's last good data. */
  async #showPart(part: PartialReport, opening: AbortController): Promise<void> {
    const isWanted = () => this.#opening === opening && !this.#shows(part.ref);
    if (!isWanted()) {
      part.table.dispose();
      return;
    }
    // Where it cannot be drawn, the whole report says why.
    const drawn = await drawReport(part, this.#options.words).catch(() => undefined);
    if (drawn === undefined) {
      return;
    }
    if (!isWanted()) {
      part.table.dispose();
      return;
    }
    this.#dropPart();
    this.#part = drawn;
    this.#changed.fire('report');
  }

  /** @returns whether there was one */
  #dropPart(): boolean {
    const part = this.#part;
    this.#part = undefined;
    part?.report.table.dispose();
    return part !== undefined;
  }

  #dropWhole(): void {
    const table = this.#whole?.report.table;
    this.#whole = undefined;
    if (table !== undefined) {
      this.#lending.release(table);
    }
  }

  /** Shows the newest snapshot of the archive, if there is one. */
  async #showArchived(ref: ReportRef, opening: AbortController): Promise<void> {
    try {
      const report = await this.#options.service.openArchived(ref, new AbortController().signal);
      const drawn = report && (await drawReport(report, this.#options.words));
      if (this.#opening !== opening) {
        drawn?.report.table.dispose();
      } else if (drawn !== undefined) {
        this.#show(drawn);
      }
    } catch (error) {
      this.#options.log.warn(`${ref.report}: ${logTextOf(error)}`);
    }
  }

  /** Says beside what is on screen why it is not what was requested. */
  #fail(error: unknown, ref: ReportRef): void {
    this.#error = error;
    this.#attempted = ref;
    if (this.#dropPart()) {
      // Some first rows are no report: what was on screen before them comes back.
      this.#changed.fire('report');
    }
    if (isNothingToJoin(error)) {
      // What a table was made of has been deleted, with the names in it.
      this.#dropWhole();
    }
    const cancelled = isCancelled(error);
    if (!cancelled) {
      this.#options.log.error(`${ref.report}: ${logTextOf(error)}`);
    }
    // Where another period could not be had, the session goes on standing for the one that it shows.
    this.#ref = this.#whole?.report.ref ?? ref;
    this.#setStatus({
      kind: cancelled ? 'cancelled' : 'failed',
      ref,
      error,
      keepsData: this.#whole !== undefined,
    });
  }

  #setStatus(status: SessionStatus): void {
    this.#status = status;
    this.#changed.fire('status');
  }
}
