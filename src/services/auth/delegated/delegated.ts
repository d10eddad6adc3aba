import type { Account, AuthenticationSession, GetSessionOptions, Memento } from '../connections/host.js';
import { throwIfAborted } from '../../../base/cancellation.js';
import type { TokenSource } from '../../graph/types.js';
import { type Disposable, Emitter } from '../../../base/emitter.js';
import { isCancelled, UsageReportsError } from '../../../base/errors.js';
import { type ChallengeRequest, claimsRequest } from '../claimsChallenge.js';
import { providerOf } from '../connections/clouds.js';
import type { Connection } from '../connections/connection.js';
import type { ConnectionState } from '../connections/connectionState.js';
import { isPersonalAccount, AccountStore } from './accountStore.js';
import { createSignInError } from './signInErrors.js';
import { type DelegatedHost, DelegatedSessions, scopesOf } from './delegatedSessions.js';
import { type CachedSession, SessionCache } from './sessionCache.js';
import { SharedPrompts } from './sharedPrompts.js';
import type { SignInMethod, SignInOptions } from '../signIn.js';

/** What a person is asked and told, in their language. */
export interface SignInPrompts {
  /** @returns `another` for an account that VS Code does not know yet, `undefined` where the person gave up */
  chooseAccount(connection: Connection, accounts: readonly Account[]): Promise<Account | 'another' | undefined>;
  /** Why VS Code is asking them to sign in. */
  reason(connection: Connection): string;
  /** Why it is asking again. */
  retryReason(connection: Connection): string;
}

export interface DelegatedSignInOptions {
  readonly host: DelegatedHost;
  /** Where the choice of accounts is kept: the machine's, as the connections are. */
  readonly memento: Memento;
  readonly signInPrompts: SignInPrompts;
  readonly now: () => Date;
  /** The longest that VS Code may take for an answer without a person; 10 unless told. */
  readonly silentTimeoutSeconds?: number;
  /** How long a session is used without asking VS Code for it; 300 unless told. */
  readonly cacheSeconds?: number;
}

/** How a token is wanted. */
interface TokenRequest {
  readonly connection: Connection;
  /** Everything that a session depends on. */
  readonly key: string;
  readonly signal: AbortSignal;
  readonly interactive: boolean;
  /** Only to be looked at: an account that nobody has used yet for a connection must not become its own by being shown. */
  readonly passive?: boolean;
  /** How things stood when it was wished: what happens later than that must not be undone by what was asked before. */
  readonly since: {
    readonly prompts: number;
    readonly dropCount: number;
    readonly signOutCounts: number;
  };
}

/**
 * Signs a person in through VS Code's Microsoft providers. VS Code keeps the sessions, renews their tokens, and shows them in its
 * Accounts menu, where they are removed for all extensions; here is remembered which account belongs to which connection.
 */
export class DelegatedSignIn implements SignInMethod {
  readonly #sessions: DelegatedSessions;
  readonly #accounts: AccountStore;
  readonly #signInPrompts: SignInPrompts;
  readonly #cached: SessionCache;
  readonly #prompts = new SharedPrompts<AuthenticationSession>();
  /** How often a connection was signed out of or taken away. */
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
   * Asks the person to sign in, unless they are already.
   * @throws UsageReportsError `signInFailed`
   */
  async signIn(connection: Connection, { signal, chooseAccount = false }: SignInOptions): Promise<void> {
    const tokenRequest = this.#tokenRequest(connection, signal, true);
    if (chooseAccount || (await this.#find(tokenRequest)) === undefined) {
      await this.#prompt(tokenRequest, () => this.#askToSignIn(connection, chooseAccount));
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
   * Tokens for one connection. With `interactive` (only ever from a user's action) a person may be asked to sign in;
   * without it a missing session is `signInRequired`.
   */
  tokens(connection: Connection, interactive: boolean): TokenSource {
    return {
      getToken: async ({ signal, rejected, challenge }) => {
        const tokenRequest = this.#tokenRequest(connection, signal, interactive);
        const session = await (rejected === undefined
          ? this.#session(tokenRequest)
          : this.#replaceSession(rejected, tokenRequest, challenge));
        return session.accessToken;
      },
    };
  }

  #tokenRequest(connection: Connection, signal: AbortSignal, interactive: boolean): TokenRequest {
    const key = JSON.stringify([connection.id, providerOf(connection), connection.authority, ...scopesOf(connection)]);
    const since = {
      prompts: this.#prompts.time,
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
    return this.#prompt(tokenRequest, () => this.#askToSignIn(connection, false));
  }

  /** After Graph's 401: the same question again would bring the same token. */
  async #replaceSession(
    rejected: string,
    tokenRequest: TokenRequest,
    header: string | undefined,
  ): Promise<AuthenticationSession> {
    this.#cached.dropToken(rejected);
    const { connection } = tokenRequest;
    const challenge = claimsRequest(header, scopesOf(connection));
    if (challenge !== undefined) {
      return this.#answerChallenge(challenge, rejected, tokenRequest);
    }
    const session = await this.#find(tokenRequest);
    if (session !== undefined && session.accessToken !== rejected) {
      return session;
    }
    if (!tokenRequest.interactive) {
      throw new UsageReportsError('unauthorized', 'Graph refused the token, and VS Code has no newer one.', {
        status: 401,
      });
    }
    return this.#prompt(tokenRequest, () => this.#askToSignIn(connection, false, true));
  }

  /** Conditional Access wants more than the token shows: VS Code is told what, and may have to ask the person for it. */
  async #answerChallenge(
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
      // Another call has met it meanwhile.
      return cached;
    }
    const refused = new UsageReportsError('unauthorized', 'Graph asks for more than VS Code’s sign-in has shown.', {
      status: 401,
      problem: 'conditionalAccess',
    });
    const session = await this.#sessions.silent(connection, account, signal, challenge).catch((error: unknown) => {
      if (isCancelled(error) || (error instanceof UsageReportsError && error.details.problem === 'providerSilent')) {
        throw error;
      }
      // An older VS Code, or a provider that knows no challenges: neither says so in a way that could be told from other failures.
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
   * The session that needs no person.
   * @throws UsageReportsError `signInFailed`; a personal account only where nobody could be asked for another one
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

  /** The account of a connection that has none yet: nothing to choose where there is one. Work accounts go before personal ones. */
  async #defaultAccount(connection: Connection, signal: AbortSignal): Promise<Account | undefined> {
    const accounts = await this.#sessions.accounts(connection, signal);
    const work = accounts.filter((account) => !isPersonalAccount(account));
    return work.length === 0 ? accounts[0] : work.length === 1 ? work[0] : undefined;
  }

  #prompt(tokenRequest: TokenRequest, question: () => Promise<AuthenticationSession>): Promise<AuthenticationSession> {
    return this.#prompts.ask(tokenRequest.key, tokenRequest.since.prompts, tokenRequest.signal, async () => {
      const session = await question();
      await this.#remember(session.account, tokenRequest);
      // What VS Code told of this very sign-in has been heard by now, and must not drop it.
      this.#cached.save(tokenRequest.key, toCachedSession(session, tokenRequest), this.#cached.dropCount);
      return session;
    });
  }

  async #askToSignIn(connection: Connection, choose: boolean, again = false): Promise<AuthenticationSession> {
    const { signal } = this.#disposed;
    const all = await this.#sessions.accounts(connection, signal);
    const accounts = all.filter((account) => !isPersonalAccount(account));
    const remembered = this.#accounts.get(connection.id);
    const known = typeof remembered === 'object' ? accounts.find(({ id }) => id === remembered.id) : undefined;
    const mustChoose = choose ? accounts.length > 0 : known === undefined && accounts.length > 1;
    const account = mustChoose ? await this.#signInPrompts.chooseAccount(connection, accounts) : (known ?? accounts[0]);
    if (account === undefined && mustChoose) {
      throw createSignInError('declined', 'No account was chosen.');
    }
    const reason = {
      detail: again ? this.#signInPrompts.retryReason(connection) : this.#signInPrompts.reason(connection),
    };
    return this.#sessions.interactive(
      connection,
      optionsFor(account, { reason, again, otherAccounts: all.length > 0 }),
    );
  }

  /** @returns false where the person signed out of the connection in the meantime */
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

function optionsFor(
  account: Account | 'another' | undefined,
  { reason, again, otherAccounts }: { reason: { detail: string }; again: boolean; otherAccounts: boolean },
): GetSessionOptions {
  if (account === 'another' || (account === undefined && otherAccounts)) {
    // Without a preference and with a new session VS Code neither takes nor proposes an account that it knows.
    return { clearSessionPreference: true, forceNewSession: reason };
  }
  const chosen = account === undefined ? {} : { account };
  return again ? { ...chosen, forceNewSession: reason } : { ...chosen, createIfNone: reason };
}

function personalAccount(): UsageReportsError {
  return createSignInError('personalAccount', 'This is a personal Microsoft account.');
}
