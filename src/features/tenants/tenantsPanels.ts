import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import { loadForPanel } from '../common/loadForPanel.js';
import { StoredNames } from '../common/storedNames.js';
import type { TenantsOptions } from './tenantsOptions.js';
import type { TenantsPanel } from './tenantsPanel.js';

const MEASURES_KEY = 'usageReports.tenants.measures';

/** The page of all tenants: there is one. Its script is loaded when it is opened. */
export class TenantsPanels implements vscode.WebviewPanelSerializer, Disposable {
  static readonly viewType = 'usageReports.tenants';

  readonly #options: TenantsOptions;
  /** The measures that the person chose last, by ID; none for the usual ones. */
  readonly #chosen: StoredNames;
  readonly #registration: vscode.Disposable;
  #webviewPanel: vscode.WebviewPanel | undefined;
  #panel: TenantsPanel | undefined;

  constructor(options: TenantsOptions) {
    this.#options = options;
    this.#chosen = new StoredNames(options.memento, MEASURES_KEY);
    this.#registration = vscode.window.registerWebviewPanelSerializer(TenantsPanels.viewType, this);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#panel?.dispose();
    this.#chosen.dispose();
  }

  /** Reads the page again if it has the focus; `false` where it has not. */
  async refreshActive(): Promise<boolean> {
    const active = this.#panel?.active === true ? this.#panel : undefined;
    await active?.load();
    return active !== undefined;
  }

  /** Opens the page, or brings it to the front. Resolves when it is read or has failed on screen. */
  async open(): Promise<void> {
    if (this.#webviewPanel !== undefined) {
      this.#webviewPanel.reveal();
      return;
    }
    await this.#adopt(vscode.window.createWebviewPanel(TenantsPanels.viewType, '', vscode.ViewColumn.Active));
  }

  /** Called by VS Code where the page was open before a reload. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    // It was opened meanwhile.
    if (this.#webviewPanel !== undefined) {
      panel.dispose();
      return;
    }
    await this.#adopt(panel);
  }

  async #adopt(webviewPanel: vscode.WebviewPanel): Promise<void> {
    this.#webviewPanel = webviewPanel;
    const closed = webviewPanel.onDidDispose(() => {
      closed.dispose();
      this.#panel?.dispose();
      this.#panel = undefined;
      this.#webviewPanel = undefined;
    });
    const loaded = await loadForPanel(webviewPanel, () => import('./tenantsPanel.js'));
    if (loaded !== undefined) {
      this.#panel = new loaded.TenantsPanel(webviewPanel, this.#options, this.#chosen);
      await this.#panel.load({ fill: true });
    }
  }
}
