import type {
  AuthenticationGetSessionOptions,
  AuthenticationSession,
  AuthenticationSessionAccountInformation as Account,
  Memento,
} from 'vscode';
import { type Connection, readConnections } from '../../../../src/services/auth/connections/connection.js';
import type { ChallengeRequest } from '../../../../src/services/auth/claimsChallenge.js';
import {
  DelegatedSignIn,
  type DelegatedSignInOptions,
} from '../../../../src/services/auth/delegated/delegatedSignIn.js';
import type { SignInPrompts } from '../../../../src/services/auth/delegated/interactiveSignIn.js';
import type { DelegatedHost } from '../../../../src/services/auth/delegated/delegatedSessions.js';

export const ADA: Account = { id: 'ada.home', label: 'ada@northlight.example' };
export const BOB: Account = { id: 'bob.home', label: 'bob@northlight.example' };
export const PRIVATE: Account = { id: 'eve.9188040d-6c67-4c5b-b112-36a304b66dad', label: 'eve@outlook.example' };

export interface PendingQuestion {
  readonly provider: string;
  readonly scopes: readonly string[];
  readonly challenge?: string;
  readonly options: AuthenticationGetSessionOptions;
}

type Answer = AuthenticationSession | undefined;

/** VS Code's side of a sign-in, by hand: a test says what it knows and how it answers. */
export class FakeVsCode implements DelegatedHost {
  /** Accounts with a session. */
  accounts: Account[] = [];
  /** Whom an interactive sign-in brings. */
  next: Account | undefined;
  generation = 1;
  authority: string | undefined;
  readonly asked: PendingQuestion[] = [];
  /** Answers instead of what is known; throws for a failure. */
  answer: ((this: void, asked: PendingQuestion) => Answer | Promise<Answer>) | undefined;
  readonly #heard = new Set<(event: { provider: { id: string } }) => unknown>();
  readonly #settings = new Set<() => void>();

  readonly authentication = {
    getSession: async (
      provider: string,
      what: readonly string[] | ChallengeRequest,
      options: AuthenticationGetSessionOptions,
    ) => {
      const asked: PendingQuestion =
        'wwwAuthenticate' in what
          ? { provider, scopes: what.fallbackScopes, challenge: what.wwwAuthenticate, options }
          : { provider, scopes: what, options };
      this.asked.push(asked);
      return this.answer === undefined ? this.known(asked) : this.answer(asked);
    },
    getAccounts: () => Promise.resolve(this.accounts),
    onDidChangeSessions: (listener: (event: { provider: { id: string } }) => unknown) => {
      this.#heard.add(listener);
      return { dispose: () => void this.#heard.delete(listener) };
    },
  };

  known({ provider, scopes, options }: PendingQuestion): Answer {
    const found = this.accounts.find(({ id }) => options.account === undefined || options.account.id === id);
    const renewed =
      options.forceNewSession !== undefined || (options.createIfNone !== undefined && found === undefined);
    if (renewed) {
      this.generation++;
    }
    const account = renewed ? (this.next ?? found) : found;
    return account && this.session(account, provider, scopes);
  }

  session(account: Account, provider: string, scopes: readonly string[]): AuthenticationSession {
    return {
      id: account.id,
      account,
      scopes,
      accessToken: `${provider}|${account.id}|${scopes.join(' ')}|${this.generation}`,
    };
  }

  /** Questions that a person would have seen. */
  get prompts(): PendingQuestion[] {
    return this.asked.filter(({ options }) => options.silent !== true);
  }

  sovereignAuthority(): string | undefined {
    return this.authority;
  }

  onDidChangeSovereignAuthority(listener: () => void): { dispose: () => void } {
    this.#settings.add(listener);
    return { dispose: () => void this.#settings.delete(listener) };
  }

  sessionsChanged(provider = 'microsoft'): void {
    this.#heard.forEach((listener) => listener({ provider: { id: provider } }));
  }
}

export interface Harness {
  readonly vscode: FakeVsCode;
  readonly signIn: DelegatedSignIn;
  readonly memory: Map<string, unknown>;
  readonly chosen: { from: readonly Account[]; answer: Account | 'another' | undefined }[];
  /** Seconds go by. */
  readonly pass: (seconds: number) => void;
}

export function openHarness(
  options: Partial<DelegatedSignInOptions> & { choose?: SignInPrompts['chooseAccount'] } = {},
): Harness {
  const vscode = new FakeVsCode();
  const memory = new Map<string, unknown>();
  const memento: Memento = {
    keys: () => [...memory.keys()],
    get: (key: string) => memory.get(key) as never,
    update: (key, value) => {
      memory.set(key, value);
      return Promise.resolve();
    },
  };
  let now = Date.UTC(2026, 10, 20);
  const chosen: Harness['chosen'] = [];
  const signInPrompts: SignInPrompts = {
    chooseAccount: async (connection, accounts) => {
      const answer = await (options.choose?.(connection, accounts) ?? Promise.resolve(accounts[0]));
      chosen.push({ from: accounts, answer });
      return answer;
    },
    reason: ({ name }) => `first: ${name}`,
    retryReason: ({ name }) => `again: ${name}`,
  };
  const signIn = new DelegatedSignIn({ host: vscode, memento, signInPrompts, now: () => new Date(now), ...options });
  return { vscode, signIn, memory, chosen, pass: (seconds) => void (now += seconds * 1000) };
}

export function connectionOf(setting: object): Connection {
  const { connections, problems } = readConnections([{ id: 'a', name: 'Northlight', ...setting }]);
  const connection = connections[0];
  if (connection === undefined) {
    throw new Error(JSON.stringify(problems));
  }
  return connection;
}

/** An answer that the test gives later, and the moment when it is first asked for. */
export function later<T>(): {
  readonly answer: () => Promise<T>;
  readonly asked: Promise<void>;
  give: (value: T) => void;
} {
  let give: (value: T) => void = () => undefined;
  let seen: () => void = () => undefined;
  const answered = new Promise<T>((resolve) => (give = resolve));
  const asked = new Promise<void>((resolve) => (seen = resolve));
  const answer = () => {
    seen();
    return answered;
  };
  return { answer, asked, give };
}
