import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import { idOf } from '../../shared/refIds.js';
import type { ReportRef, TableView } from '../../shared/report.js';
import { loadForPanel } from '../common/loadForPanel.js';
import type { OpenReport } from '../common/openReport.js';
import type { ReportPanel, ReportPanelOptions } from './reportPanel.js';
import { tellActiveReport } from './tellActiveReport.js';

/** What a panel asks of others, which are told which panel it was. */
export interface ReportPanelsOptions extends Omit<ReportPanelOptions, 'exportReport' | 'compareWith'> {
  readonly exportReport: (ref: ReportRef, open: OpenReport | undefined) => Promise<void>;
  readonly compareWith: (panel: ReportPanel) => Promise<void>;
  /** A report was opened, or brought to the front. */
  readonly opened: (ref: ReportRef) => void;
}

/** What to show of a report that is opened. */
export interface Opening {
  /** Shows the rows with this text only; it names a user, and does not come back after a reload as other filters do. */
  readonly transientFilter?: string;
  /** The measure to draw in the large chart: its column, and with a comma its key if it has one. */
  readonly measure?: string;
}

/** All open report panels: one for each report and period or day. Brings them back after a window reload. */
export class ReportPanels implements vscode.WebviewPanelSerializer, Disposable {
  static readonly viewType = 'usageReports.report';

  readonly #options: ReportPanelsOptions;
  readonly #extensionUri: vscode.Uri;
  readonly #panels = new Set<ReportPanel>();
  /** What is still being loaded, by {@link idOf}. */
  readonly #opening = new Map<string, Promise<ReportPanel | undefined>>();
  readonly #registration: vscode.Disposable;

  constructor(extensionUri: vscode.Uri, options: ReportPanelsOptions) {
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

  /** Opens a report, or brings it to the front where it is open already. Resolves when it is loaded or has failed on screen. */
  async open(ref: ReportRef, { transientFilter, measure }: Opening = {}): Promise<void> {
    this.#options.opened(ref);
    const open = this.#find(ref) ?? (await this.#opening.get(idOf(ref)));
    if (open !== undefined) {
      open.reveal();
      open.applyTransientFilter(transientFilter);
      open.showMeasure(measure);
      return;
    }
    const opening = this.#openNew(ref);
    this.#opening.set(idOf(ref), opening);
    try {
      const opened = await opening;
      opened?.applyTransientFilter(transientFilter);
      opened?.showMeasure(measure);
      await opened?.load();
    } finally {
      this.#opening.delete(idOf(ref));
    }
  }

  /** A report that is open in a panel. */
  openReport(ref: ReportRef): OpenReport | undefined {
    const { active } = this;
    const panel = active !== undefined && idOf(active.ref) === idOf(ref) ? active : this.#find(ref);
    return panel && { shown: panel === active ? panel.shown : undefined, borrow: () => panel.borrow() };
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
    await Promise.all([report.load({ interactive: false }), report.restoreComparisons(state.compared ?? [])]);
  }

  #find(ref: ReportRef): ReportPanel | undefined {
    return [...this.#panels].find((panel) => idOf(panel.ref) === idOf(ref));
  }

  /** @returns `undefined` where the panel was closed before its script was loaded */
  async #openNew(ref: ReportRef): Promise<ReportPanel | undefined> {
    const panel = vscode.window.createWebviewPanel(ReportPanels.viewType, '', vscode.ViewColumn.Active);
    const script = await loadForPanel(panel, () => import('./reportPanel.js'));
    return script && this.#adopt(panel, ref, {}, script.ReportPanel);
  }

  #adopt(panel: vscode.WebviewPanel, ref: ReportRef, view: TableView, Panel: typeof ReportPanel): ReportPanel {
    const { exportReport, compareWith } = this.#options;
    const report: ReportPanel = new Panel(panel, ref, view, {
      ...this.#options,
      exportReport: (asked) => exportReport(asked, this.openReport(asked)),
      compareWith: () => compareWith(report),
    });
    this.#panels.add(report);
    panel.onDidChangeViewState(() => this.#tellActive());
    panel.onDidDispose(() => {
      this.#panels.delete(report);
      report.dispose();
      this.#tellActive();
    });
    this.#tellActive();
    report.showPage(this.#extensionUri);
    return report;
  }

  #tellActive(): void {
    tellActiveReport(this.active?.ref, this.#options.catalog);
  }
}
