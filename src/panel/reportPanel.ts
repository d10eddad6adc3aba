import * as vscode from 'vscode';
import { type Catalog, fullTitle } from '../catalog/catalog.js';
import type { ExportFacts } from '../export/exportInput.js';
import { factsOf, type Report } from '../reports/report.js';
import type { OpenStep, ReportService } from '../reports/reportService.js';
import type { Disposable } from '../shared/emitter.js';
import { isCancelled } from '../shared/errors.js';
import type { ChartFileFormat, HostMessage, Notice, ReportOutline, RowsPart, WebviewMessage } from '../shared/protocol.js';
import type { CellValue, Picture, ReportRef, TableView } from '../shared/report.js';
import { durationLabel } from '../words/durationWords.js';
import { type ErrorAction, leadsToAnotherAttempt } from '../words/errorActions.js';
import { noticeAction, noticeFor } from '../words/errorWords.js';
import { parameterLabel } from '../words/periodWords.js';
import { Comparisons } from './comparisons.js';
import { parseWebviewMessage } from './messages.js';
import { MOST_RESTATED, pastOf } from './past.js';
import { outlineOf, summaryOf } from './summary.js';

export interface ReportPanelOptions {
  readonly service: ReportService;
  readonly catalog: () => Catalog;
  readonly now: () => Date;
  readonly log: vscode.LogOutputChannel;
  /** Carries out a button that is not the panel's own (sign in, show the log …). */
  readonly perform: (action: ErrorAction, error: unknown, ref: ReportRef) => Promise<void>;
  readonly exportReport: (ref: ReportRef) => Promise<void>;
  /** Asks what to compare the active panel's report with, and calls its {@link ReportPanel.compare}. */
  readonly compareWith: () => Promise<void>;
  readonly saveChart: (chart: ChartFile) => Promise<void>;
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

/** Rows of one answer at the most: the webview asks for what it shows and a little more. */
const MAX_WINDOW = 1_000;
/** Rows that come with the report itself, so that the table need not ask before it is painted. A little more than a screen has. */
const FIRST_ROWS = 60;
/** Characters of one cell that travel to the webview. */
const MAX_CELL = 4_000;

interface Shown {
  readonly report: Report;
  readonly pictures: readonly Picture[];
  /** In the order of the file. */
  readonly firstRows: RowsPart;
  readonly past?: Extract<HostMessage, { type: 'past' }>;
}

/** One open report: keeps the opened table on this side, and answers the webview's questions about it. */
export class ReportPanel implements Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #options: ReportPanelOptions;
  readonly #subscriptions: Disposable[] = [];
  #ref: ReportRef;
  #view: TableView;
  /** A filter that names a person: the webview is not to keep it. */
  #unkeptFilter: string | undefined;
  #shown: Shown | undefined;
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
    this.#comparisons = new Comparisons({ service: options.service, noticeFor, log: options.log, changed: () => this.#postCompared() });
    this.#subscriptions.push(this.#comparisons, { dispose: () => this.#fetchingEarlier?.abort() });
    this.#subscriptions.push(panel.webview.onDidReceiveMessage((message: unknown) => void this.#receive(message)));
  }

  get ref(): ReportRef {
    return this.#ref;
  }

  get active(): boolean {
    return this.#panel.active;
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** Shows the rows with this text, where there is one, without leaving it in any state. */
  filterUnkept(filter: string | undefined): void {
    if (filter !== undefined) {
      this.#unkeptFilter = filter;
      this.#view = { filter };
      this.#postReport();
    }
  }

  dispose(): void {
    this.#opening?.abort();
    this.#past?.abort();
    this.#shown?.report.table.dispose();
    this.#shown = undefined;
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
    try {
      const report = await service.open(ref, {
        signal: opening.signal,
        fresh,
        interactive,
        orStored: !this.#shows(ref),
        onStep: (step) => this.#opening === opening && this.#setStatus({ ...loadingMessage(ref, this.#title, step), outline }),
      });
      const shown = await shownOf(report);
      if (this.#opening === opening) {
        this.#show(shown);
        if (report.notFetched === undefined) {
          this.#error = undefined;
          this.#attempted = undefined;
          this.#setStatus(undefined);
        } else {
          this.#tellFailure(report.notFetched, ref);
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
      const archived = await this.#options.service.openArchived(ref, new AbortController().signal).catch(() => undefined);
      if (archived !== undefined) {
        this.#show(await shownOf(archived));
      }
    }
    this.#tellFailure(error, ref);
  }

  /** Says beside what is on screen why it is not what was asked for. */
  #tellFailure(error: unknown, ref: ReportRef): void {
    this.#error = error;
    this.#attempted = ref;
    const cancelled = isCancelled(error);
    if (!cancelled) {
      this.#options.log.error(`${ref.report}: ${error instanceof Error ? error.message : String(error)}`);
    }
    // Where the other period could not be had, the panel goes on standing for the one that it shows.
    const title = this.#title;
    this.#ref = this.#shown?.report.ref ?? ref;
    this.#panel.title = this.#title;
    const words: Notice = cancelled
      ? { severity: 'info', text: vscode.l10n.t('Loading was cancelled.'), actions: [noticeAction('retry')] }
      : noticeFor(error);
    const notice = sameRef(this.#ref, ref) ? words : { ...words, text: `${parameterLabel(ref)}: ${words.text}` };
    this.#setStatus({ type: cancelled ? 'cancelled' : 'failed', ref, title, notice, keepsData: this.#shown?.report !== undefined });
  }

  #shows(ref: ReportRef): boolean {
    return this.#shown !== undefined && sameRef(this.#shown.report.ref, ref);
  }

  #show(shown: Shown): void {
    this.#shown?.report.table.dispose();
    this.#shown = shown;
    this.#postReport();
    void this.#lookBack(shown);
  }

  /** Adds what came before the report, without holding it up. */
  async #lookBack(shown: Shown): Promise<void> {
    this.#past?.abort();
    const past = new AbortController();
    this.#past = past;
    const { service, now, log } = this.#options;
    const found = await pastOf(shown.report, shown.pictures, service, now(), past.signal).catch((error: unknown) => {
      if (!isCancelled(error)) {
        log.warn(`${shown.report.ref.report}: ${error instanceof Error ? error.message : String(error)}`);
      }
      return undefined;
    });
    if (found !== undefined && this.#shown === shown && !past.signal.aborted) {
      this.#shown = { ...shown, pictures: found.pictures, past: found };
      if (this.#ready) {
        this.#post(found);
      }
    }
  }

  #postReport(): void {
    const shown = this.#shown;
    if (shown !== undefined && this.#ready) {
      const summary = summaryOf(shown.report, shown.pictures, this.#options.catalog(), this.#options.now());
      const firstRows = isWhole(this.#view) ? shown.firstRows : undefined;
      this.#post({ type: 'report', summary, view: this.#view, firstRows, unkeptFilter: this.#unkeptFilter });
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

  async #receive(raw: unknown): Promise<void> {
    const message = parseWebviewMessage(raw);
    if (message === undefined) {
      this.#options.log.warn('The panel sent a message that is not understood; it is ignored.');
      return;
    }
    try {
      await this.#answer(message);
    } catch (error) {
      this.#options.log.error(error instanceof Error ? error : String(error));
    }
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
        return this.#options.exportReport(this.#ref);
      case 'copyRows':
        return this.#copy(message);
      case 'action':
        return this.#perform(message.id as ErrorAction);
      case 'compareWith':
        return this.#options.compareWith();
      case 'removeComparison':
        return this.#comparisons.remove(message.comparison);
      case 'comparisonAction':
        return this.#helpComparison(message.comparison, message.id as ErrorAction);
      case 'fetchEarlierDays':
        return this.#fetchEarlierDays();
      case 'saveChart':
        return this.#saveChart(message);
    }
  }

  async #answerRows({ requestId, view, start, end }: Extract<WebviewMessage, { type: 'getRows' }>): Promise<void> {
    this.#view = view;
    const report = this.#shown?.report;
    if (report === undefined) {
      return;
    }
    const { viewRowCount, rows } = await report.table.rows(view, start, Math.min(end, start + MAX_WINDOW));
    if (report === this.#shown?.report) {
      this.#post({ type: 'rows', requestId, start, viewRowCount, rows: rows.map(clippedCells) });
    }
  }

  #answerRestated(): void {
    const history = this.#shown?.report.history;
    if (history !== undefined) {
      this.#post({ type: 'restated', values: history.restated(MOST_RESTATED), total: history.facts.restatedValues });
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

  async #copy({ view, rows }: Extract<WebviewMessage, { type: 'copyRows' }>): Promise<void> {
    const report = this.#shown?.report;
    if (report === undefined) {
      return;
    }
    const count = rows?.length ?? (await report.table.rows(view, 0, 0)).viewRowCount;
    await vscode.env.clipboard.writeText(
      await textOf(report.table.write({ writer: 'tabSeparated', facts: factsOf(report), view, ...(rows === undefined ? {} : { places: rows }) })),
    );
    void vscode.window.setStatusBarMessage(
      count === 1 ? vscode.l10n.t('1 row copied') : vscode.l10n.t('{0} rows copied', count),
      3_000,
    );
  }

  async #perform(action: ErrorAction): Promise<void> {
    if (action !== 'retry') {
      await this.#options.perform(action, this.#error, this.#ref);
    }
    if (leadsToAnotherAttempt(action)) {
      this.#ref = this.#attempted ?? this.#ref;
      await this.load({ fresh: true });
    }
  }

  async #helpComparison(id: string, action: ErrorAction): Promise<void> {
    const problem = this.#comparisons.problem(id);
    if (problem === undefined) {
      return;
    }
    if (action !== 'retry') {
      await this.#options.perform(action, problem.error, problem.ref);
    }
    if (leadsToAnotherAttempt(action)) {
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
      await this.#options.service.use(longest, { signal: fetching.signal, interactive: true, orStored: false }, () => Promise.resolve());
      const shown = this.#shown;
      if (shown?.report === report) {
        await this.#lookBack(shown);
        this.#post({ type: 'earlierDays', busy: false });
      }
    } catch (error) {
      if (this.#fetchingEarlier === fetching && !isCancelled(error)) {
        this.#options.log.error(`${report.ref.report}: ${error instanceof Error ? error.message : String(error)}`);
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
    case 'asking':
      return { type: 'loading', ref, title, step: vscode.l10n.t('Asking Microsoft Graph…') };
    case 'waiting':
      return { type: 'loading', ref, title, step: vscode.l10n.t('The service asks to wait {0}…', durationLabel(step.seconds)) };
    case 'receiving':
      return { type: 'loading', ref, title, step: vscode.l10n.t('Receiving…'), receivedBytes: step.receivedBytes };
  }
}

/** What is drawn of a report at once. */
async function shownOf(report: Report): Promise<Shown> {
  const [pictures, { viewRowCount, rows }] = await Promise.all([
    report.table.pictures(report.definition),
    report.table.rows({}, 0, FIRST_ROWS),
  ]);
  return { report, pictures, firstRows: { start: 0, viewRowCount, rows: rows.map(clippedCells) } };
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const parts: string[] = [];
  for await (const chunk of chunks) {
    parts.push(decoder.decode(chunk, { stream: true }));
  }
  return parts.join('');
}

function isWhole({ sort, filter }: TableView): boolean {
  return sort === undefined && (filter ?? '') === '';
}

/** Cells as the webview needs them: nobody reads more than this in a table, and a copy or export takes the whole cell. */
function clippedCells(cells: readonly CellValue[]): CellValue[] {
  return cells.map((cell) => (typeof cell === 'string' && cell.length > MAX_CELL ? `${cell.slice(0, MAX_CELL)}…` : cell));
}

function sameRef(left: ReportRef, right: ReportRef): boolean {
  return (
    left.connection === right.connection &&
    left.report === right.report &&
    left.period === right.period &&
    left.date === right.date &&
    left.history === right.history
  );
}
