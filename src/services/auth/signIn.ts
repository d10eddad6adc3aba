import type { TokenSource } from '../graph/types.js';
import { type Disposable, Emitter } from '../../base/emitter.js';
import { type AccessProblem, UsageReportsError } from '../../base/errors.js';
import type { Connection } from './connections/connection.js';
import type { ConnectionState } from './connections/connectionState.js';
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
  /** The last failed request of a connection, if the failure concerns its sign-in. */
  readonly #refusals = new Map<string, UsageReportsError>();

  /** The state of some connection may have changed. */
  readonly onDidChange = this.#changed.event;

  constructor(
    methods: SignInMethods,
    private readonly tenantIds?: TenantIdRecorder,
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

  tokens(connection: Connection, interactive: boolean): TokenSource {
    const tokens = this.#method(connection)?.tokens(connection, interactive);
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
    const refusal = this.#refusals.get(connection.id);
    if (refusal === undefined || state.kind === 'signedOut') {
      return state;
    }
    return {
      kind: refusal.reason === 'forbidden' ? 'noPermission' : 'expired',
      ...('account' in state && { account: state.account }),
      problem: refusal.details.problem,
    };
  }

  /** Asks for what is missing. The sample tenant needs no sign-in. */
  async signIn(connection: Connection, options: SignInOptions): Promise<void> {
    await this.#method(connection)?.signIn(connection, options);
    if (connection.kind === 'delegated') {
      // Another account may belong to another tenant. Its token shows the tenant now and not only with the next request.
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
    await this.tenantIds?.forget(connection);
    this.#refusals.delete(connection.id);
    this.#changed.fire();
  }

  /** Records how a request ended. A failure is remembered until a request succeeds or the user signs in again. */
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

/** Refusals of single reports: a role that does not read this one, a report for the other kind of access or one that is turned off. The connection's sign-in is all right. */
const PROBLEMS_OF_REPORTS: readonly (AccessProblem | undefined)[] = [
  'summaryRole',
  'delegatedOnly',
  'applicationOnly',
  'globalRoleMissing',
  'reportNotEnabled',
];

function concernsSignIn({ reason, details }: UsageReportsError): boolean {
  if (PROBLEMS_OF_REPORTS.includes(details.problem)) {
    return false;
  }
  const refused = reason === 'forbidden';
  const failed = reason === 'signInFailed' && details.problem !== 'declined' && details.problem !== 'providerSilent';
  return refused || failed || reason === 'unauthorized';
}
