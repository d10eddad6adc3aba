import * as vscode from 'vscode';
import type { Difference } from '../../difference/difference.js';
import { DifferenceTab } from '../../difference/differenceTab.js';
import type { ExportFacts } from '../../export/exportInput.js';
import { writers } from '../../export/writers.js';
import type { StoredSnapshot } from '../../reports/storedSnapshots.js';
import type { ChangeKind, DifferenceHostMessage, DifferenceMessage, DifferenceSummary, SnapshotFacts } from '../../shared/differencePage.js';
import type { CellValue, TableView } from '../../shared/report.js';
import { parameterLabel } from '../../words/periodWords.js';
import { panelHtml } from '../html.js';
import { parseDifferenceMessage } from './differenceMessages.js';
import { differenceNotices, tabLabel } from './differenceWords.js';

export interface ComparedSnapshots {
  readonly before: StoredSnapshot;
  readonly after: StoredSnapshot;
  readonly difference: Difference;
  readonly connection: { readonly name: string; readonly isSample: boolean };
  readonly product: string;
}

export interface DifferencePanelOptions {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly openSnapshot: (snapshot: StoredSnapshot) => Promise<void>;
  /** Saves all rows that differ. */
  readonly export: (compared: ComparedSnapshots) => Promise<void>;
}

const changeKinds: readonly ChangeKind[] = ['changed', 'added', 'gone'];
/** Rows of one answer at the most. */
const MAX_WINDOW = 1_000;
/** Characters of one cell that travel to the webview. */
const MAX_CELL = 4_000;

/**
 * Shows what changed between two snapshots. The rows stay on this side and go with the panel. It does not come back after a reload: it may
 * show people, and comparing again takes a moment.
 */
export class DifferencePanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #tabs: ReadonlyMap<ChangeKind, DifferenceTab>;
  #tab: ChangeKind;
  #view: TableView = {};

  constructor(
    private readonly compared: ComparedSnapshots,
    private readonly options: DifferencePanelOptions,
  ) {
    const { difference, after } = compared;
    this.#tabs = new Map(changeKinds.map((change) => [change, new DifferenceTab(difference, change)]));
    this.#tab = changeKinds.find((change) => difference[change] > 0) ?? 'changed';
    const mediaFolder = vscode.Uri.joinPath(options.extensionUri, 'dist', 'media');
    const iconFolder = vscode.Uri.joinPath(options.extensionUri, 'media', 'icons');
    const title = vscode.l10n.t('Changes: {0}', after.definition.title);
    this.#panel = vscode.window.createWebviewPanel('usageReports.difference', title, vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [mediaFolder],
    });
    this.#panel.iconPath = { light: vscode.Uri.joinPath(iconFolder, 'report-light.svg'), dark: vscode.Uri.joinPath(iconFolder, 'report-dark.svg') };
    const listening = this.#panel.webview.onDidReceiveMessage((message: unknown) => void this.#receive(message));
    this.#panel.onDidDispose(() => void listening.dispose());
    this.#panel.webview.html = panelHtml(this.#panel.webview, mediaFolder, title, 'difference');
  }

  async #receive(raw: unknown): Promise<void> {
    const message = parseDifferenceMessage(raw);
    if (message === undefined) {
      this.options.log.warn('A page sent a message that is not understood; it is ignored.');
      return;
    }
    try {
      await this.#answer(message);
    } catch (error) {
      this.options.log.error(error instanceof Error ? error : String(error));
    }
  }

  async #answer(message: DifferenceMessage): Promise<void> {
    const { compared, options } = this;
    switch (message.type) {
      case 'ready':
        return this.#post({ type: 'difference', summary: summaryOf(compared, this.#tabs), tab: this.#tab, view: this.#view });
      case 'chooseTab':
        this.#tab = message.tab;
        this.#view = {};
        return;
      case 'getRows': {
        this.#view = message.view;
        const tab = this.#tabs.get(this.#tab);
        const rows = (await tab?.rows(message.view)) ?? new Uint32Array(0);
        const { requestId, start } = message;
        const part = Array.from(rows.subarray(start, Math.min(message.end, start + MAX_WINDOW)), (row) => (tab?.cells(row) ?? []).map(clipped));
        return this.#post({ type: 'rows', requestId, start, viewRowCount: rows.length, rows: part });
      }
      case 'copyRows':
        return this.#copy(message);
      case 'export':
        return options.export(compared);
      case 'openSnapshot':
        return options.openSnapshot(compared[message.side]);
    }
  }

  async #copy({ view, rows: places, format = 'tabSeparated' }: Extract<DifferenceMessage, { type: 'copyRows' }>): Promise<void> {
    const tab = this.#tabs.get(this.#tab);
    if (tab === undefined) {
      return;
    }
    const all = await tab.rows(view);
    const rows = places === undefined ? all : Uint32Array.from(places.flatMap((place) => all[place] ?? []));
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const parts = Array.from(writers[format]({ ...differenceFacts(this.compared), table: tab.table, rows }, {}), (bytes) => decoder.decode(bytes, { stream: true }));
    await vscode.env.clipboard.writeText(parts.join(''));
    void vscode.window.setStatusBarMessage(rows.length === 1 ? vscode.l10n.t('1 row copied') : vscode.l10n.t('{0} rows copied', rows.length), 3_000);
  }

  #post(message: DifferenceHostMessage): void {
    void this.#panel.webview.postMessage(message);
  }
}

/** What a file of the differences says and is named by. */
export function differenceFacts({ before, after, connection }: ComparedSnapshots): ExportFacts {
  const day = (snapshot: StoredSnapshot) => snapshot.refreshDate ?? snapshot.fetchedAt.slice(0, 10);
  return {
    title: vscode.l10n.t('{0}: changes from {1} to {2}', after.definition.title, day(before), day(after)),
    report: `${after.definition.name}-changes-since-${day(before)}`,
    period: after.ref.period,
    date: after.ref.date,
    refreshDate: after.refreshDate,
    fetchedAt: after.fetchedAt,
    connectionName: connection.name,
  };
}

function summaryOf(compared: ComparedSnapshots, tabs: ReadonlyMap<ChangeKind, DifferenceTab>): DifferenceSummary {
  const { before, after, difference, connection, product } = compared;
  const { matching } = difference;
  return {
    title: after.definition.title,
    name: after.definition.name,
    product,
    connection,
    before: factsOf(before),
    after: factsOf(after),
    unchanged: difference.unchanged,
    comparable: matching.by !== 'impossible',
    matchedBy: matching.by === 'keys' ? matching.columns : [],
    ignored: difference.ignored,
    changedColumns: difference.changedColumns,
    notices: differenceNotices(difference, { before: parameterLabel(before.ref), after: parameterLabel(after.ref) }),
    tabs: [...tabs.values()].map((tab) => ({
      kind: tab.change,
      label: tabLabel(tab.change, after.definition.kind),
      count: tab.count,
      columns: tab.columns,
    })),
  };
}

function factsOf({ ref, refreshDate, fetchedAt, rowCount }: StoredSnapshot): SnapshotFacts {
  return { parameter: parameterLabel(ref), refreshDate, fetchedAt, rowCount };
}

function clipped(cell: CellValue): CellValue {
  return typeof cell === 'string' && cell.length > MAX_CELL ? cell.slice(0, MAX_CELL) : cell;
}
