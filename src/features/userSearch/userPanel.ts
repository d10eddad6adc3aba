import * as vscode from 'vscode';
import {
  type UserSearchEvent,
  type UserSearchMessage,
  type UserSearchProtocol,
  userSearchProtocol,
  type UserSummary,
} from '../../shared/pages/userSearch.js';
import { errorTextsFor } from '../../l10n/errorTexts.js';
import { showPage } from '../common/page.js';
import { notifyError } from '../common/notifyError.js';
import { type ServedPage, servePage } from '../common/servePage.js';
import { userText } from './userText.js';
import { userSearchPageTexts } from './userSearchPageTexts.js';

export interface UserSearchPanelOptions {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  /** Reads the archived reports again. */
  readonly search: (signal: AbortSignal, onStep: (text: string) => void) => Promise<UserSummary>;
  /** Fetches the reports with these IDs, one after the other. */
  readonly fetch: (ids: readonly string[], signal: AbortSignal, onStep: (text: string) => void) => Promise<void>;
  /** Opens the report of a card, with only the rows of this user. */
  readonly openReport: (id: string) => Promise<void>;
  readonly findAnother: () => Promise<void>;
}

/**
 * Shows one user. What was found is in this object only and goes with the panel: it is not in the tab's title, not in the webview's
 * state, and the page does not come back after a reload.
 */
export class UserSearchPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #page: ServedPage<UserSearchProtocol>;
  #summary: UserSummary | undefined;
  #working: AbortController | undefined;
  readonly #closed = new AbortController();

  constructor(
    summary: UserSummary,
    private readonly options: UserSearchPanelOptions,
  ) {
    this.#summary = summary;
    // VS Code stores titles of tabs; a user's name must not be there.
    this.#panel = vscode.window.createWebviewPanel(
      'usageReports.user',
      vscode.l10n.t('User'),
      vscode.ViewColumn.Active,
    );
    this.#page = servePage(this.#panel.webview, userSearchProtocol, {
      ready: () => this.#show(),
      message: (message) => this.#handle(message),
      requests: {},
      errorText: (error) => errorTextsFor(error).text,
      messageFailed: (error) => void notifyError(error, options.log),
      log: options.log,
    });
    this.#panel.onDidDispose(() => {
      this.#page.dispose();
      this.#working?.abort();
      this.#closed.abort();
      this.#summary = undefined;
    });
    showPage(this.#panel, options.extensionUri, 'userSearch', userSearchPageTexts());
  }

  async #handle(message: UserSearchMessage): Promise<void> {
    switch (message.type) {
      case 'openReport':
        return this.options.openReport(message.id);
      case 'fetch':
        return this.#fetch(message.ids);
      case 'cancel':
        this.#working?.abort();
        return;
      case 'copy':
        if (this.#summary !== undefined) {
          await vscode.env.clipboard.writeText(userText(this.#summary));
          void vscode.window.setStatusBarMessage(vscode.l10n.t('Copied'), 3_000);
        }
        return;
      case 'findAnother':
        return this.options.findAnother();
    }
  }

  async #fetch(ids: readonly string[]): Promise<void> {
    this.#working?.abort();
    const working = new AbortController();
    this.#working = working;
    const onStep = (text: string) => this.#post({ type: 'busy', text });
    try {
      try {
        await this.options.fetch(ids, working.signal, onStep);
      } finally {
        // Reports that were fetched before a failure or a cancel can be read.
        if (this.#summary !== undefined) {
          this.#summary = await this.options.search(this.#closed.signal, onStep);
        }
      }
    } finally {
      if (this.#working === working) {
        this.#working = undefined;
        this.#post({ type: 'busy' });
        this.#show();
      }
    }
  }

  #show(): void {
    if (this.#summary !== undefined) {
      this.#post({ type: 'user', summary: this.#summary });
    }
  }

  #post(event: UserSearchEvent): void {
    if (this.#summary !== undefined) {
      this.#page.post(event);
    }
  }
}
