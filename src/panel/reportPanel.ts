import * as vscode from 'vscode';
import { type Catalog, fullTitle } from '../catalog/catalog.js';
import type { Report } from '../reports/report.js';
import type { OpenStep, ReportService } from '../reports/reportService.js';
import type { Disposable } from '../shared/emitter.js';
import { isCancelled } from '../shared/errors.js';
import type { HostMessage, Notice, RowsPart, WebviewMessage } from '../shared/protocol.js';
import { type CellValue, isWholeTable, type Picture, type QuickFilter, type ReportRef, type TableView } from '../shared/report.js';
import { durationLabel } from '../words/durationWords.js';
import { type ErrorAction, leadsToAnotherAttempt } from '../words/errorActions.js';
import { noticeAction, noticeFor } from '../words/errorWords.js';
import { parameterLabel } from '../words/periodWords.js';
import { copyRows } from './copyRows.js';
import { MAX_FILTER_VALUE, parseWebviewMessage } from './messages.js';
import { MOST_RESTATED, pastOf } from './past.js';
import { summaryOf } from './summary.js';

export interface ReportPanelOptions {
  readonly service: ReportService;
  readonly catalog: () => Catalog;
  readonly now: () => Date;
  readonly log: vscode.LogOutputChannel;
  /** Carries out a button that is not the panel's own (sign in, show the log …). */
  readonly perform: (action: ErrorAction, error: unknown, ref: ReportRef) => Promise<void>;
  readonly exportReport: (ref: ReportRef) => Promise<void>;
  /** What a tab's title says of the tenant, as two tenants may have the same report open; empty for the sample tenant. */
  readonly tenantSuffix: (connection: string) => string;
}

/** Rows of one answer at the most: the webview asks for what it shows and a little more. */
const MAX_WINDOW = 1_000;
/** Rows that come with the report itself, so that the table need not ask before it is painted. A little more than a screen has. */
const FIRST_ROWS = 60;
/** Values of one column that are offered at a time. */
const MAX_VALUES = 200;
/** Characters of one cell that travel to the webview. */
const MAX_CELL = 4_000;

interface Shown {
  readonly report: Report;
  readonly pictures: readonly Picture[];
  readonly quickFilters: readonly QuickFilter[];
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

  constructor(panel: vscode.WebviewPanel, ref: ReportRef, view: TableView, options: ReportPanelOptions) {
    this.#panel = panel;
    this.#ref = ref;
    this.#view = view;
    this.#options = options;
    panel.title = this.#title;
    this.#subscriptions.push(panel.webview.onDidReceiveMessage((message: unknown) => void this.#receive(message)));
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

  reveal(): void {
    this.#panel.reveal();
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
    this.#setStatus({ type: 'loading', ref, title: this.#title, step: vscode.l10n.t('Opening…') });
    try {
      const report = await service.open(ref, {
        signal: opening.signal,
        fresh,
        interactive,
        orStored: !this.#shows(ref),
        onStep: (step) => this.#opening === opening && this.#setStatus(loadingMessage(ref, this.#title, step)),
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
      const summary = {
        ...summaryOf(shown.report, shown.pictures, this.#options.catalog(), this.#options.now()),
        quickFilters: shown.quickFilters,
      };
      const firstRows = isWholeTable(this.#view) ? shown.firstRows : undefined;
      this.#post({ type: 'report', summary, view: this.#view, firstRows });
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
        return this.#options.exportReport(this.#ref);
      case 'copyRows':
        return this.#copy(message);
      case 'action':
        return this.#perform(message.id as ErrorAction);
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

  async #copy({ view, rows, format }: Extract<WebviewMessage, { type: 'copyRows' }>): Promise<void> {
    const report = this.#shown?.report;
    if (report === undefined) {
      return;
    }
    await copyRows(report, { view, rows, format }, () => this.#options.exportReport(this.#ref));
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

  /** `Microsoft Teams: Activity by user (Last 7 days)`, and whose, unless it is the sample tenant's. */
  get #title(): string {
    const catalog = this.#options.catalog();
    const definition = catalog.find(this.#ref.report);
    const report = definition === undefined ? this.#ref.report : fullTitle(definition, catalog);
    return `${report} (${parameterLabel(this.#ref)})${this.#options.tenantSuffix(this.#ref.connection)}`;
  }
}

function loadingMessage(ref: ReportRef, title: string, step: OpenStep): HostMessage {
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
  const [pictures, quickFilters, { viewRowCount, rows }] = await Promise.all([
    report.table.pictures(report.definition),
    report.definition.kind === 'detail' ? report.table.quickFilters() : [],
    report.table.rows({}, 0, FIRST_ROWS),
  ]);
  return { report, pictures, quickFilters, firstRows: { start: 0, viewRowCount, rows: rows.map(clippedCells) } };
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
