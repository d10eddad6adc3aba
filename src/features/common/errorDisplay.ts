import * as vscode from 'vscode';
import type { Connections } from '../../services/auth/connections/connections.js';
import { isCancelled, isDeclined } from '../../base/errors.js';
import { logTextOf } from '../../base/redact.js';
import { type ErrorAction, labelOf, shouldRetryAfter } from '../../l10n/errorActions.js';
import { MAX_BUTTONS, showError, showStatus } from './messages.js';
import type { ErrorActions } from './runErrorAction.js';

/** Most sessions show no error. */
const loadTexts = () => import('../../l10n/errorTexts.js');

/** Whose error it was; the active connection's where nothing else is known. */
export interface ErrorScope {
  readonly connection?: string;
}

/** Shows errors, with buttons that help. */
export class ErrorDisplay {
  readonly #connections: Pick<Connections, 'active' | 'all' | 'get'>;
  readonly #log: Pick<vscode.LogOutputChannel, 'error' | 'show'>;
  #actions: Partial<ErrorActions> = {};

  constructor(
    connections: Pick<Connections, 'active' | 'all' | 'get'>,
    log: Pick<vscode.LogOutputChannel, 'error' | 'show'>,
  ) {
    this.#connections = connections;
    this.#log = log;
  }

  /** What the buttons of a feature do. Until this is called, they do nothing. */
  handle(actions: Partial<ErrorActions>): void {
    this.#actions = { ...this.#actions, ...actions };
  }

  /** Runs a step. Where it fails, shows the error with a button that runs the step again. */
  async attempt(step: () => Promise<unknown>, scope: ErrorScope = {}): Promise<void> {
    try {
      await step();
    } catch (error) {
      void this.show(error, scope, () => this.attempt(step, scope));
    }
  }

  /**
   * Shows an error as a notification with its buttons. Canceled is not failed and shows nothing; a canceled sign-in is said in the
   * status bar.
   * @param retry what failed, once more: at the person's word, or after a button that lets it succeed, such as `enterSecret`; without it,
   *   there is no button to try again
   */
  async show(error: unknown, scope: ErrorScope, retry?: () => Promise<void>): Promise<void> {
    if (isCancelled(error)) {
      return;
    }
    if (isDeclined(error)) {
      // The views say it, too, and have the button.
      showStatus(vscode.l10n.t('Sign-in canceled'));
      return;
    }
    this.#log.error(logTextOf(error));
    const { notificationFor } = await loadTexts();
    const { text, actions: offered } = notificationFor(error, MAX_BUTTONS, retry !== undefined);
    const chosen = await showError(this.#named(text, scope), ...offered.map(labelOf));
    const action = offered.find((candidate) => labelOf(candidate) === chosen);
    if (action === undefined) {
      return;
    }
    try {
      await this.run(action, error, scope);
    } catch (failure) {
      return this.show(failure, scope, retry);
    }
    if (shouldRetryAfter(action)) {
      await retry?.();
    }
  }

  /** A notification is seen far from its report: where there are several tenants, it says whose error it is, unless the text does. */
  #named(text: string, { connection }: ErrorScope): string {
    const tenants = this.#connections.all.filter(({ kind }) => kind !== 'sample');
    const name = tenants.find(({ id }) => id === connection)?.name;
    return name === undefined || tenants.length < 2 || text.includes(name)
      ? text
      : vscode.l10n.t('{0}: {1}', name, text);
  }

  /** Carries out the button of an error, wherever it was shown. `retry` does nothing here: the caller repeats its own step. */
  async run(action: ErrorAction, error: unknown, { connection }: ErrorScope): Promise<void> {
    const { runErrorAction } = await import('./runErrorAction.js');
    const { active } = this.#connections;
    await runErrorAction(action, error, {
      actions: this.#actions,
      log: this.#log,
      active: () => active,
      connectionOf: () => (connection === undefined ? active : this.#connections.get(connection)),
    });
  }
}
