import type * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import { userColumns } from '../../core/catalog/userColumns.js';
import { UsageReportsError } from '../../base/errors.js';
import { errorTextsFor, noticeFor } from '../../l10n/errorTexts.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Report } from '../../services/reports/report.js';
import type { ReportHistory } from '../../services/reports/reportHistory.js';
import type { ReportService } from '../../services/reports/reportService.js';
import { minimumGroupSize } from '../../settings.js';
import type { ColumnChoices } from '../../shared/pages/columnChoices.js';
import type { AskedOverlay, ChartFileChoice } from '../../shared/pages/report.js';
import type { TableOverTime } from '../../shared/pages/tableOverTime.js';
import type { ReportRef, TableView } from '../../shared/report.js';
import type { TableAction, TablePlace } from '../../shared/tableActions.js';
import type { PlacedView } from '../../shared/views/savedView.js';
import type { FollowedDirectory } from './followDirectory.js';
import { showPage } from '../common/page.js';
import type { OverTimeOptions } from '../common/tablePage.js';
import type { ShownContent } from '../common/viewedPanel.js';
import { Comparisons } from './comparisons.js';
import { EarlierDays } from './earlierDays.js';
import { groupRequests } from './groupRequests.js';
import * as groupTexts from './groupTexts.js';
import { PanelActions, type PanelActionsOptions, type PanelParts } from './panelActions.js';
import { PanelPage } from './panelPage.js';
import { PanelViews, type ViewAccess } from './panelViews.js';
import { JoinedDirectory } from './joinedDirectory.js';
import { ReportEvents, type ReportEventsOptions } from './reportEvents.js';
import { ReportGroups } from './reportGroups.js';
import { reportPageTexts } from './reportPageTexts.js';
import { columnMemory, groupingMemory } from './reportMemory.js';
import { cellWords } from './cellWords.js';
import { ReportSession } from './reportSession.js';
import type { BorrowedReport } from './tableLending.js';
import { readOnScreen, tableRequests, wholeOnScreen } from './tableRequests.js';

/** Opens what a panel shows, and what it is compared with: the service of reports, or that of a file. */
export type PanelService = Pick<
  ReportService,
  'check' | 'open' | 'openArchived' | 'use' | 'archivedSnapshots' | 'attributesFor'
> & {
  readonly history: Pick<ReportHistory, 'loadContext'>;
};

export interface ReportPanelOptions extends ReportEventsOptions, PanelActionsOptions {
  readonly service: PanelService;
  readonly log: vscode.LogOutputChannel;
  /** Shows what has no place of its own in the panel. */
  readonly showError: (error: unknown, ref: ReportRef) => void;
  /** Asks what file to make of a chart; `null` where nothing is chosen. */
  readonly chooseChartFile: () => Promise<ChartFileChoice | null>;
  /** What the tab is called while it has this report. */
  readonly tabTitle: (ref: ReportRef) => string;
  /** Of this computer: how the columns of each report were arranged, and what its rows were grouped by. */
  readonly reportMemento: vscode.Memento;
  /** How the columns are arranged until somebody arranges them; absent where all are shown. */
  readonly usualColumns?: ColumnChoices;
  /** The directory that rows about users are joined with; absent for what is of no tenant. */
  readonly directory?: FollowedDirectory & { readonly connectionOf: (id: string) => Connection | undefined };
  /** The saved views of reports; absent for what is no report of a tenant. */
  readonly views?: ViewAccess;
}

/** A report in an editor tab: what it shows, for whoever works with the tab from outside of its page. */
export class ReportPanel implements Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #options: ReportPanelOptions;
  readonly #parts: PanelParts;
  readonly #actions: PanelActions;
  readonly #page: PanelPage;
  readonly #joinedDirectory: JoinedDirectory | undefined;

  constructor(panel: vscode.WebviewPanel, ref: ReportRef, view: TableView, options: ReportPanelOptions) {
    const { service, log } = options;
    this.#panel = panel;
    this.#options = options;
    const session = new ReportSession(ref, view, { service, log, words: cellWords() });
    const groups = new ReportGroups({ minimumSize: minimumGroupSize, texts: groupTexts });
    const columns = columnMemory(options.reportMemento, options.usualColumns);
    const groupings = groupingMemory(options.reportMemento);
    this.#parts = {
      session,
      columnMemory: columns,
      groupingMemory: groupings,
      groups,
      comparisons: new Comparisons({ service, noticeFor, log, changed: () => this.#page.tellComparisons() }),
      earlierDays: new EarlierDays(session, {
        service,
        log,
        changed: ({ busy, error }) =>
          this.#page.post({ type: 'earlierDays', busy, notice: error === undefined ? undefined : noticeFor(error) }),
      }),
      views: new PanelViews(session, {
        access: options.views,
        choices: columns.of(ref.report),
        grouping: groupings.of(ref.report),
        post: (event) => this.#page.post(event),
        changed: () => this.updateTitle(),
      }),
    };
    const onStep = (read: number, total: number) => void this.#page.post({ type: 'snapshotsRead', read, total });
    this.#actions = new PanelActions(this.#parts, options);
    this.#page = new PanelPage(panel, this.#parts, {
      events: new ReportEvents(options),
      foldedCharts: options.foldedCharts,
      statusChanged: () => this.updateTitle(),
      message: (message) => this.#actions.handle(message),
      requests: {
        ...tableRequests(session),
        ...groupRequests(session, groups, { service, onStep }),
        getTableOverTime: (_, signal) =>
          readOnScreen(session, wholeOnScreen(session), (report) => this.#overTime(report, { signal, onStep })),
        chooseChartFile: () => options.chooseChartFile(),
      },
      errorText: (error) => errorTextsFor(error).text,
      messageFailed: (error) => options.showError(error, this.ref),
      log,
    });
    session.onDidChange((change) => this.#page.tell(change));
    session.onDidLoad((loaded) => void this.#parts.comparisons.follow(loaded));
    this.#joinedDirectory = this.#followDirectory();
  }

  async #overTime(report: Report, how: OverTimeOptions): Promise<TableOverTime> {
    const answer = await this.#options.table?.overTime?.(report, how);
    if (answer === undefined) {
      throw new UsageReportsError('invalidRequest', 'This table has no earlier days.', { argument: 'report' });
    }
    return answer;
  }

  get ref(): ReportRef {
    return this.#parts.session.ref;
  }

  /** What is on screen: the report, and which of its rows in which order. */
  get shown(): { readonly report: Report; readonly view: TableView } | undefined {
    const { whole, view } = this.#parts.session;
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
    return this.#parts.views;
  }

  get viewContent(): ShownContent | undefined {
    return this.views.content;
  }

  adoptView(placed: PlacedView): void {
    this.views.adopt(placed);
  }

  /** The whole report that is on screen, for as long as the borrower needs it. */
  borrow(): BorrowedReport | undefined {
    return this.#parts.session.borrow();
  }

  /** The groups that are on screen in place of the rows, for as long as the borrower needs them. */
  borrowGroups(): ReturnType<ReportGroups['borrow']> {
    const { groups, session } = this.#parts;
    return groups.borrow(session.part === undefined ? session.whole?.report : undefined);
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
      this.#parts.session.applyTransientFilter(filter);
    }
  }

  /** Draws a measure in the large chart, once the report is there. One that the report does not have changes nothing. */
  showMeasure(measure: string | undefined): void {
    this.#page.showMeasure(measure);
  }

  /** Lays the days before under those in the large chart. */
  compareEarlier(overlay: AskedOverlay): void {
    this.#options.worksWith();
    this.#page.showOverlay(overlay);
  }

  /** Does in the page what was chosen in the context menu of its table. */
  actOnTable(action: TableAction, { row, column }: TablePlace): void {
    this.#page.post({ type: 'actOnTable', action, row, column });
  }

  /**
   * Finds the user whom a cell on screen names, in all reports.
   * @throws UsageReportsError where the rows can no longer be read
   */
  async findUser(place: TablePlace): Promise<void> {
    await this.#actions.findUser(place);
  }

  /**
   * Copies the principal names of the users in the rows on screen, one a line, each once.
   * @throws UsageReportsError where the rows can no longer be read
   */
  async copyAddresses(): Promise<void> {
    await this.#actions.copyAddresses();
  }

  dispose(): void {
    const { views, earlierDays, comparisons, groups, session } = this.#parts;
    this.#joinedDirectory?.dispose();
    for (const part of [this.#page, views, earlierDays, comparisons, groups, session]) {
      part.dispose();
    }
  }

  /**
   * Draws another report beside this one. What cannot be had is said in the panel.
   * @throws UsageReportsError `invalidRequest` for a report that does not exist or has no such period
   */
  async compare(ref: ReportRef): Promise<void> {
    this.#options.worksWith();
    await this.#parts.comparisons.add(ref, true);
  }

  /** Brings back what was compared before a reload. */
  async restoreComparisons(refs: readonly ReportRef[]): Promise<void> {
    await this.#parts.comparisons.restore(refs);
  }

  /** Loads what the panel stands for, see {@link ReportSession.load}. */
  async load(options: { readonly fresh?: boolean; readonly interactive?: boolean } = {}): Promise<void> {
    await this.#parts.session.load(options);
  }

  /** Only what may have something of the directory: reports about users, and tables of features, which are made of these. */
  #followDirectory(): JoinedDirectory | undefined {
    const { directory, catalog, table } = this.#options;
    const { session } = this.#parts;
    const connection = directory?.connectionOf(this.ref.connection);
    const definition = table === undefined ? catalog().findArchived(this.ref.report) : undefined;
    const isJoined = table !== undefined || (definition !== undefined && userColumns(definition) !== undefined);
    return directory === undefined || connection === undefined || !isJoined
      ? undefined
      : new JoinedDirectory(session, {
          directory,
          connection,
          // Tables request nothing.
          reload: () => (table === undefined ? session.rejoin() : session.load({ interactive: false })),
        });
  }
}
