import type { Account, AuthenticationSession, Memento } from '../connections/vscodeApi.js';
import { throwIfAborted } from '../../../base/cancellation.js';
import type { TokenSource } from '../../graph/types.js';
import { type Disposable, Emitter } from '../../../base/emitter.js';
import { isCancelled, UsageReportsError } from '../../../base/errors.js';
import { type ChallengeRequest, claimsRequest } from '../claimsChallenge.js';
import { providerOf } from '../connections/clouds.js';
import type { Connection } from '../connections/connection.js';
import type { ConnectionState } from '../connections/connectionState.js';
import { isPersonalAccount, AccountStore } from './accountStore.js';
import type { SignInPrompts } from './interactiveSignIn.js';
import { createSignInError } from './signInErrors.js';
import { type DelegatedHost, DelegatedSessions, type ScopedConnection, scopesOf } from './delegatedSessions.js';
import { type CachedSession, SessionCache } from './sessionCache.js';
import { SharedPrompts } from './sharedPrompts.js';
import type { SignInMethod, SignInOptions } from '../signInMethod.js';

export interface DelegatedSignInOptions {
  readonly host: DelegatedHost;
  /** Stores the accounts, for the machine as the connections are. */
  readonly memento: Memento;
  readonly signInPrompts: SignInPrompts;
  readonly now: () => Date;
  /** Time limit for VS Code if it shows no prompt. The default is 10. */
  readonly silentTimeoutSeconds?: number;
  /** How long a session is reused without asking VS Code. The default is 300. */
  readonly cacheSeconds?: number;
}

/** One request for a token. */
interface TokenRequest {
  readonly connection: ScopedConnection;
  /** Identifies everything that a session depends on. */
  readonly key: string;
  readonly signal: AbortSignal;
  readonly interactive: boolean;
  /** Only displays the account, so it must not become the account of the connection. */
  readonly passive?: boolean;
  /** Counters when the request began. Its result must not undo what happened later. */
  readonly since: {
    readonly prompts: number;
    readonly dropCount: number;
    readonly signOutCounts: number;
  };
}

/**
 * Signs in a user through VS Code's Microsoft providers. VS Code stores the sessions, renews their tokens, and shows them in its Accounts
 * menu. This class remembers which account belongs to which connection.
 */
export class DelegatedSignIn implements SignInMethod {
  readonly #sessions: DelegatedSessions;
  readonly #accounts: AccountStore;
  readonly #signInPrompts: SignInPrompts;
  readonly #cached: SessionCache;
  readonly #prompts = new SharedPrompts<AuthenticationSession>();
  /** How often a connection was signed out of or removed. */
  readonly #signOutCounts = new Map<string, number>();
  readonly #changed = new Emitter<void>();
  readonly #subscriptions: readonly Disposable[];
  readonly #disposed = new AbortController();

  constructor({
    host,
    memento,
    signInPrompts,
    now,
    silentTimeoutSeconds = 10,
    cacheSeconds = 300,
  }: DelegatedSignInOptions) {
    this.#sessions = new DelegatedSessions(host, silentTimeoutSeconds);
    this.#accounts = new AccountStore(memento);
    this.#signInPrompts = signInPrompts;
    this.#cached = new SessionCache(cacheSeconds, now);
    const drop = (provider: string) => {
      this.#cached.dropProvider(provider);
      this.#changed.fire();
    };
    this.#subscriptions = [
      host.authentication.onDidChangeSessions(({ provider: { id } }) => {
        if (id === 'microsoft' || id === 'microsoft-sovereign-cloud') {
          drop(id);
        }
      }),
      host.onDidChangeSovereignAuthority(() => drop('microsoft-sovereign-cloud')),
    ];
  }

  onDidChange(listener: () => void): Disposable {
    return this.#changed.event(listener);
  }

  dispose(): void {
    this.#disposed.abort();
    this.#subscriptions.forEach((subscription) => subscription.dispose());
    this.#changed.dispose();
  }

  async state(connection: Connection): Promise<ConnectionState> {
    const tokenRequest = { ...this.#tokenRequest(connection, this.#disposed.signal, false), passive: true };
    const session = await this.#find(tokenRequest).catch(() => undefined);
    return session === undefined ? { kind: 'signedOut' } : { kind: 'signedIn', account: session.account.label };
  }

  /**
   * Asks the user to sign in, unless they are signed in already.
   * @throws UsageReportsError `signInFailed`
   */
  async signIn(connection: Connection, { signal, chooseAccount = false }: SignInOptions): Promise<void> {
    const tokenRequest = this.#tokenRequest(connection, signal, true);
    if (chooseAccount || (await this.#find(tokenRequest)) === undefined) {
      await this.#prompt(tokenRequest, () => this.#signInInteractively(connection, { chooseAccount }));
    }
  }

  async signOut({ id }: Connection): Promise<void> {
    this.#invalidateConnection(id);
    await this.#accounts.signOut(id);
  }

  async forget({ id }: Connection): Promise<void> {
    this.#invalidateConnection(id);
    await this.#accounts.forget(id);
  }

  /**
   * Tokens for one connection. With `interactive` the user may be asked to sign in; without it a missing session is an error
   * (`signInRequired`).
   * @param permissions what the token is to allow; absent for what usage reports need. Each combination has a consent of its own.
   */
  tokens(connection: Connection, interactive: boolean, permissions?: readonly string[]): TokenSource {
    const scoped = permissions === undefined ? connection : { ...connection, permissions };
    const request = (signal: AbortSignal) => this.#tokenRequest(scoped, signal, interactive);
    return {
      getToken: async ({ signal, rejected, challenge }) => {
        const session = await (rejected === undefined
          ? this.#session(request(signal))
          : this.#replaceSession(rejected, request(signal), challenge));
        return session.accessToken;
      },
      signInAgain: interactive
        ? async ({ signal, rejected }) => (await this.#signInAgain(rejected, request(signal))).accessToken
        : undefined,
    };
  }

  #tokenRequest(connection: ScopedConnection, signal: AbortSignal, interactive: boolean): TokenRequest {
    const key = JSON.stringify([connection.id, providerOf(connection), connection.authority, ...scopesOf(connection)]);
    const since = {
      prompts: this.#prompts.failureCount,
      dropCount: this.#cached.dropCount,
      signOutCounts: this.#signOutCounts.get(connection.id) ?? 0,
    };
    return { connection, key, signal, interactive, since };
  }

  #invalidateConnection(id: string): void {
    this.#signOutCounts.set(id, (this.#signOutCounts.get(id) ?? 0) + 1);
    this.#cached.dropConnection(id);
  }

  async #session(tokenRequest: TokenRequest): Promise<AuthenticationSession> {
    const { connection, interactive } = tokenRequest;
    const session = await this.#find(tokenRequest);
    if (session !== undefined) {
      return session;
    }
    if (!interactive) {
      throw new UsageReportsError('signInRequired', `No session for connection ${connection.id}.`);
    }
    return this.#prompt(tokenRequest, () => this.#signInInteractively(connection));
  }

  /** Called after Graph rejected a token with 401. Asking VS Code in the same way would return the same token. */
  async #replaceSession(
    rejected: string,
    tokenRequest: TokenRequest,
    header: string | undefined,
  ): Promise<AuthenticationSession> {
    this.#cached.dropToken(rejected);
    const { connection } = tokenRequest;
    const challenge = claimsRequest(header, scopesOf(connection));
    if (challenge !== undefined) {
      return this.#satisfyChallenge(challenge, rejected, tokenRequest);
    }
    const session = await this.#findNewer(rejected, tokenRequest);
    if (session === undefined) {
      throw new UsageReportsError('unauthorized', 'Graph refused the token, and VS Code has no newer one.', {
        status: 401,
      });
    }
    return session;
  }

  async #signInAgain(rejected: string, tokenRequest: TokenRequest): Promise<AuthenticationSession> {
    this.#cached.dropToken(rejected);
    const session = await this.#findNewer(rejected, tokenRequest);
    const signIn = () => this.#signInInteractively(tokenRequest.connection, { again: true });
    return session ?? this.#prompt(tokenRequest, signIn);
  }

  /** The session, unless it still has the token that Graph rejected. */
  async #findNewer(rejected: string, tokenRequest: TokenRequest): Promise<AuthenticationSession | undefined> {
    const session = await this.#find(tokenRequest);
    return session?.accessToken === rejected ? undefined : session;
  }

  /** Conditional Access requires more claims than the token has. VS Code gets the challenge, and may have to prompt the user. */
  async #satisfyChallenge(
    challenge: ChallengeRequest,
    rejected: string,
    tokenRequest: TokenRequest,
  ): Promise<AuthenticationSession> {
    const { connection, key, signal, interactive } = tokenRequest;
    this.#sessions.checkCloud(connection);
    const remembered = this.#accounts.get(connection.id);
    const account = typeof remembered === 'object' ? remembered : undefined;
    const cached = account === undefined ? undefined : this.#cached.get(key, account.id);
    if (cached !== undefined) {
      // Another call has satisfied the challenge in the meantime.
      return cached;
    }
    const refused = new UsageReportsError('unauthorized', "Graph asks for more than VS Code's sign-in has shown.", {
      status: 401,
      problem: 'conditionalAccess',
    });
    const session = await this.#sessions.silent(connection, account, signal, challenge).catch((error: unknown) => {
      if (isCancelled(error) || (error instanceof UsageReportsError && error.details.problem === 'providerSilent')) {
        throw error;
      }
      // An older VS Code, or a provider without support for challenges. Their errors cannot be told from others.
      throw refused;
    });
    if (session !== undefined && session.accessToken !== rejected && (await this.#save(session, tokenRequest))) {
      return session;
    }
    if (!interactive) {
      throw refused;
    }
    const detail = this.#signInPrompts.retryReason(connection);
    const options = { createIfNone: { detail }, ...(account !== undefined && { account }) };
    return this.#prompt(tokenRequest, () => this.#sessions.interactive(connection, options, challenge));
  }

  /**
   * Finds a session without a prompt.
   * @throws UsageReportsError `signInFailed`; for a personal account only if no prompt could ask for another one
   */
  async #find(tokenRequest: TokenRequest): Promise<AuthenticationSession | undefined> {
    const { connection, key, signal, interactive } = tokenRequest;
    throwIfAborted(signal);
    this.#sessions.checkCloud(connection);
    const remembered = this.#accounts.get(connection.id);
    if (remembered === 'signedOut') {
      return undefined;
    }
    const cached = remembered === undefined ? undefined : this.#cached.get(key, remembered.id);
    if (cached !== undefined) {
      return cached;
    }
    const account = remembered ?? (await this.#defaultAccount(connection, signal));
    if (account === undefined) {
      return undefined;
    }
    if (isPersonalAccount(account)) {
      if (interactive) {
        return undefined;
      }
      throw personalAccount();
    }
    const session = await this.#sessions.silent(connection, account, signal);
    return session !== undefined && (await this.#save(session, tokenRequest)) ? session : undefined;
  }

  /** The account for a connection that has none yet, if there is only one. Work accounts take precedence over personal ones. */
  async #defaultAccount(connection: Connection, signal: AbortSignal): Promise<Account | undefined> {
    const accounts = await this.#sessions.accounts(connection, signal);
    const work = accounts.filter((account) => !isPersonalAccount(account));
    return work.length === 0 ? accounts[0] : work.length === 1 ? work[0] : undefined;
  }

  #prompt(tokenRequest: TokenRequest, start: () => Promise<AuthenticationSession>): Promise<AuthenticationSession> {
    return this.#prompts.show(tokenRequest.key, tokenRequest.since.prompts, tokenRequest.signal, async () => {
      const session = await start();
      await this.#remember(session.account, tokenRequest);
      // VS Code's change event for this sign-in has arrived by now and must not drop the session, hence the current count.
      this.#cached.save(tokenRequest.key, toCachedSession(session, tokenRequest), this.#cached.dropCount);
      return session;
    });
  }

  async #signInInteractively(
    connection: ScopedConnection,
    options: { readonly chooseAccount?: boolean; readonly again?: boolean } = {},
  ): Promise<AuthenticationSession> {
    // Nobody is asked when VS Code starts.
    const { InteractiveSignIn } = await import('./interactiveSignIn.js');
    const interactive = new InteractiveSignIn(this.#sessions, this.#accounts, this.#signInPrompts);
    return interactive.signIn(connection, { signal: this.#disposed.signal, ...options });
  }

  /** @returns false if the user signed out of the connection in the meantime */
  async #save(session: AuthenticationSession, tokenRequest: TokenRequest): Promise<boolean> {
    if (this.#accounts.get(tokenRequest.connection.id) === 'signedOut') {
      return false;
    }
    if (tokenRequest.passive !== true) {
      this.#cached.save(tokenRequest.key, toCachedSession(session, tokenRequest), tokenRequest.since.dropCount);
      await this.#remember(session.account, tokenRequest);
    }
    return true;
  }

  async #remember(account: Account, { connection, since }: TokenRequest): Promise<void> {
    if (isPersonalAccount(account)) {
      throw personalAccount();
    }
    const isSignedOutSince = (this.#signOutCounts.get(connection.id) ?? 0) !== since.signOutCounts;
    if (!isSignedOutSince && (await this.#accounts.save(connection.id, account))) {
      this.#changed.fire();
    }
  }
}

function toCachedSession(session: AuthenticationSession, { connection }: TokenRequest): CachedSession {
  return { connectionId: connection.id, provider: providerOf(connection), session };
}

function personalAccount(): UsageReportsError {
  return createSignInError('personalAccount', 'This is a personal Microsoft account.');
}
