import * as vscode from 'vscode';
import {
  type UserSearchEvent,
  type UserSearchMessage,
  type UserSearchProtocol,
  userSearchProtocol,
  type UserSummary,
} from '../../shared/pages/userSearch.js';
import { errorTextsFor } from '../../l10n/errorTexts.js';
import type { ErrorDisplay } from '../common/errorDisplay.js';
import { showPage } from '../common/page.js';
import { type ServedPage, servePage } from '../common/servePage.js';
import { UserSession, type UserSessionOptions } from './userSession.js';
import { userText } from './userText.js';
import { userSearchPageTexts } from './userSearchPageTexts.js';
import { neutralizedText } from '../../core/export/spreadsheetText.js';
import { neutralizeFormulas } from '../../settings.js';
import { showStatus } from '../common/messages.js';

export interface UserSearchPanelOptions extends Pick<UserSessionOptions, 'search' | 'fetch'> {
  readonly extensionUri: vscode.Uri;
  readonly connection: string;
  readonly errors: Pick<ErrorDisplay, 'show'>;
  readonly log: vscode.LogOutputChannel;
  /** Opens the report of a card, with only the rows of this user. */
  readonly openReport: (id: string) => Promise<void>;
  readonly findAnother: () => Promise<void>;
}

/**
 * Shows one user. What was found is in its session only and goes with the panel: it is not in the tab's title, not in the webview's
 * state, and the page does not come back after a reload.
 */
export class UserSearchPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #page: ServedPage<UserSearchProtocol>;
  readonly #session: UserSession;

  constructor(
    summary: UserSummary,
    private readonly options: UserSearchPanelOptions,
  ) {
    const { search, fetch, errors, connection, log } = options;
    this.#session = new UserSession(summary, { search, fetch, changed: (event) => this.#post(event) });
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
      messageFailed: (error) => void errors.show(error, { connection }),
      log,
    });
    this.#panel.onDidDispose(() => {
      this.#page.dispose();
      this.#session.dispose();
    });
    showPage(this.#panel, options.extensionUri, 'userSearch', userSearchPageTexts());
  }

  async #handle(message: UserSearchMessage): Promise<void> {
    switch (message.type) {
      case 'openReport':
        return this.options.openReport(message.id);
      case 'fetch':
        return this.#session.fetch(message.ids);
      case 'cancel':
        return this.#session.cancel();
      case 'copy':
        return this.#copy();
      case 'findAnother':
        return this.options.findAnother();
    }
  }

  async #copy(): Promise<void> {
    const { summary } = this.#session;
    if (summary !== undefined) {
      const text = userText(summary);
      await vscode.env.clipboard.writeText(neutralizeFormulas() ? neutralizedText(text) : text);
      showStatus(vscode.l10n.t('Copied'));
    }
  }

  #show(): void {
    const { summary } = this.#session;
    if (summary !== undefined) {
      this.#post({ type: 'user', summary });
    }
  }

  #post(event: UserSearchEvent): void {
    this.#page.post(event);
  }
}
