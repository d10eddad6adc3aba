import type { TokenSource } from '../graph/types.js';
import { type Disposable, Emitter } from '../../base/emitter.js';
import { isDeclined, UsageReportsError } from '../../base/errors.js';
import type { Connection } from './connections/connection.js';
import type { ConnectionState } from './connections/connectionState.js';
import type { ProvenConnections } from './connections/provenConnections.js';
import { isAboutReport, type RefusedReport, Refusals } from './refusals.js';
import type { SignInMethod, SignInOptions } from './signInMethod.js';

export interface SignInMethods {
  readonly delegated: SignInMethod;
  readonly appOnly: SignInMethod;
}

/** Remembers the tenant of each connection. */
export interface TenantIdRecorder {
  /** Called with every token of a connection before it is used. */
  recordToken(connection: Connection, token: string): void;
  forget(connection: Connection): Promise<void>;
}

/** The sample service accepts any token. It never leaves this process. */
const SAMPLE_TOKENS: TokenSource = { getToken: () => Promise.resolve('sample') };

/** Signs in every kind of connection, provides its tokens, and knows the state of its sign-in. */
export class SignIn implements Disposable {
  readonly #methods: SignInMethods;
  readonly #changed = new Emitter<void>();
  readonly #subscriptions: Disposable[];
  /** By connection: the last failure, if it concerns the sign-in or was that of a test. */
  readonly #failures = new Map<string, UsageReportsError>();
  /** By connection: the reports that were denied. A single one says nothing about the connection. */
  readonly #refusals = new Map<string, Refusals>();
  /** Connections whose last sign-in the user has closed. */
  readonly #canceled = new Set<string>();

  /** The state of some connection may have changed. */
  readonly onDidChange = this.#changed.event;

  constructor(
    methods: SignInMethods,
    private readonly tenantIds?: TenantIdRecorder,
    private readonly proven?: Pick<ProvenConnections, 'has' | 'add' | 'delete'>,
  ) {
    this.#methods = methods;
    this.#subscriptions = [methods.delegated, methods.appOnly].map((method) =>
      method.onDidChange(() => this.#changed.fire()),
    );
  }

  dispose(): void {
    for (const disposable of [...this.#subscriptions, this.#methods.delegated, this.#methods.appOnly, this.#changed]) {
      disposable.dispose();
    }
  }

  /** @param permissions see {@link SignInMethod.tokens} */
  tokens(connection: Connection, interactive: boolean, permissions?: readonly string[]): TokenSource {
    const tokens = this.#method(connection)?.tokens(connection, interactive, permissions);
    if (tokens === undefined) {
      return SAMPLE_TOKENS;
    }
    const recorded = async (pending: Promise<string>) => {
      const token = await pending;
      this.tenantIds?.recordToken(connection, token);
      return token;
    };
    const { signInAgain } = tokens;
    return {
      getToken: (options) => recorded(tokens.getToken(options)),
      signInAgain: signInAgain && ((options) => recorded(signInAgain(options))),
    };
  }

  async state(connection: Connection): Promise<ConnectionState> {
    const method = this.#method(connection);
    if (method === undefined) {
      return { kind: 'sample' };
    }
    const state = await method.state(connection);
    if (state.kind === 'signedOut') {
      return this.#canceled.has(connection.id) ? { ...state, canceled: true } : state;
    }
    const failure = this.#failures.get(connection.id);
    if (failure !== undefined) {
      return stateAfter(failure, connection, 'account' in state ? state.account : undefined);
    }
    return state.kind === 'ready' && this.proven?.has(connection) === false ? { kind: 'untested' } : state;
  }

  /** Asks for what is missing. The sample tenant needs no sign-in. */
  async signIn(connection: Connection, options: SignInOptions): Promise<void> {
    try {
      await this.#method(connection)?.signIn(connection, options);
    } catch (error) {
      this.#recordCancellation(connection, error);
      throw error;
    }
    if (connection.kind === 'delegated') {
      // Another account may belong to another tenant. Its token shows the tenant now and not only with the next request.
      await this.tokens(connection, false)
        .getToken({ signal: options.signal })
        .catch(() => undefined);
    }
    this.#forgetFailures(connection);
  }

  async signOut(connection: Connection): Promise<void> {
    await this.#method(connection)?.signOut(connection);
    this.#forgetFailures(connection);
  }

  async forget(connection: Connection): Promise<void> {
    await this.#method(connection)?.forget(connection);
    await this.tenantIds?.forget(connection);
    this.proven?.delete(connection);
    this.#forgetFailures(connection);
  }

  /** Its secret is another one: whether that works is to be seen. */
  secretChanged(connection: Connection): void {
    this.proven?.delete(connection);
    this.#forgetFailures(connection);
  }

  /**
   * Records how a request for a report ended. A failure of the sign-in is remembered until a request succeeds or the user signs in again.
   * A report that is denied says something about the connection only with others, see {@link Refusals}.
   */
  recordOutcome(connection: Connection, report: RefusedReport, error?: unknown): void {
    if (error === undefined) {
      this.#recordSuccess(connection);
      return;
    }
    this.#recordCancellation(connection, error);
    if (
      error instanceof UsageReportsError &&
      (concernsSignIn(error) || this.#refusalsOf(connection).recordFailure(report, error))
    ) {
      this.#recordFailure(connection, error);
    }
  }

  /** Records how the test of a connection ended, which is about the connection, whatever it failed for. */
  recordTest(connection: Connection, error?: unknown): void {
    if (error === undefined) {
      this.#recordSuccess(connection);
    } else if (error instanceof UsageReportsError && !isDeclined(error) && error.reason !== 'storage') {
      this.#recordFailure(connection, error);
    }
  }

  #recordSuccess(connection: Connection): void {
    const wasProven = connection.kind !== 'appOnly' || this.proven?.has(connection) !== false;
    this.#refusalsOf(connection).recordSuccess();
    if (connection.kind === 'appOnly') {
      this.proven?.add(connection);
    }
    if (this.#failures.delete(connection.id) || !wasProven) {
      this.#changed.fire();
    }
  }

  #recordFailure({ id }: Connection, error: UsageReportsError): void {
    this.#failures.set(id, error);
    this.#changed.fire();
  }

  /** Nothing has failed where the user closed the sign-in. */
  #recordCancellation({ id }: Connection, error: unknown): void {
    if (isDeclined(error) && !this.#canceled.has(id)) {
      this.#canceled.add(id);
      this.#changed.fire();
    }
  }

  #forgetFailures({ id }: Connection): void {
    this.#failures.delete(id);
    this.#refusals.delete(id);
    this.#canceled.delete(id);
    this.#changed.fire();
  }

  #refusalsOf({ id }: Connection): Refusals {
    const known = this.#refusals.get(id) ?? new Refusals();
    this.#refusals.set(id, known);
    return known;
  }

  #method({ kind }: Connection): SignInMethod | undefined {
    return kind === 'sample' ? undefined : this.#methods[kind];
  }
}

/** What a failure makes of a connection that would be signed in without it. */
function stateAfter(
  { reason, details: { problem } }: UsageReportsError,
  { kind }: Connection,
  account: string | undefined,
): ConnectionState {
  const who = account === undefined ? {} : { account };
  const why = problem === undefined ? {} : { problem };
  if (reason === 'forbidden') {
    return { kind: 'noPermission', ...who, ...why };
  }
  const isExpired = kind === 'delegated' && reason === 'unauthorized' && problem === undefined;
  return isExpired ? { kind: 'expired', ...who } : { kind: 'failed', ...who, reason, ...why };
}

/** A refusal (403) concerns the report at first. */
function concernsSignIn(error: UsageReportsError): boolean {
  const { reason, details } = error;
  const failed = reason === 'signInFailed' && !isDeclined(error) && details.problem !== 'providerSilent';
  return (failed || reason === 'unauthorized') && !isAboutReport(error);
}
