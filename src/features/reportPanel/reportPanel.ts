import * as vscode from 'vscode';
import { type Catalog, fullTitle } from '../../core/catalog/catalog.js';
import type { ExportFacts } from '../../core/export/exportInput.js';
import type { TableHandle } from '../../services/tables/tableHandle.js';
import { factsOf, type Report, type PartialReport } from '../../services/reports/report.js';
import type { OpenStep } from '../../services/reports/openOptions.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { Disposable } from '../../base/emitter.js';
import { isCancelled, UsageReportsError, messageOf } from '../../base/errors.js';
import type {
  ChartFileFormat,
  HostMessage,
  Notice,
  ReportOutline,
  RowsPart,
  WebviewMessage,
} from '../../shared/pages/report.js';
import { idOf } from '../../shared/refIds.js';
import { isWholeTable, type Chart, type QuickFilter, type ReportRef, type TableView } from '../../shared/report.js';
import { durationLabel } from '../../l10n/durationTexts.js';
import { type ErrorAction, shouldRetryAfter } from '../../l10n/errorActions.js';
import { noticeAction, noticeFor } from '../../l10n/errorTexts.js';
import { parameterLabel } from '../../l10n/periodTexts.js';
import { handlePageMessages } from '../common/pageMessages.js';
import { Comparisons } from './comparisons.js';
import { copyRows } from '../common/copyRows.js';
import { LatestView } from '../common/latestView.js';
import { parseWebviewMessage } from './messages.js';
import { MAX_RESTATED_VALUES, loadHistoryContext, mergeProgressText } from './historyContext.js';
import { reportPageTexts } from './reportPageTexts.js';
import { showPage } from '../common/page.js';
import { rowsPart } from '../common/rowsPart.js';
import { MAX_FILTER_VALUE } from '../common/schemas.js';
import { shortRestated } from '../common/shortTexts.js';
import { outlineOf, partialSummaryOf, summaryOf } from './summary.js';

export interface ReportPanelOptions {
  readonly service: ReportService;
  readonly catalog: () => Catalog;
  readonly now: () => Date;
  readonly log: vscode.LogOutputChannel;
  /** Carries out a button that is not the panel's own (sign in, show the log …). */
  readonly runErrorAction: (action: ErrorAction, error: unknown, ref: ReportRef) => Promise<void>;
  readonly exportReport: (ref: ReportRef) => Promise<void>;
  /** Asks what to compare the active panel's report with, and calls its {@link ReportPanel.compare}. */
  readonly compareWith: () => Promise<void>;
  readonly saveChart: (largeChart: ChartFile) => Promise<void>;
  /** What a tab's title says of the tenant, as two tenants may have the same report open; empty for the sample tenant. */
  readonly tenantSuffix: (connection: string) => string;
}

/** A picture of a report as the webview made it. */
export interface ChartFile {
  readonly facts: ExportFacts;
  /** What it shows. */
  readonly name: string;
  readonly format: ChartFileFormat;
  readonly content: Uint8Array;
}

/** Rows that come with the report itself, so that the table need not ask before it is painted. A little more than a screen has. */
const FIRST_ROWS = 60;
/** Values of one column that are offered at a time. */
const MAX_VALUES = 200;
/** Least milliseconds between two messages about how far an opening is: a large download comes in thousands of chunks. */
const MIN_STEP_INTERVAL_MS = 100;

interface Shown<R extends PartialReport = Report> {
  readonly report: R;
  readonly charts: readonly Chart[];
  readonly quickFilters: readonly QuickFilter[];
  /** In the order of the file. */
  readonly firstRows: RowsPart;
  readonly past?: Extract<HostMessage, { type: 'past' }>;
}

/** An opened report that a panel shows, and somebody else uses as well. Disposing gives it back. */
export interface BorrowedReport extends Disposable {
  readonly report: Report;
}

/** One open report: keeps the opened table on this side, and answers the webview's questions about it. */
export class ReportPanel implements Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #options: ReportPanelOptions;
  readonly #subscriptions: Disposable[] = [];
  #ref: ReportRef;
  #view: TableView;
  /** A filter that names a person: the webview is not to keep it. */
  #transientFilter: string | undefined;
  #shown: Shown | undefined;
  /** How many have borrowed a table. */
  readonly #borrowed = new Map<TableHandle, number>();
  /** The first rows of the report that is being opened, where they are on screen in its place. */
  #part: Shown<PartialReport> | undefined;
  readonly #latestView = new LatestView();
  #error: unknown;
  /** What the last attempt was about, where it failed and an earlier report is still on screen. */
  #attempted: ReportRef | undefined;
  #opening: AbortController | undefined;
  /** What the archive knows beyond the report on screen, asked after it was shown. */
  #past: AbortController | undefined;
  /** What was last said about the state, repeated when the webview starts over (hidden and shown again, moved, reloaded). */
  #status: HostMessage | undefined;
  #ready = false;
  readonly #comparisons: Comparisons;
  #fetchingEarlier: AbortController | undefined;

  constructor(panel: vscode.WebviewPanel, ref: ReportRef, view: TableView, options: ReportPanelOptions) {
    this.#panel = panel;
    this.#ref = ref;
    this.#view = view;
    this.#options = options;
    panel.title = this.#title;
    this.#comparisons = new Comparisons({
      service: options.service,
      noticeFor,
      log: options.log,
      changed: () => this.#postCompared(),
    });
    this.#subscriptions.push(this.#comparisons, { dispose: () => this.#fetchingEarlier?.abort() });
    this.#subscriptions.push(
      handlePageMessages(panel, {
        parse: parseWebviewMessage,
        answer: (message) => this.#answer(message),
        log: options.log,
      }),
    );
  }

  get ref(): ReportRef {
    return this.#ref;
  }

  /** What is on screen: the report, and which of its rows in which order. */
  get shown(): { readonly report: Report; readonly view: TableView } | undefined {
    return this.#shown === undefined ? undefined : { report: this.#shown.report, view: this.#view };
  }

  get active(): boolean {
    return this.#panel.active;
  }

  /** The whole report that is on screen, for as long as the borrower needs it. */
  borrow(): BorrowedReport | undefined {
    const report = this.#shown?.report;
    if (report === undefined || this.#part !== undefined || idOf(report.ref) !== idOf(this.#ref)) {
      return undefined;
    }
    const { table } = report;
    this.#borrowed.set(table, (this.#borrowed.get(table) ?? 0) + 1);
    return { report, dispose: () => this.#returnBorrowed(table) };
  }

  #returnBorrowed(table: TableHandle): void {
    const others = (this.#borrowed.get(table) ?? 1) - 1;
    if (others > 0) {
      this.#borrowed.set(table, others);
      return;
    }
    this.#borrowed.delete(table);
    if (this.#shown?.report.table !== table) {
      table.dispose();
    }
  }

  /** The panel has no use for a table any more; whoever has borrowed it may. */
  #disposeUnlessBorrowed(table: TableHandle | undefined): void {
    if (table !== undefined && !this.#borrowed.has(table)) {
      table.dispose();
    }
  }

  /** Gives the panel its page. Its messages are listened to already. */
  showPage(extensionUri: vscode.Uri): void {
    showPage(this.#panel, extensionUri, 'report', reportPageTexts());
  }

  reveal(): void {
    this.#panel.reveal();
  }

  close(): void {
    this.#panel.dispose();
  }

  /** Shows the rows with this text, where there is one, without leaving it in any state. */
  applyTransientFilter(filter: string | undefined): void {
    if (filter !== undefined) {
      this.#transientFilter = filter;
      this.#view = { filter };
      this.#postReport();
    }
  }

  dispose(): void {
    this.#opening?.abort();
    this.#past?.abort();
    this.#dropPart();
    const table = this.#shown?.report.table;
    this.#shown = undefined;
    this.#disposeUnlessBorrowed(table);
    for (const subscription of this.#subscriptions) {
      subscription.dispose();
    }
  }

  /**
   * Draws another report beside this one. What cannot be had is said in the panel.
   * @throws UsageReportsError `invalidRequest` for a report that does not exist or has no such period
   */
  async compare(ref: ReportRef): Promise<void> {
    await this.#comparisons.add(ref, true);
  }

  /** Brings back what was compared before a reload. */
  async restoreComparisons(refs: readonly ReportRef[]): Promise<void> {
    await this.#comparisons.restore(refs);
  }

  /**
   * Loads what the panel stands for. What is on screen stays until the new report is there; a failure leaves it there, marked,
   * and shows the last snapshot of the archive where nothing was on screen.
   */
  async load({ fresh = false, interactive = true }: { fresh?: boolean; interactive?: boolean } = {}): Promise<void> {
    this.#opening?.abort();
    const opening = new AbortController();
    this.#opening = opening;
    const { service } = this.#options;
    const ref = this.#ref;
    this.#panel.title = this.#title;
    const outline = this.#outline;
    this.#setStatus({ type: 'loading', ref, title: this.#title, step: vscode.l10n.t('Opening…'), outline });
    let nextStep = 0;
    try {
      const report = await service.open(ref, {
        signal: opening.signal,
        fresh,
        interactive,
        orArchived: !this.#shows(ref),
        onStep: (step) => {
          const isDue = !('receivedBytes' in step) || performance.now() >= nextStep;
          if (this.#opening === opening && isDue) {
            nextStep = performance.now() + MIN_STEP_INTERVAL_MS;
            this.#setStatus({ ...loadingMessage(ref, this.#title, step), outline });
          }
        },
        onPartial: (part) => void this.#showPart(part, opening),
      });
      const shown = await shownOf(report);
      if (this.#opening === opening) {
        this.#show(shown);
        if (report.notFetched === undefined) {
          this.#error = undefined;
          this.#attempted = undefined;
          this.#setStatus(undefined);
        } else {
          this.#showFailure(report.notFetched, ref);
        }
        void this.#comparisons.follow(report.ref);
      } else {
        report.table.dispose();
      }
    } catch (error) {
      if (this.#opening !== opening) {
        return;
      }
      await this.#fail(error, ref);
    } finally {
      if (this.#opening === opening) {
        this.#opening = undefined;
      }
    }
  }

  async #fail(error: unknown, ref: ReportRef): Promise<void> {
    if (isCancelled(error) && !this.#shows(ref)) {
      const archived = await this.#options.service
        .openArchived(ref, new AbortController().signal)
        .catch(() => undefined);
      if (archived !== undefined) {
        this.#show(await shownOf(archived));
      }
    }
    this.#showFailure(error, ref);
  }

  /** Says beside what is on screen why it is not what was asked for. */
  #showFailure(error: unknown, ref: ReportRef): void {
    this.#error = error;
    this.#attempted = ref;
    if (this.#dropPart()) {
      // Some first rows are no report: what was on screen before them comes back.
      this.#postReport();
    }
    const cancelled = isCancelled(error);
    if (!cancelled) {
      this.#options.log.error(`${ref.report}: ${messageOf(error)}`);
    }
    // Where the other period could not be had, the panel goes on standing for the one that it shows.
    const title = this.#title;
    this.#ref = this.#shown?.report.ref ?? ref;
    this.#panel.title = this.#title;
    const words: Notice = cancelled
      ? { severity: 'info', text: vscode.l10n.t('Loading was canceled.'), actions: [noticeAction('retry')] }
      : noticeFor(error);
    const notice = idOf(this.#ref) === idOf(ref) ? words : { ...words, text: `${parameterLabel(ref)}: ${words.text}` };
    this.#setStatus({
      type: cancelled ? 'cancelled' : 'failed',
      ref,
      title,
      notice,
      keepsData: this.#shown?.report !== undefined,
    });
  }

  #shows(ref: ReportRef): boolean {
    return this.#shown !== undefined && idOf(this.#shown.report.ref) === idOf(ref);
  }

  /** A part never takes the place of the same report's last good data. */
  async #showPart(part: PartialReport, opening: AbortController): Promise<void> {
    const isWanted = () => this.#opening === opening && !this.#shows(part.ref);
    if (!isWanted()) {
      part.table.dispose();
      return;
    }
    const shown = await shownOf(part).catch(() => undefined);
    if (shown === undefined || !isWanted()) {
      part.table.dispose();
      return;
    }
    this.#dropPart();
    this.#part = shown;
    this.#postReport();
  }

  /** @returns whether there was one */
  #dropPart(): boolean {
    const part = this.#part;
    this.#part = undefined;
    part?.report.table.dispose();
    return part !== undefined;
  }

  #show(shown: Shown): void {
    this.#dropPart();
    const before = this.#shown?.report.table;
    this.#shown = shown;
    this.#disposeUnlessBorrowed(before);
    this.#postReport();
    void this.#addHistoryContext(shown);
  }

  /** Adds what came before the report, without holding it up. */
  async #addHistoryContext(shown: Shown): Promise<void> {
    this.#past?.abort();
    const past = new AbortController();
    this.#past = past;
    const { service, now, log } = this.#options;
    const found = await loadHistoryContext(shown.report, shown.charts, service, now(), past.signal).catch(
      (error: unknown) => {
        if (!isCancelled(error)) {
          log.warn(`${shown.report.ref.report}: ${messageOf(error)}`);
        }
        return undefined;
      },
    );
    if (found !== undefined && this.#shown === shown && !past.signal.aborted) {
      this.#shown = { ...shown, charts: found.charts, past: found };
      if (this.#ready) {
        this.#post(found);
      }
    }
  }

  #postReport(): void {
    const part = this.#part;
    if (part !== undefined && this.#ready) {
      const summary = {
        ...partialSummaryOf(part.report, part.charts, this.#options.catalog(), this.#options.now()),
        // Their places only: how many rows of the part they leave says nothing.
        quickFilters: part.quickFilters.map((quick) => ({ ...quick, rowCount: undefined })),
      };
      this.#post({ type: 'report', summary, view: {}, firstRows: part.firstRows });
      return;
    }
    const shown = this.#shown;
    if (shown !== undefined && this.#ready) {
      const summary = {
        ...summaryOf(shown.report, shown.charts, this.#options.catalog(), this.#options.now()),
        quickFilters: shown.quickFilters,
      };
      const firstRows = isWholeTable(this.#view) ? shown.firstRows : undefined;
      this.#post({ type: 'report', summary, view: this.#view, firstRows, transientFilter: this.#transientFilter });
      if (shown.past !== undefined) {
        this.#post(shown.past);
      }
    }
  }

  #setStatus(message: HostMessage | undefined): void {
    this.#status = message;
    if (message !== undefined && this.#ready) {
      this.#post(message);
    }
  }

  #post(message: HostMessage): void {
    void this.#panel.webview.postMessage(message);
  }

  async #answer(message: WebviewMessage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#ready = true;
        this.#postCompared();
        this.#postReport();
        this.#setStatus(this.#status);
        return;
      case 'getRows':
        return this.#answerRows(message);
      case 'getTotals':
        return this.#answerTotals(message);
      case 'getValues':
        return this.#answerValues(message);
      case 'choosePeriod':
        return this.#choose(message);
      case 'getRestated':
        return this.#answerRestated();
      case 'refresh':
        return this.load({ fresh: true });
      case 'cancel':
        this.#opening?.abort();
        return;
      case 'export':
        return this.#part === undefined ? this.#options.exportReport(this.#ref) : undefined;
      case 'copyRows':
        return this.#copy(message);
      case 'action':
        return this.#runErrorAction(message.id as ErrorAction);
      case 'compareWith':
        return this.#options.compareWith();
      case 'removeComparison':
        return this.#comparisons.remove(message.comparison);
      case 'comparisonAction':
        return this.#runComparisonAction(message.comparison, message.id as ErrorAction);
      case 'fetchEarlierDays':
        return this.#fetchEarlierDays();
      case 'saveChart':
        return this.#saveChart(message);
    }
  }

  async #answerRows({ requestId, view, start, end }: Extract<WebviewMessage, { type: 'getRows' }>): Promise<void> {
    const part = this.#part;
    // A part is shown as the file has it; the view is kept for the whole.
    this.#view = part === undefined ? view : this.#view;
    const report = part?.report ?? this.#shown?.report;
    if (report === undefined) {
      return;
    }
    const isShown = () => report === (this.#part ?? this.#shown)?.report;
    const asked = part === undefined ? view : {};
    try {
      const signal = this.#latestView.signalFor(asked);
      const rows = await rowsPart(start, end, (from, to) => report.table.rows(asked, from, to, signal));
      if (isShown()) {
        this.#post({ type: 'rows', requestId, ...rows });
      }
    } catch (error) {
      if (isShown() && !isCancelled(error)) {
        this.#handleTableLost(error);
      }
    }
  }

  /** The table that is on screen does not answer any more. */
  #handleTableLost(error: unknown): void {
    this.#options.log.error(error instanceof Error ? error : String(error));
    if (error instanceof UsageReportsError && error.reason === 'tableLost') {
      this.#error = error;
      this.#attempted = this.#ref;
      this.#setStatus({
        type: 'failed',
        ref: this.#ref,
        title: this.#title,
        notice: noticeFor(error),
        keepsData: true,
      });
    }
  }

  async #answerTotals({ requestId, view }: Extract<WebviewMessage, { type: 'getTotals' }>): Promise<void> {
    const report = this.#shown?.report;
    const totals = await report?.table.totals(view);
    if (totals !== undefined && report === this.#shown?.report) {
      this.#post({ type: 'totals', requestId, totals });
    }
  }

  async #answerValues({ requestId, column, search }: Extract<WebviewMessage, { type: 'getValues' }>): Promise<void> {
    const report = this.#shown?.report;
    const values = await report?.table.values(column, search, MAX_VALUES);
    if (values !== undefined && report === this.#shown?.report) {
      // A filter does not take longer ones, and nobody chooses a text by its ten thousandth character.
      const choosable = values.values.filter(({ label }) => label.length <= MAX_FILTER_VALUE);
      this.#post({ type: 'values', requestId, values: { ...values, values: choosable } });
    }
  }

  #answerRestated(): void {
    const history = this.#shown?.report.history;
    if (history !== undefined) {
      this.#post({
        type: 'restated',
        values: shortRestated(history.revised(MAX_RESTATED_VALUES)),
        total: history.facts.revisedValues,
      });
    }
  }

  async #choose({ period, date, history }: Extract<WebviewMessage, { type: 'choosePeriod' }>): Promise<void> {
    const { connection, report } = this.#ref;
    const asked = {
      connection,
      report,
      ...(period === undefined ? {} : { period }),
      ...(date === undefined ? {} : { date }),
      ...(history === undefined ? {} : { history }),
    };
    this.#ref = this.#options.service.check(asked).ref;
    await this.load();
  }

  async #copy({ view, rows, format }: Extract<WebviewMessage, { type: 'copyRows' }>): Promise<void> {
    const report = (this.#part ?? this.#shown)?.report;
    if (report === undefined || (report === this.#part?.report && rows === undefined)) {
      return;
    }
    await copyRows({ table: report.table, facts: factsOf(report) }, { view, rows, format }, () =>
      this.#options.exportReport(this.#ref),
    );
  }

  async #runErrorAction(action: ErrorAction): Promise<void> {
    if (action !== 'retry') {
      await this.#options.runErrorAction(action, this.#error, this.#ref);
    }
    if (shouldRetryAfter(action)) {
      this.#ref = this.#attempted ?? this.#ref;
      await this.load({ fresh: true });
    }
  }

  async #runComparisonAction(id: string, action: ErrorAction): Promise<void> {
    const problem = this.#comparisons.problem(id);
    if (problem === undefined) {
      return;
    }
    if (action !== 'retry') {
      await this.#options.runErrorAction(action, problem.error, problem.ref);
    }
    if (shouldRetryAfter(action)) {
      await this.#comparisons.retry(id);
    }
  }

  async #fetchEarlierDays(): Promise<void> {
    const report = this.#shown?.report;
    if (report === undefined) {
      return;
    }
    this.#fetchingEarlier?.abort();
    const fetching = new AbortController();
    this.#fetchingEarlier = fetching;
    this.#post({ type: 'earlierDays', busy: true });
    try {
      // They stay in the archive, which is where what was before a report is looked for.
      const longest = { connection: report.ref.connection, report: report.ref.report, period: 'D180' };
      await this.#options.service.use(longest, { signal: fetching.signal, interactive: true, orArchived: false }, () =>
        Promise.resolve(),
      );
      const shown = this.#shown;
      if (shown?.report === report) {
        await this.#addHistoryContext(shown);
        this.#post({ type: 'earlierDays', busy: false });
      }
    } catch (error) {
      if (this.#fetchingEarlier === fetching && !isCancelled(error)) {
        this.#options.log.error(`${report.ref.report}: ${messageOf(error)}`);
        this.#post({ type: 'earlierDays', busy: false, notice: noticeFor(error) });
      }
    }
  }

  async #saveChart({ format, name, content }: Extract<WebviewMessage, { type: 'saveChart' }>): Promise<void> {
    const report = this.#shown?.report;
    if (report !== undefined) {
      await this.#options.saveChart({ facts: factsOf(report), name, format, content });
    }
  }

  #postCompared(): void {
    if (this.#ready) {
      this.#post({ type: 'compared', comparisons: this.#comparisons.all });
    }
  }

  /** What is known of the report before it is here; nothing where it will be refused. */
  get #outline(): ReportOutline | undefined {
    try {
      return outlineOf(this.#options.service.check(this.#ref), this.#options.catalog(), this.#options.now());
    } catch {
      return undefined;
    }
  }

  /** `Microsoft Teams: Activity by user (Last 7 days)`, and whose, unless it is the sample tenant's. */
  get #title(): string {
    const catalog = this.#options.catalog();
    const definition = catalog.find(this.#ref.report);
    const report = definition === undefined ? this.#ref.report : fullTitle(definition, catalog);
    return `${report} (${parameterLabel(this.#ref)})${this.#options.tenantSuffix(this.#ref.connection)}`;
  }
}

function loadingMessage(ref: ReportRef, title: string, step: OpenStep): Extract<HostMessage, { type: 'loading' }> {
  switch (step.step) {
    case 'requesting':
      return { type: 'loading', ref, title, step: vscode.l10n.t('Requesting from Microsoft Graph…') };
    case 'waiting':
      return {
        type: 'loading',
        ref,
        title,
        step: vscode.l10n.t('Microsoft Graph asks to wait {0}…', durationLabel(step.seconds)),
      };
    case 'merging':
      return { type: 'loading', ref, title, step: mergeProgressText(step.read, step.total) };
    case 'receiving':
      return {
        type: 'loading',
        ref,
        title,
        step: vscode.l10n.t('Receiving…'),
        receivedBytes: step.receivedBytes,
        totalBytes: step.totalBytes,
      };
    case 'reading':
      return {
        type: 'loading',
        ref,
        title,
        step: vscode.l10n.t('Reading…'),
        receivedBytes: step.receivedBytes,
        totalBytes: step.totalBytes,
      };
  }
}

/** What is drawn of a report at once. */
async function shownOf<R extends PartialReport>(report: R): Promise<Shown<R>> {
  try {
    const [charts, quickFilters, firstRows] = await Promise.all([
      report.table.charts(report.definition),
      report.definition.kind === 'detail' ? report.table.quickFilters() : [],
      rowsPart(0, FIRST_ROWS, (start, end) => report.table.rows({}, start, end)),
    ]);
    return { report, charts, quickFilters, firstRows };
  } catch (error) {
    report.table.dispose();
    throw error;
  }
}
