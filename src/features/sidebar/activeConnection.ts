import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { ConnectionStates } from '../../services/auth/connectionStates.js';
import type { ReportService } from '../../services/reports/reportService.js';
import { type Disposable, Emitter } from '../../base/emitter.js';
import { type ReportsView, reportsView } from './reportsView.js';

export interface ActiveConnectionOptions {
  readonly connections: Pick<Connections, 'active' | 'onDidChange'>;
  readonly states: Pick<ConnectionStates, 'of' | 'watch' | 'onDidChange'>;
  readonly service: Pick<ReportService, 'hasArchived' | 'onDidChangeState'>;
}

/** The connection whose reports are shown: the state of its sign-in, and whether any of its reports can be looked at. */
export class ActiveConnection implements Disposable {
  readonly #options: ActiveConnectionOptions;
  readonly #changed = new Emitter<void>();
  readonly #messageChanged = new Emitter<void>();
  readonly #subscriptions: readonly Disposable[];
  /** What was last told, as text: most changes of connections do not show in the view of the reports. */
  #told = '';
  #toldMessage: string | undefined;
  /** Whether the archive was looked at. */
  #hasLooked = false;
  #hasFetchedReports: { readonly connection: string; readonly value: boolean } | undefined;
  /** ID of the connection whose reports a person wants to browse although none can be fetched. */
  #browsing: string | undefined;

  /** Another connection is shown, or another view of it. */
  readonly onDidChange = this.#changed.event;
  /** There is something else to say of the connection. What is listed is the same, and need not be drawn anew. */
  readonly onDidChangeMessage = this.#messageChanged.event;

  constructor(options: ActiveConnectionOptions) {
    this.#options = options;
    const { connections, states, service } = options;
    this.#subscriptions = [
      connections.onDidChange(() => void this.checkForArchivedReports()),
      states.onDidChange(() => this.#onStatesChanged()),
      service.onDidChangeState(({ connection }) => {
        if (connection === this.connection.id && this.#hasFetchedReports?.value === false) {
          void this.checkForArchivedReports();
        }
      }),
    ];
  }

  dispose(): void {
    this.#subscriptions.forEach((subscription) => subscription.dispose());
    this.#changed.dispose();
    this.#messageChanged.dispose();
  }

  get connection(): Connection {
    return this.#options.connections.active;
  }

  get view(): ReportsView {
    return reportsView({
      state: this.#options.states.of(this.connection.id),
      hasFetchedReports: this.#known ?? true,
      browsing: this.#browsing === this.connection.id,
    });
  }

  /** Text above the tree about the connection; `undefined` where all is well. */
  get message(): string | undefined {
    const { kind, name } = this.connection;
    const state = this.#options.states.of(this.connection.id);
    const nothing = this.#known === false;
    switch (kind === 'sample' ? 'sample' : state?.kind) {
      case 'sample':
        return vscode.l10n.t('Sample data. Add a connection to see your own tenant.');
      case 'signedOut':
        if (state?.kind === 'signedOut' && state.canceled === true) {
          return nothing
            ? vscode.l10n.t("Sign-in to {0} canceled. You'll be asked again when you open a report.", name)
            : vscode.l10n.t('Sign-in to {0} canceled. Archived reports can still be opened.', name);
        }
        return nothing
          ? vscode.l10n.t("Signed out of {0}. You'll be asked to sign in when you open a report.", name)
          : vscode.l10n.t('Signed out of {0}. Archived reports can still be opened.', name);
      case 'expired':
        return nothing
          ? vscode.l10n.t('The sign-in to {0} has expired.', name)
          : vscode.l10n.t('The sign-in to {0} has expired. Archived reports can still be opened.', name);
      case 'failed':
        return nothing
          ? vscode.l10n.t("{0} couldn't be reached or signed in to. Test the connection to see why.", name)
          : vscode.l10n.t("{0} couldn't be reached or signed in to. Archived reports can still be opened.", name);
      case 'noPermission':
        return nothing
          ? vscode.l10n.t('{0} denied access at the last request.', name)
          : vscode.l10n.t('{0} denied access at the last request. Archived reports can still be opened.', name);
      case 'signedIn':
      case 'untested':
      case 'ready':
        return nothing
          ? vscode.l10n.t('Nothing has been fetched from {0} yet. Open a report to fetch it.', name)
          : undefined;
      case undefined:
        return undefined;
    }
  }

  /**
   * Shows the tree although no report can be fetched, until another connection is shown. For people who want to look around, and for
   * those who have begun to: the list must not vanish because one of its reports was refused.
   */
  browse(): void {
    this.#browsing = this.connection.id;
    this.#tell();
  }

  /** Looks again whether anything of the connection is archived: after something was added or deleted. */
  async checkForArchivedReports(): Promise<void> {
    this.#hasLooked = true;
    const { connection } = this;
    if (connection.id !== this.#browsing) {
      this.#browsing = undefined;
    }
    const value = connection.kind === 'sample' || (await this.#options.service.hasArchived(connection));
    if (
      connection.id === this.connection.id &&
      (this.#hasFetchedReports?.connection !== connection.id || this.#hasFetchedReports.value !== value)
    ) {
      this.#hasFetchedReports = { connection: connection.id, value };
    }
    this.#tell();
  }

  #onStatesChanged(): void {
    if (this.#hasLooked) {
      this.#tell();
    } else {
      void this.checkForArchivedReports();
    }
  }

  /** From now on, asks for the state of the sign-in and for what is archived. */
  watch(): void {
    this.#options.states.watch();
  }

  #tell(): void {
    const { connection, view, message } = this;
    const told = JSON.stringify([connection, view]);
    if (told !== this.#told) {
      this.#told = told;
      this.#changed.fire();
    }
    if (message !== this.#toldMessage) {
      this.#toldMessage = message;
      this.#messageChanged.fire();
    }
  }

  get #known(): boolean | undefined {
    return this.#hasFetchedReports?.connection === this.connection.id ? this.#hasFetchedReports.value : undefined;
  }
}
