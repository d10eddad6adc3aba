import type { Account, AuthenticationSession, GetSessionOptions } from '../connections/vscodeApi.js';
import { abortable } from '../../../base/cancellation.js';
import type { Disposable } from '../../../base/emitter.js';
import { isCancelled } from '../../../base/errors.js';
import type { ChallengeRequest } from '../claimsChallenge.js';
import { isSameAuthority, providerOf } from '../connections/clouds.js';
import type { Connection } from '../connections/connection.js';
import { toSignInError, createSignInError } from './signInErrors.js';

/** The used part of `vscode.authentication`, with what newer versions accept beyond the types of the oldest supported VS Code. */
export interface Authentication {
  getSession(
    provider: string,
    scopes: readonly string[] | ChallengeRequest,
    options: GetSessionOptions,
  ): PromiseLike<AuthenticationSession | undefined>;
  getAccounts(provider: string): PromiseLike<readonly Account[]>;
  onDidChangeSessions(listener: (event: { readonly provider: { readonly id: string } }) => unknown): Disposable;
}

/** What the delegated sign-in needs from VS Code. */
export interface DelegatedHost {
  readonly authentication: Authentication;
  /** Origin of the sign-in service that VS Code's settings configure for `microsoft-sovereign-cloud`. */
  sovereignAuthority(): string | undefined;
  onDidChangeSovereignAuthority(listener: () => void): Disposable;
}

/** Gets sessions from VS Code: only those of the connection's cloud, and with a time limit if no prompt is shown. */
export class DelegatedSessions {
  readonly #host: DelegatedHost;
  readonly #silentTimeoutSeconds: number;

  constructor(host: DelegatedHost, silentTimeoutSeconds: number) {
    this.#host = host;
    this.#silentTimeoutSeconds = silentTimeoutSeconds;
  }

  /**
   * VS Code has one provider for all sovereign clouds. It signs in to the cloud that VS Code's settings name.
   * @throws UsageReportsError `signInFailed`, problem `wrongEnvironment`
   */
  checkCloud(connection: Connection): void {
    const configured = this.#host.sovereignAuthority();
    if (
      providerOf(connection) === 'microsoft-sovereign-cloud' &&
      (configured === undefined || !isSameAuthority(configured, connection.authority))
    ) {
      throw createSignInError(
        'wrongEnvironment',
        `VS Code's sovereign cloud is not set to ${new URL(connection.authority).host}.`,
      );
    }
  }

  async accounts(connection: ScopedConnection, signal: AbortSignal): Promise<readonly Account[]> {
    return this.#withTimeLimit(connection, () => this.#host.authentication.getAccounts(providerOf(connection)), signal);
  }

  /** The session of an account, without a prompt. */
  async silent(
    connection: ScopedConnection,
    account: Account | undefined,
    signal: AbortSignal,
    challenge?: ChallengeRequest,
  ): Promise<AuthenticationSession | undefined> {
    const options = { silent: true, ...(account !== undefined && { account }) };
    const session = await this.#withTimeLimit(
      connection,
      () => this.#getSession(connection, challenge, options),
      signal,
    );
    return account === undefined || session?.account.id === account.id ? session : undefined;
  }

  /** Lets VS Code prompt the user. There is no time limit. */
  async interactive(
    connection: ScopedConnection,
    options: GetSessionOptions,
    challenge?: ChallengeRequest,
  ): Promise<AuthenticationSession> {
    this.checkCloud(connection);
    const session = await attempt(() => this.#getSession(connection, challenge, options)).catch((error: unknown) => {
      throw toSignInError(error);
    });
    this.checkCloud(connection);
    if (session === undefined) {
      throw toSignInError('The provider returned no session.');
    }
    return session;
  }

  #getSession(connection: ScopedConnection, challenge: ChallengeRequest | undefined, options: GetSessionOptions) {
    return this.#host.authentication.getSession(providerOf(connection), challenge ?? scopesOf(connection), options);
  }

  async #withTimeLimit<T>(
    connection: ScopedConnection,
    request: () => PromiseLike<T>,
    signal: AbortSignal,
  ): Promise<T> {
    this.checkCloud(connection);
    const limit = {
      seconds: this.#silentTimeoutSeconds,
      error: () =>
        createSignInError(
          'providerSilent',
          `VS Code's sign-in did not answer within ${this.#silentTimeoutSeconds} seconds.`,
        ),
    };
    try {
      const result = await abortable(attempt(request), signal, limit);
      // The setting may have changed in the meantime.
      this.checkCloud(connection);
      return result;
    } catch (error) {
      throw signal.aborted && isCancelled(error) ? error : toSignInError(error);
    }
  }
}

/** A connection, and what its token is to allow. */
export interface ScopedConnection extends Connection {
  /** Names of permissions; absent for what usage reports need. */
  readonly permissions?: readonly string[];
}

/** The scopes, and the app registration and tenant if configured, in the notation of VS Code's Microsoft provider. */
export function scopesOf(connection: ScopedConnection): string[] {
  const { permissions = ['Reports.Read.All'] } = connection;
  return [
    ...permissions.map((name) => `${connection.graphOrigin}/${name}`),
    ...(connection.clientId === undefined ? [] : [`VSCODE_CLIENT_ID:${connection.clientId}`]),
    ...(connection.tenantId === undefined ? [] : [`VSCODE_TENANT:${connection.tenantId}`]),
  ];
}

/** Converts a `PromiseLike` to a promise, and synchronous errors to rejections. */
async function attempt<T>(request: () => PromiseLike<T>): Promise<T> {
  return request();
}
