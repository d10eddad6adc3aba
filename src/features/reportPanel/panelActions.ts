import * as vscode from 'vscode';
import type { CommandArgument } from '../../commandIds.js';
import { type ErrorAction, shouldRetryAfter } from '../../l10n/errorActions.js';
import { factsOf, type PartialReport } from '../../services/reports/report.js';
import type { ColumnChoices } from '../../shared/pages/columnChoices.js';
import type { Grouping } from '../../shared/pages/grouping.js';
import type { ChartFileFormat, ReportMessage } from '../../shared/pages/report.js';
import type { ReportRef } from '../../shared/report.js';
import type { TablePlace } from '../../shared/tableActions.js';
import { copyRows } from '../common/copyRows.js';
import { showStatus } from '../common/messages.js';
import type { StoredNames } from '../common/storedNames.js';
import type { Comparisons } from './comparisons.js';
import type { EarlierDays } from './earlierDays.js';
import type { PanelViews } from './panelViews.js';
import type { ReportGroups } from './reportGroups.js';
import type { ReportMemory } from './reportMemory.js';
import type { ReportSession } from './reportSession.js';
import type { ChartFile } from './saveChart.js';

/** What a panel asks of others on behalf of who uses it. */
export interface PanelActionsOptions {
  /** Carries out a button that is not the panel's own (sign in, show the log …). */
  readonly runErrorAction: (action: ErrorAction, error: unknown, ref: ReportRef) => Promise<void>;
  readonly exportReport: (ref: ReportRef) => Promise<void>;
  /** Lets the user choose what to compare the active panel's report with, and calls its `compare`. */
  readonly compareWith: () => Promise<void>;
  /** Shows what the archived reports say about a user. */
  readonly findUser: (user: CommandArgument<'findUser'>) => Promise<unknown>;
  readonly saveChart: (largeChart: ChartFile) => Promise<void>;
  /** Says that a chart was copied. */
  readonly chartCopied: () => void;
  /** Says that a chart could not be copied, and saves it if that helps. */
  readonly chartNotCopied: (chart: ChartFile) => Promise<void>;
  /** The person works with the report, and does not only look at it. */
  readonly worksWith: () => void;
  /** The reports whose charts were one line the last time, by function name. */
  readonly foldedCharts: Pick<StoredNames, 'has' | 'set'>;
  /** Another period of the report was chosen. */
  readonly opened: (ref: ReportRef) => void;
}

/** What a panel consists of, beside its page. */
export interface PanelParts {
  readonly session: ReportSession;
  readonly comparisons: Comparisons;
  readonly earlierDays: EarlierDays;
  readonly groups: ReportGroups;
  readonly views: PanelViews;
  /** How the columns of a report's table were arranged the last time. */
  readonly columnMemory: ReportMemory<ColumnChoices>;
  /** What the rows of a report were grouped by the last time. */
  readonly groupingMemory: ReportMemory<Grouping>;
}

type CopyRowsMessage = Omit<Extract<ReportMessage, { type: 'copyRows' }>, 'type'>;

/** Carries out what the person does on a panel's page. */
export class PanelActions {
  readonly #parts: PanelParts;
  readonly #options: PanelActionsOptions;

  constructor(parts: PanelParts, options: PanelActionsOptions) {
    this.#parts = parts;
    this.#options = options;
  }

  async handle(message: ReportMessage): Promise<void> {
    const { session, comparisons, earlierDays, views } = this.#parts;
    switch (message.type) {
      case 'choosePeriod': {
        const { period, date, history } = message;
        const chosen = session.choosePeriod({ period, date, history });
        this.#options.worksWith();
        this.#options.opened(session.ref);
        return chosen;
      }
      case 'worksWith':
        return this.#options.worksWith();
      case 'arrangeColumns':
        this.#options.worksWith();
        views.arrange(message.choices);
        // How the columns of a view are arranged is the view's, not the report's.
        return views.shown === undefined
          ? this.#parts.columnMemory.keep(session.ref.report, message.choices)
          : undefined;
      case 'foldCharts':
        return this.#options.foldedCharts.set(session.ref.report, message.folded);
      case 'saveView':
        return views.save();
      case 'resetView':
        return views.reset();
      case 'refresh':
        return session.load({ fresh: true });
      case 'cancel':
        return session.cancel();
      case 'export':
        return session.part === undefined ? this.#options.exportReport(session.ref) : undefined;
      case 'copyRows':
        return this.#copyRows(message);
      case 'findUser':
        return this.findUser(message);
      case 'copyGroups':
        return this.#copyGroups(message);
      case 'groupRows':
        return this.#group(message.grouping);
      case 'action':
        return this.#runErrorAction(message.id as ErrorAction);
      case 'compareWith':
        return this.#options.compareWith();
      case 'removeComparison':
        return comparisons.remove(message.comparison);
      case 'comparisonAction':
        return this.#runComparisonAction(message.comparison, message.id as ErrorAction);
      case 'fetchEarlierDays':
        return earlierDays.fetch();
      case 'saveChart':
        return this.#withChart(message, message.format, this.#options.saveChart);
      case 'chartCopied':
        return this.#options.chartCopied();
      case 'chartNotCopied':
        return this.#withChart(message, 'png', this.#options.chartNotCopied);
    }
  }

  async #group(grouping: Grouping | undefined): Promise<void> {
    const { session, groups, views } = this.#parts;
    this.#options.worksWith();
    views.group(grouping);
    if (grouping === undefined) {
      groups.drop();
    }
    // What the rows of a view are grouped by is the view's, not the report's.
    if (views.shown === undefined) {
      await this.#parts.groupingMemory.keep(session.ref.report, grouping);
    }
  }

  /**
   * Finds the user whom a cell on screen names, in all reports.
   * @throws UsageReportsError where the rows can no longer be read
   */
  async findUser({ row = 0, column }: TablePlace): Promise<void> {
    const { part, whole, view, displayed, ref } = this.#parts.session;
    const read = await displayed?.report.table.rows(part === undefined ? view : {}, row, row + 1);
    const user = read?.rows[0]?.[column];
    if (typeof user === 'string') {
      // A file belongs to no tenant: the active one is searched.
      const isFile = whole?.report.file !== undefined;
      await this.#options.findUser({ user, ...(isFile ? {} : { connection: ref.connection }) });
    }
  }

  /** Copies the principal names of the users in the rows on screen; of the rows that groups are made of where those are. */
  async copyAddresses(): Promise<void> {
    const { part, whole, view, ref } = this.#parts.session;
    if (part === undefined && whole !== undefined) {
      const { copyAddresses } = await import('./copyAddresses.js');
      await copyAddresses({ report: whole.report, view }, () => this.#options.exportReport(ref));
    }
  }

  async #copyRows(request: CopyRowsMessage): Promise<void> {
    const { part, displayed } = this.#parts.session;
    if (part?.report.joined !== undefined) {
      // Blank cells in a clipboard don't say that they are still being read.
      showStatus(vscode.l10n.t('Available after all rows are loaded'));
    } else if (displayed !== undefined && (part === undefined || request.rows !== undefined)) {
      // Of a part only rows that were selected can be meant, not all that there are.
      await this.#copy(displayed.report, request);
    }
  }

  async #copyGroups(request: CopyRowsMessage): Promise<void> {
    const { groups, session } = this.#parts;
    const borrowed = groups.borrow(session.part === undefined ? session.whole?.report : undefined);
    try {
      await (borrowed && this.#copy(borrowed.report, request));
    } finally {
      borrowed?.dispose();
    }
  }

  async #copy(report: PartialReport, request: CopyRowsMessage): Promise<void> {
    await copyRows({ table: report.table, facts: factsOf(report) }, request, () =>
      this.#options.exportReport(this.#parts.session.ref),
    );
  }

  async #withChart(
    { name, content }: Pick<ChartFile, 'name' | 'content'>,
    format: ChartFileFormat,
    act: (chart: ChartFile) => Promise<void>,
  ): Promise<void> {
    const report = this.#parts.session.whole?.report;
    if (report !== undefined) {
      await act({ facts: factsOf(report), name, format, content });
    }
  }

  async #runErrorAction(action: ErrorAction): Promise<void> {
    const { session } = this.#parts;
    if (action !== 'retry') {
      await this.#options.runErrorAction(action, session.error, session.ref);
    }
    if (shouldRetryAfter(action)) {
      await session.retry();
    }
  }

  async #runComparisonAction(id: string, action: ErrorAction): Promise<void> {
    const { comparisons } = this.#parts;
    const problem = comparisons.problem(id);
    if (problem === undefined) {
      return;
    }
    if (action !== 'retry') {
      await this.#options.runErrorAction(action, problem.error, problem.ref);
    }
    if (shouldRetryAfter(action)) {
      await comparisons.retry(id);
    }
  }
}
