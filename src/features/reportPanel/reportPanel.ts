import type * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import type { ExportFacts } from '../../core/export/exportInput.js';
import { type ErrorAction, shouldRetryAfter } from '../../l10n/errorActions.js';
import { errorTextsFor, noticeFor } from '../../l10n/errorTexts.js';
import { factsOf, type Report } from '../../services/reports/report.js';
import type { ReportHistory } from '../../services/reports/reportHistory.js';
import type { ReportService } from '../../services/reports/reportService.js';
import {
  type AskedOverlay,
  type ChartFileChoice,
  type ChartFileFormat,
  type ReportEvent,
  type ReportMessage,
  type ReportProtocol,
  reportProtocol,
} from '../../shared/pages/report.js';
import type { CommandArgument } from '../../commandIds.js';
import type { ReportRef, TableView } from '../../shared/report.js';
import type { TableAction, TablePlace } from '../../shared/tableActions.js';
import { copyRows } from '../common/copyRows.js';
import type { PlacedView } from '../../shared/views/savedView.js';
import type { StoredNames } from '../common/storedNames.js';
import type { ShownContent } from '../common/viewedPanel.js';
import { showPage } from '../common/page.js';
import { minimumGroupSize } from '../../settings.js';
import { type ServedPage, servePage } from '../common/servePage.js';
import type { ColumnMemory } from './columnMemory.js';
import { Comparisons } from './comparisons.js';
import { EarlierDays } from './earlierDays.js';
import { reportPageTexts } from './reportPageTexts.js';
import { ReportEvents, type ReportEventsOptions } from './reportEvents.js';
import { groupRequests } from './groupRequests.js';
import * as groupTexts from './groupTexts.js';
import { ReportGroups } from './reportGroups.js';
import { PanelViews, type ViewAccess } from './panelViews.js';
import { ReportSession, type SessionChange } from './reportSession.js';
import type { BorrowedReport } from './tableLending.js';
import { tableRequests } from './tableRequests.js';

/** Opens what a panel shows, and what it is compared with: the service of reports, or that of a file. */
export type PanelService = Pick<ReportService, 'check' | 'open' | 'openArchived' | 'use' | 'archivedSnapshots'> & {
  readonly history: Pick<ReportHistory, 'loadContext'>;
};

export interface ReportPanelOptions extends ReportEventsOptions {
  readonly service: PanelService;
  readonly log: vscode.LogOutputChannel;
  /** Carries out a button that is not the panel's own (sign in, show the log …). */
  readonly runErrorAction: (action: ErrorAction, error: unknown, ref: ReportRef) => Promise<void>;
  /** Shows what has no place of its own in the panel. */
  readonly showError: (error: unknown, ref: ReportRef) => void;
  readonly exportReport: (ref: ReportRef) => Promise<void>;
  /** Lets the user choose what to compare the active panel's report with, and calls its {@link ReportPanel.compare}. */
  readonly compareWith: () => Promise<void>;
  /** Shows what the archived reports say about a user. */
  readonly findUser: (user: CommandArgument<'findUser'>) => Promise<unknown>;
  readonly saveChart: (largeChart: ChartFile) => Promise<void>;
  /** Asks what file to make of a chart; `null` where nothing is chosen. */
  readonly chooseChartFile: () => Promise<ChartFileChoice | null>;
  /** Says that a chart was copied. */
  readonly chartCopied: () => void;
  /** Says that a chart could not be copied, and saves it if that helps. */
  readonly chartNotCopied: (chart: ChartFile) => Promise<void>;
  /** What the tab is called while it has this report. */
  readonly tabTitle: (ref: ReportRef) => string;
  /** The person works with the report, and does not only look at it. */
  readonly worksWith: () => void;
  /** How the columns of a report's table were arranged the last time. */
  readonly columnMemory: Pick<ColumnMemory, 'of' | 'keep'>;
  /** The reports whose charts were one line the last time, by function name. */
  readonly foldedCharts: Pick<StoredNames, 'has' | 'set'>;
  /** The saved views of reports; absent for what is no report of a tenant. */
  readonly views?: ViewAccess;
  /** Another period of the report was chosen. */
  readonly opened: (ref: ReportRef) => void;
}

/** A chart of a report as the page made it. */
export interface ChartFile {
  readonly facts: ExportFacts;
  /** What it shows. */
  readonly name: string;
  readonly format: ChartFileFormat;
  readonly content: Uint8Array;
}

type CopyRowsMessage = Omit<Extract<ReportMessage, { type: 'copyRows' }>, 'type'>;

/** A report in an editor tab: tells the page what its session shows, and hands on what the user does there. */
export class ReportPanel implements Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #options: ReportPanelOptions;
  readonly #session: ReportSession;
  readonly #events: ReportEvents;
  readonly #comparisons: Comparisons;
  readonly #earlierDays: EarlierDays;
  readonly #groups = new ReportGroups({ minimumSize: minimumGroupSize, texts: groupTexts });
  readonly #views: PanelViews;
  readonly #page: ServedPage<ReportProtocol>;
  readonly #viewState: Disposable;
  #isPageReady = false;
  /** What the page has not been told yet, because it was not ready. */
  #measure: string | undefined;

  constructor(panel: vscode.WebviewPanel, ref: ReportRef, view: TableView, options: ReportPanelOptions) {
    const { service, log } = options;
    this.#panel = panel;
    this.#options = options;
    this.#events = new ReportEvents(options);
    this.#session = new ReportSession(ref, view, { service, log });
    this.#session.onDidChange((change) => this.#tell(change));
    this.#session.onDidLoad((loaded) => void this.#comparisons.follow(loaded));
    this.#comparisons = new Comparisons({ service, noticeFor, log, changed: () => this.#tellComparisons() });
    this.#earlierDays = new EarlierDays(this.#session, {
      service,
      log,
      changed: ({ busy, error }) =>
        this.#page.post({ type: 'earlierDays', busy, notice: error === undefined ? undefined : noticeFor(error) }),
    });
    this.#views = new PanelViews(this.#session, {
      access: options.views,
      choices: options.columnMemory.of(ref.report),
      post: (event) => this.#isPageReady && this.#page.post(event),
      changed: () => this.updateTitle(),
    });
    this.#page = servePage(panel.webview, reportProtocol, {
      ready: () => this.#tellAll(),
      message: (message) => this.#handle(message),
      requests: {
        ...tableRequests(this.#session),
        ...groupRequests(this.#session, this.#groups, {
          service,
          onStep: (read, total) => this.#page.post({ type: 'groupsRead', read, total }),
        }),
        chooseChartFile: () => options.chooseChartFile(),
      },
      errorText: (error) => errorTextsFor(error).text,
      messageFailed: (error) => options.showError(error, this.ref),
      log,
    });
    // VS Code discards the page of a panel that is not seen, and loads it again later.
    this.#viewState = panel.onDidChangeViewState(() => (this.#isPageReady &&= panel.visible));
  }

  get ref(): ReportRef {
    return this.#session.ref;
  }

  /** What is on screen: the report, and which of its rows in which order. */
  get shown(): { readonly report: Report; readonly view: TableView } | undefined {
    const { whole, view } = this.#session;
    return whole === undefined ? undefined : { report: whole.report, view };
  }

  get active(): boolean {
    return this.#panel.active;
  }

  get column(): vscode.ViewColumn | undefined {
    return this.#panel.viewColumn;
  }

  /** What the tab is called now. */
  get title(): string {
    return this.#panel.title;
  }

  /** The saved view that it shows, and the table as a view. */
  get views(): PanelViews {
    return this.#views;
  }

  get viewContent(): ShownContent | undefined {
    return this.#views.content;
  }

  adoptView(placed: PlacedView): void {
    this.#views.adopt(placed);
  }

  /** The whole report that is on screen, for as long as the borrower needs it. */
  borrow(): BorrowedReport | undefined {
    return this.#session.borrow();
  }

  /** The groups that are on screen in place of the rows, for as long as the borrower needs them. */
  borrowGroups(): ReturnType<ReportGroups['borrow']> {
    return this.#groups.borrow(this.#session.part === undefined ? this.#session.whole?.report : undefined);
  }

  /** Gives the panel its page. Its messages are listened to already. */
  showPage(extensionUri: vscode.Uri): void {
    showPage(this.#panel, extensionUri, 'report', reportPageTexts());
  }

  updateTitle(): void {
    const title = this.#options.tabTitle(this.ref);
    if (this.#panel.title !== title) {
      this.#panel.title = title;
    }
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
      this.#session.applyTransientFilter(filter);
    }
  }

  /** Draws a measure in the large chart, once the report is there. One that the report does not have changes nothing. */
  showMeasure(measure: string | undefined): void {
    this.#measure = measure ?? this.#measure;
    this.#tellMeasure();
  }

  /** Lays the days before under those in the large chart. */
  compareEarlier(overlay: AskedOverlay): void {
    this.#options.worksWith();
    this.#page.post({ type: 'showMeasure', overlay });
  }

  /** Does in the page what was chosen in the context menu of its table. */
  actOnTable(action: TableAction, { row, column }: TablePlace): void {
    this.#page.post({ type: 'actOnTable', action, row, column });
  }

  /**
   * Finds the user whom a cell on screen names, in all reports.
   * @throws UsageReportsError where the rows can no longer be read
   */
  async findUser({ row = 0, column }: TablePlace): Promise<void> {
    const { part, view, displayed } = this.#session;
    const read = await displayed?.report.table.rows(part === undefined ? view : {}, row, row + 1);
    const user = read?.rows[0]?.[column];
    if (typeof user === 'string') {
      // A file belongs to no tenant: the active one is searched.
      const isFile = this.shown?.report.file !== undefined;
      await this.#options.findUser({ user, ...(isFile ? {} : { connection: this.ref.connection }) });
    }
  }

  dispose(): void {
    for (const part of [
      this.#viewState,
      this.#page,
      this.#views,
      this.#earlierDays,
      this.#comparisons,
      this.#groups,
      this.#session,
    ]) {
      part.dispose();
    }
  }

  /**
   * Draws another report beside this one. What cannot be had is said in the panel.
   * @throws UsageReportsError `invalidRequest` for a report that does not exist or has no such period
   */
  async compare(ref: ReportRef): Promise<void> {
    this.#options.worksWith();
    await this.#comparisons.add(ref, true);
  }

  /** Brings back what was compared before a reload. */
  async restoreComparisons(refs: readonly ReportRef[]): Promise<void> {
    await this.#comparisons.restore(refs);
  }

  /** Loads what the panel stands for, see {@link ReportSession.load}. */
  async load(options: { readonly fresh?: boolean; readonly interactive?: boolean } = {}): Promise<void> {
    await this.#session.load(options);
  }

  #tell(change: SessionChange): void {
    switch (change) {
      case 'report':
        this.#views.reportArrives();
        this.#post(this.#reportEvent());
        this.#views.tell();
        return this.#post(this.#events.historyContext(this.#session));
      case 'view':
        return this.#views.tell();
      case 'historyContext':
        return this.#post(this.#events.historyContext(this.#session));
      case 'status':
        this.updateTitle();
        return this.#post(this.#events.status(this.#session));
    }
  }

  #reportEvent(): ReportEvent | undefined {
    const event = this.#events.report(this.#session);
    return event?.type === 'report'
      ? {
          ...event,
          columnChoices: this.#views.choices,
          chartsFolded: this.#options.foldedCharts.has(this.ref.report),
        }
      : event;
  }

  #tellMeasure(): void {
    if (this.#isPageReady && this.#measure !== undefined) {
      this.#page.post({ type: 'showMeasure', measure: this.#measure });
      this.#measure = undefined;
    }
  }

  #tellAll(): void {
    this.#isPageReady = true;
    // A page that starts over asks for its groups again.
    this.#groups.drop();
    this.#tellComparisons();
    this.#tell('report');
    this.#tell('status');
    this.#views.tell(true);
    this.#tellMeasure();
  }

  #tellComparisons(): void {
    this.#page.post({ type: 'compared', comparisons: this.#comparisons.all });
  }

  #post(event: ReportEvent | undefined): void {
    if (event !== undefined) {
      this.#page.post(event);
    }
  }

  async #handle(message: ReportMessage): Promise<void> {
    switch (message.type) {
      case 'choosePeriod': {
        const { period, date, history } = message;
        const chosen = this.#session.choosePeriod({ period, date, history });
        this.#options.worksWith();
        this.#options.opened(this.ref);
        return chosen;
      }
      case 'worksWith':
        return this.#options.worksWith();
      case 'arrangeColumns':
        this.#options.worksWith();
        this.#views.arrange(message.choices);
        // How the columns of a view are arranged is the view's, not the report's.
        return this.#views.shown === undefined
          ? this.#options.columnMemory.keep(this.ref.report, message.choices)
          : undefined;
      case 'foldCharts':
        return this.#options.foldedCharts.set(this.ref.report, message.folded);
      case 'saveView':
        return this.#views.save();
      case 'resetView':
        return this.#views.reset();
      case 'refresh':
        return this.#session.load({ fresh: true });
      case 'cancel':
        return this.#session.cancel();
      case 'export':
        return this.#session.part === undefined ? this.#options.exportReport(this.ref) : undefined;
      case 'copyRows':
        return this.#copy(message);
      case 'findUser':
        return this.findUser(message);
      case 'copyGroups':
        return this.#copyGroups(message);
      case 'showRows':
        return this.#groups.drop();
      case 'action':
        return this.#runErrorAction(message.id as ErrorAction);
      case 'compareWith':
        return this.#options.compareWith();
      case 'removeComparison':
        return this.#comparisons.remove(message.comparison);
      case 'comparisonAction':
        return this.#runComparisonAction(message.comparison, message.id as ErrorAction);
      case 'fetchEarlierDays':
        return this.#earlierDays.fetch();
      case 'saveChart':
        return this.#withChart(message, message.format, this.#options.saveChart);
      case 'chartCopied':
        return this.#options.chartCopied();
      case 'chartNotCopied':
        return this.#withChart(message, 'png', this.#options.chartNotCopied);
    }
  }

  async #copy(request: CopyRowsMessage): Promise<void> {
    const { part, displayed } = this.#session;
    // Of a part only rows that were selected can be meant, not all that there are.
    if (displayed !== undefined && (part === undefined || request.rows !== undefined)) {
      const { report } = displayed;
      await copyRows({ table: report.table, facts: factsOf(report) }, request, () =>
        this.#options.exportReport(this.ref),
      );
    }
  }

  async #copyGroups(request: CopyRowsMessage): Promise<void> {
    const borrowed = this.borrowGroups();
    try {
      if (borrowed !== undefined) {
        const { report } = borrowed;
        await copyRows({ table: report.table, facts: factsOf(report) }, request, () =>
          this.#options.exportReport(this.ref),
        );
      }
    } finally {
      borrowed?.dispose();
    }
  }

  async #withChart(
    { name, content }: Pick<ChartFile, 'name' | 'content'>,
    format: ChartFileFormat,
    act: (chart: ChartFile) => Promise<void>,
  ): Promise<void> {
    const report = this.#session.whole?.report;
    if (report !== undefined) {
      await act({ facts: factsOf(report), name, format, content });
    }
  }

  async #runErrorAction(action: ErrorAction): Promise<void> {
    if (action !== 'retry') {
      await this.#options.runErrorAction(action, this.#session.error, this.ref);
    }
    if (shouldRetryAfter(action)) {
      await this.#session.retry();
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
}
