import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import { loadForPanel } from '../common/loadForPanel.js';
import type { CardLayout } from './cardLayout.js';
import type { OverviewOptions } from './overviewOptions.js';
import type { OverviewPanel } from './overviewPanel.js';

/** The open overviews, one for each tenant. Their script is loaded with the first. */
export class OverviewPanels implements vscode.WebviewPanelSerializer, Disposable {
  static readonly viewType = 'usageReports.overview';

  readonly #options: OverviewOptions;
  readonly #panels = new Set<OverviewPanel>();
  /** Made with the first panel. */
  #layout: CardLayout | undefined;
  readonly #registration: vscode.Disposable;

  constructor(options: OverviewOptions) {
    this.#options = options;
    this.#registration = vscode.window.registerWebviewPanelSerializer(OverviewPanels.viewType, this);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#layout?.dispose();
    for (const panel of this.#panels) {
      panel.dispose();
    }
    this.#panels.clear();
  }

  /** Reads the overview that has the focus again; `false` where none has. */
  async refreshActive(): Promise<boolean> {
    const active = [...this.#panels].find((panel) => panel.active);
    await active?.load();
    return active !== undefined;
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
    const { all } = this.#options.connections;
    // The connection may have been removed since.
    if (typeof id !== 'string' || all.every((connection) => connection.id !== id)) {
      panel.dispose();
      return;
    }
    await this.#adopt(panel, id);
  }

  async #adopt(webviewPanel: vscode.WebviewPanel, connection: string): Promise<void> {
    const loaded = await loadForPanel(webviewPanel, () =>
      Promise.all([import('./overviewPanel.js'), import('./cardLayout.js')]),
    );
    if (loaded === undefined) {
      return;
    }
    const [{ OverviewPanel: Panel }, { CardLayout: Layout }] = loaded;
    const { favorites, memento } = this.#options;
    this.#layout ??= new Layout(memento, favorites);
    const panel = new Panel(webviewPanel, connection, this.#options, this.#layout);
    this.#panels.add(panel);
    webviewPanel.onDidDispose(() => {
      this.#panels.delete(panel);
      panel.dispose();
    });
    await panel.load({ fill: true });
  }
}
