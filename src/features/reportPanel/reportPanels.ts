import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import { idOf } from '../../shared/refIds.js';
import type { ReportRef, TableView } from '../../shared/report.js';
import { showPage } from '../common/page.js';
import type { BorrowedReport, ReportPanel, ReportPanelOptions } from './reportPanel.js';

/** All open report panels: one for each report and period or day. Brings them back after a window reload. */
export class ReportPanels implements vscode.WebviewPanelSerializer, Disposable {
  static readonly viewType = 'usageReports.report';

  readonly #options: ReportPanelOptions;
  readonly #extensionUri: vscode.Uri;
  readonly #panels = new Set<ReportPanel>();
  /** What is still being loaded, by {@link idOf}. */
  readonly #opening = new Map<string, Promise<ReportPanel>>();
  readonly #registration: vscode.Disposable;

  constructor(extensionUri: vscode.Uri, options: ReportPanelOptions) {
    this.#extensionUri = extensionUri;
    this.#options = options;
    this.#registration = vscode.window.registerWebviewPanelSerializer(ReportPanels.viewType, this);
  }

  dispose(): void {
    this.#registration.dispose();
    for (const panel of this.#panels) {
      panel.dispose();
    }
    this.#panels.clear();
  }

  /** The panel that has the focus, if one has. */
  get active(): ReportPanel | undefined {
    return [...this.#panels].find((panel) => panel.active);
  }

  /**
   * Opens a report, or brings it to the front where it is open already. Resolves when it is loaded or has failed on screen.
   * @param unkeptFilter shows the rows with this text only; it names a person, and is not kept over a reload as other filters are
   */
  async open(ref: ReportRef, { transientFilter }: { readonly transientFilter?: string } = {}): Promise<void> {
    const open = this.#find(ref) ?? (await this.#opening.get(idOf(ref)));
    if (open !== undefined) {
      open.reveal();
      open.applyTransientFilter(transientFilter);
      return;
    }
    const opening = this.#openNew(ref);
    this.#opening.set(idOf(ref), opening);
    try {
      const opened = await opening;
      opened.applyTransientFilter(transientFilter);
      await opened.load();
    } finally {
      this.#opening.delete(idOf(ref));
    }
  }

  /** The report of the panel that shows it, if one does. Stays open until it is given back, whatever the panel does meanwhile. */
  borrow(ref: ReportRef): BorrowedReport | undefined {
    return this.#find(ref)?.borrow();
  }

  /** Fetches an open report again; `false` where it is not open. */
  async refresh(ref: ReportRef): Promise<boolean> {
    const open = this.#find(ref);
    await open?.load({ fresh: true });
    return open !== undefined;
  }

  /** Closes what is open of a connection. */
  closeAllOf(connection: string): void {
    for (const panel of [...this.#panels].filter(({ ref }) => ref.connection === connection)) {
      panel.close();
    }
  }

  /** Called by VS Code for each panel that was open before a reload. Never asks to sign in: nobody did anything. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, raw: unknown): Promise<void> {
    const [{ ReportPanel: Panel }, { parsePanelState }] = await Promise.all([
      import('./reportPanel.js'),
      import('./messages.js'),
    ]);
    const state = parsePanelState(raw);
    if (state === undefined) {
      panel.dispose();
      return;
    }
    const report = this.#adopt(panel, state.ref, state.view, Panel);
    await Promise.all([report.load({ interactive: false }), report.restoreComparisons(state.compared ?? [])]);
  }

  #find(ref: ReportRef): ReportPanel | undefined {
    return [...this.#panels].find((panel) => idOf(panel.ref) === idOf(ref));
  }

  /** The page first: while VS Code makes it there is time to load what goes into it. */
  async #openNew(ref: ReportRef): Promise<ReportPanel> {
    const panel = vscode.window.createWebviewPanel(ReportPanels.viewType, '', vscode.ViewColumn.Active);
    return this.#adopt(panel, ref, {}, (await import('./reportPanel.js')).ReportPanel);
  }

  #adopt(panel: vscode.WebviewPanel, ref: ReportRef, view: TableView, Panel: typeof ReportPanel): ReportPanel {
    const report = new Panel(panel, ref, view, this.#options);
    this.#panels.add(report);
    panel.onDidDispose(() => {
      this.#panels.delete(report);
      report.dispose();
    });
    showPage(panel, this.#extensionUri, 'report');
    return report;
  }
}
