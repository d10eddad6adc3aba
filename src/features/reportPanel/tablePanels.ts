import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import type { Report } from '../../services/reports/report.js';
import type { QueryFilter } from '../../shared/query/query.js';
import { idOf } from '../../shared/refIds.js';
import type { ReportRef } from '../../shared/report.js';
import { loadForPanel } from '../common/loadForPanel.js';
import type { OpenReport } from '../common/openReport.js';
import type { TableKind, TableTabs } from '../common/tablePage.js';
import { OpenTabs } from './openTabs.js';
import type { ReportPanel, ReportPanelOptions } from './reportPanel.js';

/** What all tables have in common. */
export interface TablePanelsOptions extends Omit<
  ReportPanelOptions,
  'service' | 'exportReport' | 'compareWith' | 'tabTitle' | 'worksWith' | 'opened' | 'title' | 'table' | 'views'
> {
  readonly extensionUri: vscode.Uri;
  readonly exportReport: (open: OpenReport) => Promise<void>;
}

/** Tables that features put together from reports, each in a tab. Brings the tabs back after a window reload. */
export class TablePanels implements vscode.WebviewPanelSerializer, Disposable {
  static readonly viewType = 'usageReports.table';

  readonly #options: TablePanelsOptions;
  readonly #kinds: TableKind[] = [];
  readonly #panels = new Set<ReportPanel>();
  /** By {@link idOf}. */
  readonly #tabs = new OpenTabs((id) => [...this.#panels].find((panel) => idOf(panel.ref) === id));
  readonly #registration: Disposable;

  constructor(options: TablePanelsOptions) {
    this.#options = options;
    this.#registration = vscode.window.registerWebviewPanelSerializer(TablePanels.viewType, this);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#panels.forEach((panel) => panel.dispose());
    this.#panels.clear();
  }

  /** The panel that has the focus, if one has. */
  get active(): ReportPanel | undefined {
    return [...this.#panels].find((panel) => panel.active);
  }

  /** What the panel that has the focus shows, for those who use it beside the panel. */
  get activeTable(): OpenReport | undefined {
    const { active } = this;
    return active && openOf(active);
  }

  /** What the tab of a table shows, for those who use it beside the tab. */
  find(ref: ReportRef): OpenReport | undefined {
    const panel = [...this.#panels].find((one) => idOf(one.ref) === idOf(ref));
    return panel && openOf(panel);
  }

  /**
   * Puts a table together without a tab. The caller disposes of it.
   * @returns `undefined` where its page says why there is none, and what helps: then its tab is opened
   */
  async make(ref: ReportRef, signal: AbortSignal): Promise<Report | undefined> {
    const kind = this.#kinds.find((candidate) => candidate.owns(ref));
    const page = await kind?.load();
    try {
      return await page?.open(ref, { signal, interactive: true });
    } catch (error) {
      if (kind === undefined || page?.notice(error, ref) === undefined) {
        throw error;
      }
      await this.#open(kind, ref, undefined);
      return undefined;
    }
  }

  /** From now on, the tables of the kind can be opened. */
  add(kind: TableKind): TableTabs {
    this.#kinds.push(kind);
    return {
      open: (ref, filters) => this.#open(kind, ref, filters),
      reload: async (isMeant) => {
        const meant = [...this.#panels].filter(
          ({ ref, shown }) => shown !== undefined && kind.owns(ref) && isMeant(ref),
        );
        await Promise.all(meant.map((panel) => panel.load({ interactive: false })));
      },
    };
  }

  /** Puts the table together again that has the focus; `false` where none has. */
  async refreshActive(): Promise<boolean> {
    const { active } = this;
    await active?.load();
    return active !== undefined;
  }

  get all(): readonly ReportPanel[] {
    return [...this.#panels];
  }

  /** Closes what is open of a connection. */
  closeAllOf(connection: string): void {
    [...this.#panels].filter(({ ref }) => ref.connection === connection).forEach((panel) => panel.close());
  }

  /** Called by VS Code for each tab that was open before a reload. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, raw: unknown): Promise<void> {
    const loaded = await loadForPanel(panel, () => import('../../shared/pages/savedPanel.js'));
    const ref = loaded?.parsePanelState(raw)?.ref;
    const kind = ref && this.#kinds.find((candidate) => candidate.owns(ref));
    if (loaded === undefined) {
      return;
    }
    const isWanted =
      ref !== undefined &&
      kind !== undefined &&
      (await this.#tabs.once(idOf(ref), async () => {
        const table = await this.#adopt(panel, kind, ref);
        await table?.load({ interactive: false });
      })) === undefined;
    if (!isWanted) {
      panel.dispose();
    }
  }

  async #open(kind: TableKind, ref: ReportRef, filters: readonly QueryFilter[] | undefined): Promise<void> {
    const open = await this.#tabs.once(idOf(ref), () => this.#openNew(kind, ref, filters));
    open?.reveal();
    open?.views.showRows({ filters });
    // The tab may be waiting for somebody who asks.
    await (open?.shown === undefined ? open?.load() : undefined);
  }

  async #openNew(kind: TableKind, ref: ReportRef, filters: readonly QueryFilter[] | undefined): Promise<void> {
    const panel = vscode.window.createWebviewPanel(TablePanels.viewType, kind.title(ref), vscode.ViewColumn.Active);
    const table = await this.#adopt(panel, kind, ref);
    table?.views.showRows({ filters });
    await table?.load();
  }

  #tellMenus(): void {
    const { active } = this;
    this.#kinds.forEach((kind) => kind.inFront?.(active !== undefined && kind.owns(active.ref)));
  }

  /** @returns `undefined` where the panel was closed before its script was loaded */
  async #adopt(webviewPanel: vscode.WebviewPanel, kind: TableKind, ref: ReportRef): Promise<ReportPanel | undefined> {
    const loaded = await loadForPanel(webviewPanel, () => Promise.all([import('./tablePanel.js'), kind.load()]));
    if (loaded === undefined) {
      return undefined;
    }
    const [{ tablePanel }, page] = loaded;
    const panel = tablePanel(webviewPanel, page, ref, {
      ...this.#options,
      title: (shown) => kind.title(shown),
      exportReport: () => this.#options.exportReport(openOf(panel)),
    });
    this.#panels.add(panel);
    webviewPanel.onDidDispose(() => {
      this.#panels.delete(panel);
      panel.dispose();
      this.#tellMenus();
    });
    webviewPanel.onDidChangeViewState(() => this.#tellMenus());
    this.#tellMenus();
    panel.updateTitle();
    panel.showPage(this.#options.extensionUri);
    return panel;
  }
}

function openOf(panel: ReportPanel): OpenReport {
  return {
    shown: panel.shown,
    borrow: () => panel.borrow(),
    borrowGroups: () => panel.borrowGroups(),
  };
}
