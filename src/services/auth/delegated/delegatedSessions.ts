import type { Account, AuthenticationSession, GetSessionOptions } from '../connections/host.js';
import { abortable } from '../../../base/cancellation.js';
import type { Disposable } from '../../../base/emitter.js';
import { isCancelled } from '../../../base/errors.js';
import type { ChallengeRequest } from '../claimsChallenge.js';
import { providerOf } from '../connections/clouds.js';
import type { Connection } from '../connections/connection.js';
import { toSignInError, createSignInError } from './signInErrors.js';

/** The part of VS Code's authentication API that is used, and what it takes beyond the types of our oldest VS Code. */
export interface Authentication {
  getSession(
    provider: string,
    scopes: readonly string[] | ChallengeRequest,
    options: GetSessionOptions,
  ): PromiseLike<AuthenticationSession | undefined>;
  getAccounts(provider: string): PromiseLike<readonly Account[]>;
  onDidChangeSessions(listener: (event: { readonly provider: { readonly id: string } }) => unknown): Disposable;
}

/** What the delegated sign-in needs of VS Code. */
export interface DelegatedHost {
  readonly authentication: Authentication;
  /** Origin of the service that `microsoft-sovereign-cloud` signs in to by VS Code's settings. */
  sovereignAuthority(): string | undefined;
  onDidChangeSovereignAuthority(listener: () => void): Disposable;
}

/** Asks VS Code for sessions, never for those of another cloud, and never silently for longer than a person waits. */
export class DelegatedSessions {
  readonly #host: DelegatedHost;
  readonly #silentTimeoutSeconds: number;

  constructor(host: DelegatedHost, silentTimeoutSeconds: number) {
    this.#host = host;
    this.#silentTimeoutSeconds = silentTimeoutSeconds;
  }

  /**
   * VS Code has one sovereign provider, which signs in to whatever cloud VS Code's settings name: a session of it belongs to that cloud.
   * @throws UsageReportsError `signInFailed`, problem `wrongEnvironment`
   */
  checkCloud(connection: Connection): void {
    if (
      providerOf(connection) === 'microsoft-sovereign-cloud' &&
      this.#host.sovereignAuthority() !== connection.authority
    ) {
      throw createSignInError(
        'wrongEnvironment',
        `VS Code’s sovereign cloud is not set to ${new URL(connection.authority).host}.`,
      );
    }
  }

  async accounts(connection: Connection, signal: AbortSignal): Promise<readonly Account[]> {
    return this.#withTimeLimit(connection, () => this.#host.authentication.getAccounts(providerOf(connection)), signal);
  }

  /** An account's session as VS Code has it, or renews it without a person. */
  async silent(
    connection: Connection,
    account: Account | undefined,
    signal: AbortSignal,
    challenge?: ChallengeRequest,
  ): Promise<AuthenticationSession | undefined> {
    const options = { silent: true, ...(account !== undefined && { account }) };
    const session = await this.#withTimeLimit(connection, () => this.#ask(connection, challenge, options), signal);
    return account === undefined || session?.account.id === account.id ? session : undefined;
  }

  /** Lets VS Code ask the person; takes as long as they do. */
  async interactive(
    connection: Connection,
    options: GetSessionOptions,
    challenge?: ChallengeRequest,
  ): Promise<AuthenticationSession> {
    this.checkCloud(connection);
    const session = await attempt(() => this.#ask(connection, challenge, options)).catch((error: unknown) => {
      throw toSignInError(error);
    });
    this.checkCloud(connection);
    if (session === undefined) {
      throw toSignInError('The provider returned no session.');
    }
    return session;
  }

  #ask(connection: Connection, challenge: ChallengeRequest | undefined, options: GetSessionOptions) {
    return this.#host.authentication.getSession(providerOf(connection), challenge ?? scopesOf(connection), options);
  }

  async #withTimeLimit<T>(connection: Connection, ask: () => PromiseLike<T>, signal: AbortSignal): Promise<T> {
    this.checkCloud(connection);
    const limit = {
      seconds: this.#silentTimeoutSeconds,
      error: () =>
        createSignInError(
          'providerSilent',
          `VS Code’s sign-in did not answer within ${this.#silentTimeoutSeconds} seconds.`,
        ),
    };
    try {
      const answer = await abortable(attempt(ask), signal, limit);
      // The setting may have changed while VS Code was asked.
      this.checkCloud(connection);
      return answer;
    } catch (error) {
      throw signal.aborted && isCancelled(error) ? error : toSignInError(error);
    }
  }
}

/** The scope and, where set, the app registration and tenant in the notation of VS Code's Microsoft provider. */
export function scopesOf(connection: Connection): string[] {
  return [
    `${connection.graphOrigin}/Reports.Read.All`,
    ...(connection.clientId === undefined ? [] : [`VSCODE_CLIENT_ID:${connection.clientId}`]),
    ...(connection.tenantId === undefined ? [] : [`VSCODE_TENANT:${connection.tenantId}`]),
  ];
}

/** A promise of VS Code's as a real one, even where it throws at once. */
async function attempt<T>(ask: () => PromiseLike<T>): Promise<T> {
  return ask();
}
