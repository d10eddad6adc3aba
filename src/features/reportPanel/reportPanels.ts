import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import { idOf } from '../../shared/refIds.js';
import type { Grouping } from '../../shared/pages/grouping.js';
import type { QueryFilter } from '../../shared/query/query.js';
import type { ReportRef, TableView } from '../../shared/report.js';
import type { PlacedView } from '../../shared/views/savedView.js';
import { loadForPanel } from '../common/loadForPanel.js';
import type { OpenReport } from '../common/openReport.js';
import { setContextKey } from '../common/setContextKey.js';
import { isPreviewEnabled } from '../../settings.js';
import { PreviewTab, type PreviewTabOptions } from './previewTab.js';
import type { ReportPanel, ReportPanelOptions } from './reportPanel.js';
import { tellActiveReport } from './tellActiveReport.js';
import { tabTitle } from './tabTitle.js';

/** What a panel asks of others, which are told which panel it was. */
export interface ReportPanelsOptions extends Omit<
  ReportPanelOptions,
  'exportReport' | 'compareWith' | 'tabTitle' | 'worksWith'
> {
  readonly exportReport: (ref: ReportRef, open: OpenReport | undefined) => Promise<void>;
  readonly compareWith: (panel: ReportPanel) => Promise<void>;
  /** What a title says of a tenant beside another's; empty for the sample tenant. */
  readonly tenantSuffix: (connection: string) => string;
  /** Holds over a reload which report is previewed. */
  readonly previewed: Pick<PreviewTabOptions, 'stored' | 'store'>;
}

/** What to show of a report that is opened. */
export interface Opening {
  /** Shows the rows with this text only; it names a user, and does not come back after a reload as other filters do. */
  readonly transientFilter?: string;
  /** The measure to draw in the large chart: its column, and with a comma its key if it has one. */
  readonly measure?: string;
  /** The saved view to show. */
  readonly savedView?: PlacedView;
  /** What to group the rows by, and which of them to show; no saved view is shown then. */
  readonly grouping?: Grouping;
  readonly filters?: readonly QueryFilter[];
  /** A click that previews the report, or the second of a double click that keeps it. */
  readonly preview?: boolean;
}

/** All open report panels: one for each report and period or day. Brings them back after a window reload. */
export class ReportPanels implements vscode.WebviewPanelSerializer, Disposable {
  static readonly viewType = 'usageReports.report';

  readonly #options: ReportPanelsOptions;
  readonly #extensionUri: vscode.Uri;
  readonly #panels = new Set<ReportPanel>();
  /** What is still being loaded, by {@link idOf}. */
  readonly #opening = new Map<string, Promise<ReportPanel | undefined>>();
  readonly #preview: PreviewTab<ReportPanel>;
  readonly #registrations: readonly Disposable[];

  constructor(extensionUri: vscode.Uri, options: ReportPanelsOptions) {
    this.#extensionUri = extensionUri;
    this.#options = options;
    this.#preview = new PreviewTab({
      ...options.previewed,
      now: options.now,
      isEnabled: isPreviewEnabled,
      changed: () => {
        this.#updateTitles();
        this.#tellActive();
      },
    });
    this.#registrations = [
      vscode.window.registerWebviewPanelSerializer(ReportPanels.viewType, this),
      vscode.window.tabGroups.onDidChangeTabs(({ changed }) => this.#keepPinned(changed)),
    ];
  }

  dispose(): void {
    this.#registrations.forEach((registration) => registration.dispose());
    for (const panel of this.#panels) {
      panel.dispose();
    }
    this.#panels.clear();
  }

  /** The panel that has the focus, if one has. */
  get active(): ReportPanel | undefined {
    return [...this.#panels].find((panel) => panel.active);
  }

  /** Opens a report, or brings it to the front where it is open already. Resolves when it is loaded or has failed on screen. */
  async open(ref: ReportRef, opening: Opening = {}): Promise<void> {
    this.#options.opened(ref);
    const isPreview = opening.preview === true && this.#preview.isAskedFor(ref);
    // Without an await where nothing is being opened: the second of two calls in one turn would open it once more.
    const beingOpened = this.#opening.get(idOf(ref));
    const open = this.#find(ref) ?? (beingOpened && (await beingOpened));
    if (open !== undefined) {
      open.reveal();
      showIn(open, opening);
      if (!isPreview) {
        this.#preview.keep(open);
      }
      return;
    }
    const promise = this.#openNew(ref, isPreview);
    this.#opening.set(idOf(ref), promise);
    try {
      const opened = await promise;
      // Another preview may have taken its place.
      if (opened !== undefined && this.#panels.has(opened)) {
        showIn(opened, opening);
        await opened.load();
      }
    } finally {
      this.#opening.delete(idOf(ref));
    }
  }

  /** The preview stays from now on, as if it had been opened by a double click. */
  keepPreview(): void {
    const { panel } = this.#preview;
    if (panel !== undefined) {
      this.#preview.keep(panel);
    }
  }

  /** A report that is open in a panel. */
  openReport(ref: ReportRef): OpenReport | undefined {
    const { active } = this;
    const panel = active !== undefined && idOf(active.ref) === idOf(ref) ? active : this.#find(ref);
    return (
      panel && {
        shown: panel === active ? panel.shown : undefined,
        borrow: () => panel.borrow(),
        borrowGroups: () => (panel === active ? panel.borrowGroups() : undefined),
      }
    );
  }

  /** Fetches the report of the panel that has the focus again; `false` where none has. */
  async refreshActive(): Promise<boolean> {
    const { active } = this;
    await active?.load({ fresh: true });
    return active !== undefined;
  }

  /** Fetches an open report again; `false` where it is not open. */
  async refresh(ref: ReportRef): Promise<boolean> {
    const open = this.#find(ref);
    await open?.load({ fresh: true });
    return open !== undefined;
  }

  get all(): readonly ReportPanel[] {
    return [...this.#panels];
  }

  /** Closes what is open of a connection. */
  closeAllOf(connection: string): void {
    for (const panel of [...this.#panels].filter(({ ref }) => ref.connection === connection)) {
      panel.close();
    }
  }

  /** Called by VS Code for each panel that was open before a reload. Never asks to sign in: nobody has asked for anything. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, raw: unknown): Promise<void> {
    const loaded = await loadForPanel(panel, () =>
      Promise.all([import('./reportPanel.js'), import('../../shared/pages/savedPanel.js')]),
    );
    if (loaded === undefined) {
      return;
    }
    const [{ ReportPanel: Panel }, { parsePanelState }] = loaded;
    const state = parsePanelState(raw);
    if (state === undefined) {
      panel.dispose();
      return;
    }
    const report = this.#adopt(panel, state.ref, state.view, Panel);
    if (this.#preview.wasPreviewed(state.ref)) {
      this.#preview.replace(report);
    }
    const savedView = state.savedView && { ...state.savedView, report: state.ref.report };
    await Promise.all([
      report.views.restore(savedView, state),
      report.load({ interactive: false }),
      report.restoreComparisons(state.compared ?? []),
    ]);
  }

  #find(ref: ReportRef): ReportPanel | undefined {
    return [...this.#panels].find((panel) => idOf(panel.ref) === idOf(ref));
  }

  /** @returns `undefined` where the panel was closed before its script was loaded */
  async #openNew(ref: ReportRef, isPreview: boolean): Promise<ReportPanel | undefined> {
    // A preview comes where the one before was, which is closed then.
    const column = (isPreview ? this.#preview.panel?.column : undefined) ?? vscode.ViewColumn.Active;
    const panel = vscode.window.createWebviewPanel(ReportPanels.viewType, '', column);
    const script = await loadForPanel(panel, () => import('./reportPanel.js'));
    const report = script && this.#adopt(panel, ref, {}, script.ReportPanel);
    if (report !== undefined) {
      this.#preview[isPreview ? 'replace' : 'keep'](report);
    }
    return report;
  }

  #adopt(panel: vscode.WebviewPanel, ref: ReportRef, view: TableView, Panel: typeof ReportPanel): ReportPanel {
    const { exportReport, compareWith } = this.#options;
    const report: ReportPanel = new Panel(panel, ref, view, {
      ...this.#options,
      exportReport: (asked) => exportReport(asked, this.openReport(asked)),
      compareWith: () => compareWith(report),
      tabTitle: (shown) => this.#tabTitle(report, shown),
      worksWith: () => this.#preview.keep(report),
    });
    this.#panels.add(report);
    this.#updateTitles();
    // Of a restored panel, VS Code says a column only with its first state.
    let column: vscode.ViewColumn | undefined;
    panel.onDidChangeViewState(() => {
      // Moved to another group: nobody moves what they only look at.
      if (column !== undefined && panel.viewColumn !== column) {
        this.#preview.keep(report);
      }
      column = panel.viewColumn;
      this.#tellActive();
    });
    panel.onDidDispose(() => {
      this.#panels.delete(report);
      this.#preview.closed(report);
      report.dispose();
      this.#updateTitles();
      this.#tellActive();
    });
    this.#tellActive();
    report.showPage(this.#extensionUri);
    return report;
  }

  /** A pinned tab stays. VS Code tells of a tab's label, not of its panel. */
  #keepPinned(changed: readonly vscode.Tab[]): void {
    const { panel } = this.#preview;
    const pinned = changed.some(
      ({ isPinned, input, label }) =>
        isPinned && input instanceof vscode.TabInputWebview && label === panel?.title && panel.active,
    );
    if (panel !== undefined && pinned) {
      this.#preview.keep(panel);
    }
  }

  #tellActive(): void {
    tellActiveReport(this.active?.ref, this.#options.catalog);
    setContextKey('previewing', this.#preview.panel?.active === true);
  }

  #updateTitles(): void {
    this.#panels.forEach((panel) => panel.updateTitle());
  }

  /** `Email activity, daily, 30 days`; with the tenant where more than one has a report open, and after the view that it shows. */
  #tabTitle(panel: ReportPanel, ref: ReportRef): string {
    const tenants = new Set([...this.#panels].map((open) => open.ref.connection));
    const title = tabTitle(ref, this.#options.catalog());
    const report = tenants.size > 1 ? `${title}${this.#options.tenantSuffix(ref.connection)}` : title;
    const view = panel.views.label;
    const named = view === undefined ? report : vscode.l10n.t('{0} — {1}', view, report);
    return this.#preview.panel === panel ? vscode.l10n.t('{0} (preview)', named) : named;
  }
}

function showIn(panel: ReportPanel, { transientFilter, measure, savedView, grouping, filters }: Opening): void {
  panel.applyTransientFilter(transientFilter);
  panel.showMeasure(measure);
  if (savedView !== undefined) {
    panel.views.show(savedView);
  }
  panel.views.showRows({ grouping, filters });
}
