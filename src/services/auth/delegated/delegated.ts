import type { Account, AuthenticationSession, GetSessionOptions, Memento } from '../connections/host.js';
import { throwIfAborted } from '../../../base/cancellation.js';
import type { TokenSource } from '../../graph/types.js';
import { type Disposable, Emitter } from '../../../base/emitter.js';
import { isCancelled, UsageReportsError } from '../../../base/errors.js';
import { type ChallengeRequest, claimsRequest } from '../claimsChallenge.js';
import { providerOf } from '../connections/clouds.js';
import type { Connection } from '../connections/connection.js';
import type { ConnectionState } from '../connections/connectionState.js';
import { isPersonal, RememberedAccounts } from './delegatedAccounts.js';
import { signInProblem } from './delegatedFailure.js';
import { type DelegatedHost, DelegatedSessions, scopesOf } from './delegatedSessions.js';
import { type Kept, KeptSessions } from './keptSessions.js';
import { SharedPrompts } from './sharedPrompts.js';
import type { SignInMethod, SignInOptions } from '../signIn.js';

/** What a person is asked and told, in their language. */
export interface Asking {
  /** @returns `another` for an account that VS Code does not know yet, `undefined` where the person gave up */
  chooseAccount(connection: Connection, accounts: readonly Account[]): Promise<Account | 'another' | undefined>;
  /** Why VS Code is asking them to sign in. */
  reason(connection: Connection): string;
  /** Why it is asking again. */
  reasonAgain(connection: Connection): string;
}

export interface DelegatedSignInOptions {
  readonly host: DelegatedHost;
  /** Where the choice of accounts is kept: the machine's, as the connections are. */
  readonly memento: Memento;
  readonly asking: Asking;
  readonly now: () => Date;
  /** The longest that VS Code may take for an answer without a person; 10 unless told. */
  readonly silentSeconds?: number;
  /** How long a session is used without asking VS Code for it; 300 unless told. */
  readonly keepSeconds?: number;
}

/** How a token is wanted. */
interface Wish {
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
    readonly drops: number;
    readonly departures: number;
  };
}

/**
 * Signs a person in through VS Code's Microsoft providers. VS Code keeps the sessions, renews their tokens, and shows them in its
 * Accounts menu, where they are removed for all extensions; here is remembered which account belongs to which connection.
 */
export class DelegatedSignIn implements SignInMethod {
  readonly #sessions: DelegatedSessions;
  readonly #accounts: RememberedAccounts;
  readonly #asking: Asking;
  readonly #kept: KeptSessions;
  readonly #prompts = new SharedPrompts<AuthenticationSession>();
  /** How often a connection was signed out of or taken away. */
  readonly #departures = new Map<string, number>();
  readonly #changed = new Emitter<void>();
  readonly #subscriptions: readonly Disposable[];
  readonly #disposed = new AbortController();

  constructor({ host, memento, asking, now, silentSeconds = 10, keepSeconds = 300 }: DelegatedSignInOptions) {
    this.#sessions = new DelegatedSessions(host, silentSeconds);
    this.#accounts = new RememberedAccounts(memento);
    this.#asking = asking;
    this.#kept = new KeptSessions(keepSeconds, now);
    const drop = (provider: string) => {
      this.#kept.dropProvider(provider);
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
    const wish = { ...this.#wish(connection, this.#disposed.signal, false), passive: true };
    const session = await this.#find(wish).catch(() => undefined);
    return session === undefined ? { kind: 'signedOut' } : { kind: 'signedIn', account: session.account.label };
  }

  /**
   * Asks the person to sign in, unless they are already.
   * @throws UsageReportsError `signInFailed`
   */
  async signIn(connection: Connection, { signal, chooseAccount = false }: SignInOptions): Promise<void> {
    const wish = this.#wish(connection, signal, true);
    if (chooseAccount || (await this.#find(wish)) === undefined) {
      await this.#prompt(wish, () => this.#askToSignIn(connection, chooseAccount));
    }
  }

  async signOut({ id }: Connection): Promise<void> {
    this.#depart(id);
    await this.#accounts.signOut(id);
  }

  async forget({ id }: Connection): Promise<void> {
    this.#depart(id);
    await this.#accounts.forget(id);
  }

  /**
   * Tokens for one connection. With `interactive` (only ever from a user's action) a person may be asked to sign in;
   * without it a missing session is `signInRequired`.
   */
  tokens(connection: Connection, interactive: boolean): TokenSource {
    return {
      getToken: async ({ signal, rejected, challenge }) => {
        const wish = this.#wish(connection, signal, interactive);
        const session = await (rejected === undefined ? this.#session(wish) : this.#sessionInsteadOf(rejected, wish, challenge));
        return session.accessToken;
      },
    };
  }

  #wish(connection: Connection, signal: AbortSignal, interactive: boolean): Wish {
    const key = JSON.stringify([connection.id, providerOf(connection), connection.authority, ...scopesOf(connection)]);
    const since = { prompts: this.#prompts.time, drops: this.#kept.drops, departures: this.#departures.get(connection.id) ?? 0 };
    return { connection, key, signal, interactive, since };
  }

  #depart(id: string): void {
    this.#departures.set(id, (this.#departures.get(id) ?? 0) + 1);
    this.#kept.dropConnection(id);
  }

  async #session(wish: Wish): Promise<AuthenticationSession> {
    const { connection, interactive } = wish;
    const session = await this.#find(wish);
    if (session !== undefined) {
      return session;
    }
    if (!interactive) {
      throw new UsageReportsError('signInRequired', `No session for connection ${connection.id}.`);
    }
    return this.#prompt(wish, () => this.#askToSignIn(connection, false));
  }

  /** After Graph's 401: the same question again would bring the same token. */
  async #sessionInsteadOf(rejected: string, wish: Wish, header: string | undefined): Promise<AuthenticationSession> {
    this.#kept.dropToken(rejected);
    const { connection } = wish;
    const challenge = claimsRequest(header, scopesOf(connection));
    if (challenge !== undefined) {
      return this.#meet(challenge, rejected, wish);
    }
    const session = await this.#find(wish);
    if (session !== undefined && session.accessToken !== rejected) {
      return session;
    }
    if (!wish.interactive) {
      throw new UsageReportsError('unauthorized', 'Graph refused the token, and VS Code has no newer one.', { status: 401 });
    }
    return this.#prompt(wish, () => this.#askToSignIn(connection, false, true));
  }

  /** Conditional Access wants more than the token shows: VS Code is told what, and may have to ask the person for it. */
  async #meet(challenge: ChallengeRequest, rejected: string, wish: Wish): Promise<AuthenticationSession> {
    const { connection, key, signal, interactive } = wish;
    this.#sessions.checkCloud(connection);
    const remembered = this.#accounts.get(connection.id);
    const account = typeof remembered === 'object' ? remembered : undefined;
    const kept = account === undefined ? undefined : this.#kept.get(key, account.id);
    if (kept !== undefined) {
      // Another call has met it meanwhile.
      return kept;
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
    if (session !== undefined && session.accessToken !== rejected && (await this.#keep(session, wish))) {
      return session;
    }
    if (!interactive) {
      throw refused;
    }
    const detail = this.#asking.reasonAgain(connection);
    const options = { createIfNone: { detail }, ...(account !== undefined && { account }) };
    return this.#prompt(wish, () => this.#sessions.interactive(connection, options, challenge));
  }

  /**
   * The session that needs no person.
   * @throws UsageReportsError `signInFailed`; a personal account only where nobody could be asked for another one
   */
  async #find(wish: Wish): Promise<AuthenticationSession | undefined> {
    const { connection, key, signal, interactive } = wish;
    throwIfAborted(signal);
    this.#sessions.checkCloud(connection);
    const remembered = this.#accounts.get(connection.id);
    if (remembered === 'signedOut') {
      return undefined;
    }
    const kept = remembered === undefined ? undefined : this.#kept.get(key, remembered.id);
    if (kept !== undefined) {
      return kept;
    }
    const account = remembered ?? (await this.#onlyAccount(connection, signal));
    if (account === undefined) {
      return undefined;
    }
    if (isPersonal(account)) {
      if (interactive) {
        return undefined;
      }
      throw personalAccount();
    }
    const session = await this.#sessions.silent(connection, account, signal);
    return session !== undefined && (await this.#keep(session, wish)) ? session : undefined;
  }

  /** The account of a connection that has none yet: nothing to choose where there is one. Work accounts go before personal ones. */
  async #onlyAccount(connection: Connection, signal: AbortSignal): Promise<Account | undefined> {
    const accounts = await this.#sessions.accounts(connection, signal);
    const work = accounts.filter((account) => !isPersonal(account));
    return work.length === 0 ? accounts[0] : work.length === 1 ? work[0] : undefined;
  }

  #prompt(wish: Wish, question: () => Promise<AuthenticationSession>): Promise<AuthenticationSession> {
    return this.#prompts.ask(wish.key, wish.since.prompts, wish.signal, async () => {
      const session = await question();
      await this.#remember(session.account, wish);
      // What VS Code told of this very sign-in has been heard by now, and must not drop it.
      this.#kept.keep(wish.key, keptOf(session, wish), this.#kept.drops);
      return session;
    });
  }

  async #askToSignIn(connection: Connection, choose: boolean, again = false): Promise<AuthenticationSession> {
    const { signal } = this.#disposed;
    const all = await this.#sessions.accounts(connection, signal);
    const accounts = all.filter((account) => !isPersonal(account));
    const remembered = this.#accounts.get(connection.id);
    const known = typeof remembered === 'object' ? accounts.find(({ id }) => id === remembered.id) : undefined;
    const mustChoose = choose ? accounts.length > 0 : known === undefined && accounts.length > 1;
    const account = mustChoose ? await this.#asking.chooseAccount(connection, accounts) : (known ?? accounts[0]);
    if (account === undefined && mustChoose) {
      throw signInProblem('declined', 'No account was chosen.');
    }
    const reason = { detail: again ? this.#asking.reasonAgain(connection) : this.#asking.reason(connection) };
    return this.#sessions.interactive(connection, optionsFor(account, { reason, again, otherAccounts: all.length > 0 }));
  }

  /** @returns false where the person signed out of the connection in the meantime */
  async #keep(session: AuthenticationSession, wish: Wish): Promise<boolean> {
    if (this.#accounts.get(wish.connection.id) === 'signedOut') {
      return false;
    }
    if (wish.passive !== true) {
      this.#kept.keep(wish.key, keptOf(session, wish), wish.since.drops);
      await this.#remember(session.account, wish);
    }
    return true;
  }

  async #remember(account: Account, { connection, since }: Wish): Promise<void> {
    if (isPersonal(account)) {
      throw personalAccount();
    }
    const departed = (this.#departures.get(connection.id) ?? 0) !== since.departures;
    if (!departed && (await this.#accounts.keep(connection.id, account))) {
      this.#changed.fire();
    }
  }
}

function keptOf(session: AuthenticationSession, { connection }: Wish): Kept {
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
  return signInProblem('personalAccount', 'This is a personal Microsoft account.');
}
