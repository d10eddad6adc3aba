import type { TokenSource } from '../graph/types.js';
import { type Disposable, Emitter } from '../../base/emitter.js';
import { UsageReportsError } from '../../base/errors.js';
import type { Connection } from './connections/connection.js';
import type { ConnectionState } from './connections/connectionState.js';

/** One way of getting tokens: through a person (`delegated.ts`) or as a service (`appOnly.ts`). */
export interface SignInMethod extends Disposable {
  /** Fires with nothing known about which connection: all of this kind may have changed. */
  onDidChange(listener: () => void): Disposable;
  /** Without asking a person or a service anything. Never rejects: what cannot be told counts as signed out. */
  state(connection: Connection): Promise<ConnectionState>;
  tokens(connection: Connection, interactive: boolean): TokenSource;
  /**
   * Asks for what is missing: the person's sign-in, or the secret.
   * @throws UsageReportsError `signInFailed`, `network`; the signal's `AbortError`
   */
  signIn(connection: Connection, options: SignInOptions): Promise<void>;
  /** Forgets what this extension keeps of the sign-in: the account, cached tokens. */
  signOut(connection: Connection): Promise<void>;
  /** The connection is taken away: also what it kept in the secret storage goes. */
  forget(connection: Connection): Promise<void>;
}

export interface SignInOptions {
  readonly signal: AbortSignal;
  /** Ask which account, even where one is known. */
  readonly chooseAccount?: boolean;
}

export interface SignInMethods {
  readonly delegated: SignInMethod;
  readonly appOnly: SignInMethod;
}

/** Remembers which tenant a connection leads to. */
export interface TenantIdRecorder {
  /** Told of every token that a connection gets, before it is used. */
  recordToken(connection: Connection, token: string): void;
  forget(connection: Connection): Promise<void>;
}

/** The sample service takes any bearer token; it never leaves this process. */
const SAMPLE_TOKENS: TokenSource = { getToken: () => Promise.resolve('sample') };

/** Who asks: the one door to tokens for every kind of connection, and what is known of each connection's sign-in. */
export class SignIn implements Disposable {
  readonly #methods: SignInMethods;
  readonly #changed = new Emitter<void>();
  readonly #subscriptions: Disposable[];
  /** How the last request of a connection ended, where that says something about its sign-in. */
  readonly #refusals = new Map<string, UsageReportsError>();

  /** The state of some connection may have changed. */
  readonly onDidChange = this.#changed.event;

  constructor(
    methods: SignInMethods,
    private readonly memory?: TenantIdRecorder,
  ) {
    this.#methods = methods;
    this.#subscriptions = [methods.delegated, methods.appOnly].map((method) =>
      method.onDidChange(() => this.#changed.fire()),
    );
  }

  dispose(): void {
    for (const part of [...this.#subscriptions, this.#methods.delegated, this.#methods.appOnly, this.#changed]) {
      part.dispose();
    }
  }

  tokens(connection: Connection, interactive: boolean): TokenSource {
    const tokens = this.#method(connection)?.tokens(connection, interactive);
    return tokens === undefined
      ? SAMPLE_TOKENS
      : {
          getToken: async (options) => {
            const token = await tokens.getToken(options);
            this.memory?.recordToken(connection, token);
            return token;
          },
        };
  }

  async state(connection: Connection): Promise<ConnectionState> {
    const method = this.#method(connection);
    if (method === undefined) {
      return { kind: 'sample' };
    }
    const state = await method.state(connection);
    const refusal = this.#refusals.get(connection.id);
    if (refusal === undefined || state.kind === 'signedOut') {
      return state;
    }
    const known = { ...('account' in state && { account: state.account }), problem: refusal.details.problem };
    return { kind: refusal.reason === 'forbidden' ? 'noPermission' : 'expired', ...known };
  }

  /** Asks for what is missing. Nothing to do for the sample tenant. */
  async signIn(connection: Connection, options: SignInOptions): Promise<void> {
    await this.#method(connection)?.signIn(connection, options);
    if (connection.kind === 'delegated') {
      // Another account may be at home in another tenant: whose reports are shown must not wait for the next request.
      await this.tokens(connection, false)
        .getToken({ signal: options.signal })
        .catch(() => undefined);
    }
    this.#refusals.delete(connection.id);
    this.#changed.fire();
  }

  async signOut(connection: Connection): Promise<void> {
    await this.#method(connection)?.signOut(connection);
    this.#refusals.delete(connection.id);
    this.#changed.fire();
  }

  async forget(connection: Connection): Promise<void> {
    await this.#method(connection)?.forget(connection);
    await this.memory?.forget(connection);
    this.#refusals.delete(connection.id);
    this.#changed.fire();
  }

  /** Told how a request ended: a refusal is remembered until one succeeds or the person signs in again. */
  recordOutcome(connection: Connection, error?: unknown): void {
    const before = this.#refusals.get(connection.id);
    if (error === undefined) {
      this.#refusals.delete(connection.id);
    } else if (error instanceof UsageReportsError && concernsSignIn(error)) {
      this.#refusals.set(connection.id, error);
    }
    if (this.#refusals.get(connection.id) !== before) {
      this.#changed.fire();
    }
  }

  #method({ kind }: Connection): SignInMethod | undefined {
    return kind === 'sample' ? undefined : this.#methods[kind];
  }
}

/** A report about people that a role for totals may not read does not mean that the connection has no permission. */
function concernsSignIn({ reason, details }: UsageReportsError): boolean {
  const refused = reason === 'forbidden' && details.problem !== 'summaryRole';
  const failed = reason === 'signInFailed' && details.problem !== 'declined' && details.problem !== 'providerSilent';
  return refused || failed || reason === 'unauthorized';
}
