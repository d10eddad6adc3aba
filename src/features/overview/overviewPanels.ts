import * as vscode from 'vscode';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportPanels } from '../reportPanel/reportPanels.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { Disposable } from '../../base/emitter.js';
import type { OverviewPanel } from './overviewPanel.js';

export interface OverviewOptions {
  readonly service: ReportService;
  readonly catalog: () => Catalog;
  readonly connections: Connections;
  readonly panels: ReportPanels;
  readonly now: () => Date;
  readonly log: vscode.LogOutputChannel;
}

/** The open overviews, one a tenant. What is in them is loaded with the first. */
export class OverviewPanels implements vscode.WebviewPanelSerializer, Disposable {
  static readonly viewType = 'usageReports.overview';

  readonly #panels = new Set<OverviewPanel>();
  readonly #registration: vscode.Disposable;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly options: OverviewOptions,
  ) {
    this.#registration = vscode.window.registerWebviewPanelSerializer(OverviewPanels.viewType, this);
  }

  dispose(): void {
    this.#registration.dispose();
    for (const panel of this.#panels) {
      panel.dispose();
    }
    this.#panels.clear();
  }

  /** The overview that has the focus, if one has. */
  get active(): OverviewPanel | undefined {
    return [...this.#panels].find((panel) => panel.active);
  }

  /** Opens a tenant's overview, or brings it to the front. Resolves when it is read or has failed on screen. */
  async open(connection: string): Promise<void> {
    const open = [...this.#panels].find((panel) => panel.connection === connection);
    if (open !== undefined) {
      open.reveal();
      return;
    }
    await this.#adopt(
      vscode.window.createWebviewPanel(OverviewPanels.viewType, '', vscode.ViewColumn.Active),
      connection,
    );
  }

  /** Called by VS Code for each overview that was open before a reload. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, raw: unknown): Promise<void> {
    const id = typeof raw === 'object' && raw !== null && 'connection' in raw ? raw.connection : undefined;
    const { all } = this.options.connections;
    // The connection may have been taken away since.
    if (typeof id !== 'string' || all.every((connection) => connection.id !== id)) {
      panel.dispose();
      return;
    }
    await this.#adopt(panel, id);
  }

  async #adopt(webviewPanel: vscode.WebviewPanel, connection: string): Promise<void> {
    let gone = false;
    webviewPanel.onDidDispose(() => (gone = true));
    const { OverviewPanel } = await import('./overviewPanel.js');
    if (gone) {
      return;
    }
    const panel = new OverviewPanel(webviewPanel, this.extensionUri, connection, this.options);
    this.#panels.add(panel);
    webviewPanel.onDidDispose(() => {
      this.#panels.delete(panel);
      panel.dispose();
    });
    await panel.load();
  }
}
