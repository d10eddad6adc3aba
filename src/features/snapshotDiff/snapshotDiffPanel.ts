import * as vscode from 'vscode';
import { columnLabels } from '../../core/catalog/columnLabels.js';
import { userColumnIndexes } from '../../core/catalog/userColumns.js';
import type { DiffHandle } from '../../services/tables/diffHandle.js';
import type { TableHandle } from '../../services/tables/tableHandle.js';
import type { ArchivedSnapshot } from '../../services/reports/archivedSnapshots.js';
import type { ChangeKind } from '../../shared/diff.js';
import {
  type SnapshotDiffMessage,
  type SnapshotDiffProtocol,
  snapshotDiffProtocol,
  type SnapshotDiffSide,
  type SnapshotDiffSummary,
} from '../../shared/pages/snapshotDiff.js';
import type { RowsPart, RowsRequest } from '../../shared/pages/common.js';
import type { TableView } from '../../shared/report.js';
import type { TableAction, TablePlace } from '../../shared/tableActions.js';
import { errorTextsFor } from '../../l10n/errorTexts.js';
import { parameterLabel } from '../../l10n/periodTexts.js';
import { copyRows } from '../common/copyRows.js';
import type { ErrorDisplay } from '../common/errorDisplay.js';
import { showPage } from '../common/page.js';
import { rowsPart } from '../common/rowsPart.js';
import { type ServedPage, servePage } from '../common/servePage.js';
import type { PanelWithTable } from '../common/tableMenu.js';
import { type ComparedSnapshots, diffFacts } from './comparedSnapshots.js';
import { DiffSession } from './diffSession.js';
import type { ShownChanges } from './pickChanges.js';
import { diffNotices, tabLabel } from './snapshotDiffTexts.js';
import { snapshotDiffPageTexts } from './snapshotDiffPageTexts.js';

export interface SnapshotDiffPanelOptions {
  readonly extensionUri: vscode.Uri;
  readonly errors: Pick<ErrorDisplay, 'show'>;
  readonly log: vscode.LogOutputChannel;
  readonly openSnapshot: (snapshot: ArchivedSnapshot) => Promise<void>;
  /** Saves rows that differ. They stay open for as long as that takes, even if the panel is closed. */
  readonly export: (compared: ComparedSnapshots, shown: ShownChanges) => Promise<void>;
  /** Shows what the archived reports say about a user. */
  readonly findUser: (user: string) => Promise<unknown>;
  readonly closed: () => void;
  /** Compares the same snapshots again. */
  readonly reopen: () => Promise<DiffHandle>;
}

/**
 * Shows what changed between two snapshots. The rows stay on this side and are disposed of with the panel. It does not come back after a
 * reload: it may show users, and comparing again is quick.
 */
export class SnapshotDiffPanel implements PanelWithTable {
  readonly #panel: vscode.WebviewPanel;
  readonly #page: ServedPage<SnapshotDiffProtocol>;
  #tab: ChangeKind;
  #view: TableView = {};
  readonly #session: DiffSession;

  constructor(
    private readonly compared: ComparedSnapshots,
    private readonly options: SnapshotDiffPanelOptions,
  ) {
    this.#session = new DiffSession(compared.opened, {
      reopen: options.reopen,
      onLost: () => this.#page.post({ type: 'tableLost' }),
      onReopened: () => this.#show(),
    });
    const { opened, after } = compared;
    this.#tab = opened.tabs.find(({ count }) => count > 0)?.change ?? 'changed';
    const title = vscode.l10n.t('Changes: {0}', after.definition.title);
    this.#panel = vscode.window.createWebviewPanel('usageReports.snapshotDiff', title, vscode.ViewColumn.Active);
    this.#page = servePage(this.#panel.webview, snapshotDiffProtocol, {
      ready: () => this.#show(),
      message: (message) => this.#handle(message),
      requests: {
        getRows: (request, signal) => this.#rows(request, signal),
        getCellStatistics: ({ view, ...cells }, signal) =>
          this.#session.read((rows) => rows.cellStatistics(this.#tab, view, cells, after.definition, signal)),
      },
      errorText: (error) => errorTextsFor(error).text,
      messageFailed: (error) => void options.errors.show(error, after.ref),
      log: options.log,
    });
    this.#panel.onDidDispose(() => {
      this.#page.dispose();
      this.#session.dispose();
      options.closed();
    });
    showPage(this.#panel, options.extensionUri, 'snapshotDiff', snapshotDiffPageTexts());
  }

  /** Whether it has the focus. */
  get active(): boolean {
    return this.#panel.active;
  }

  actOnTable(action: TableAction, { row, column }: TablePlace): void {
    if (action !== 'groupByColumn') {
      this.#page.post({ type: 'actOnTable', action, row, column });
    }
  }

  async findUser({ row = 0, column }: TablePlace): Promise<void> {
    const { rows } = await this.#session.read((opened) => opened.rows(this.#tab, this.#view, row, row + 1));
    const user = rows[0]?.[column];
    if (typeof user === 'string') {
      await this.options.findUser(user);
    }
  }

  #rows({ view, start, end }: RowsRequest, signal: AbortSignal): Promise<RowsPart> {
    this.#view = view;
    const change = this.#tab;
    return rowsPart(start, end, (from, to) =>
      this.#session.read((opened) => opened.rows(change, view, from, to, signal)),
    );
  }

  #show(): void {
    this.#page.post({ type: 'diff', summary: summaryOf(this.compared), tab: this.#tab, view: this.#view });
  }

  async #handle(message: SnapshotDiffMessage): Promise<void> {
    const { compared, options } = this;
    switch (message.type) {
      case 'chooseTab':
        this.#tab = message.tab;
        this.#view = {};
        return;
      case 'copyRows':
        return copyRows({ table: this.#tabTable(this.#tab), facts: diffFacts(compared) }, message, () =>
          this.#export(),
        );
      case 'export':
        return this.#export();
      case 'reopen':
        return this.#session.reopen();
      case 'openSnapshot':
        return options.openSnapshot(compared[message.side]);
    }
  }

  /** The rows of one tab, as a table. */
  #tabTable(change: ChangeKind): Pick<TableHandle, 'rows' | 'write'> {
    const { opened } = this.#session;
    return {
      rows: (view, start, end, signal) => opened.rows(change, view, start, end, signal),
      write: (job) => opened.write({ ...job, change }),
    };
  }

  async #export(): Promise<void> {
    const shown = { change: this.#tab, view: this.#view };
    await this.#session.use((opened) => this.options.export({ ...this.compared, opened }, shown));
  }
}

function summaryOf({ before, after, opened, connection, product }: ComparedSnapshots): SnapshotDiffSummary {
  const { diff, tabs } = opened;
  const { matching, alsoMatchedBy, unchanged, ignored, changedColumns } = diff;
  const labelOf = columnLabels(after.definition);
  return {
    title: after.definition.title,
    name: after.definition.name,
    product,
    connection,
    before: factsOf(before),
    after: factsOf(after),
    unchanged,
    comparable: matching.by !== 'impossible',
    matchedBy: matching.by === 'keys' ? [...matching.columns, ...alsoMatchedBy].map(labelOf) : [],
    ignored: ignored.map(labelOf),
    changedColumns: changedColumns.map(({ name, rows }) => ({ name: labelOf(name), rows })),
    notices: diffNotices(
      diff,
      { before: parameterLabel(before.ref), after: parameterLabel(after.ref) },
      { before: before.ref.date !== undefined, after: after.ref.date !== undefined },
      labelOf,
    ),
    tabs: tabs.map(({ change, count, columns }) => ({
      kind: change,
      label: tabLabel(change, after.definition.kind),
      count,
      columns,
      userColumns: userColumnIndexes(after.definition, columns),
    })),
  };
}

function factsOf({ ref, refreshDate, fetchedAt, rowCount, origin }: ArchivedSnapshot): SnapshotDiffSide {
  const addedFrom = origin === undefined ? {} : { addedFrom: origin.name };
  return { parameter: parameterLabel(ref), refreshDate, fetchedAt, rowCount, ...addedFrom };
}
