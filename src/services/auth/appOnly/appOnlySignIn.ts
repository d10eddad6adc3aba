import { access } from 'node:fs/promises';
import { abortable, throwIfAborted } from '../../../base/cancellation.js';
import type { Fetch } from '../../graph/fetch.js';
import { redact } from '../../../base/redact.js';
import type { TokenSource } from '../../graph/types.js';
import type { Disposable } from '../../../base/emitter.js';
import { type AccessProblem, isCancelled, UsageReportsError, messageOf } from '../../../base/errors.js';
import type { AppOnlySessions } from './appOnlySessions.js';
import type { Connection } from '../connections/connection.js';
import type { ConnectionSecrets } from '../connections/connectionSecrets.js';
import type { ConnectionState } from '../connections/connectionState.js';
import { SharedWork } from '../../../base/sharedWork.js';
import type { SignInMethod, SignInOptions } from '../signInMethod.js';

/**
 * Asks the user for a connection's secret: the client secret, or the passphrase of its certificate's private key.
 * @param why the problem with the previous secret
 * @param signal aborted when nobody waits for the secret any more
 * @returns `undefined` if the user cancels
 */
export type AskSecret = (
  connection: Connection,
  why: AccessProblem | undefined,
  signal: AbortSignal,
) => Promise<string | undefined>;

export interface AppOnlyOptions {
  readonly secrets: ConnectionSecrets;
  /** In VS Code, its own fetch, which knows the proxy settings. */
  readonly fetch: Fetch;
  readonly now: () => Date;
  readonly askSecret: AskSecret;
  /** Timeout of a token request. The default is 30. */
  readonly timeoutSeconds?: number;
}

/** Problems that another secret may solve. */
const SECRET_PROBLEMS: readonly (AccessProblem | undefined)[] = [
  'secretMissing',
  'wrongSecret',
  'secretExpired',
  'passphraseMissing',
];

/**
 * Signs in an application without a user, with a client secret or a certificate. Tokens are in memory only. The script that gets them
 * is loaded when it is first needed.
 */
export class AppOnlySignIn implements SignInMethod {
  readonly #options: AppOnlyOptions;
  #loading: Promise<AppOnlySessions> | undefined;
  /** The open prompt of a connection. Concurrent calls share one input box. */
  readonly #prompts = new Map<string, SharedWork<void>>();
  /** A rejected secret, so that signing in asks for another one and does not try it again. */
  readonly #rejected = new Map<string, { readonly secret: string | undefined; readonly problem: AccessProblem }>();
  readonly #subscription: Disposable;

  constructor(options: AppOnlyOptions) {
    this.#options = options;
    this.#subscription = options.secrets.onDidChange(() => void this.#endStaleSessions());
  }

  onDidChange(listener: () => void): Disposable {
    return this.#options.secrets.onDidChange(listener);
  }

  dispose(): void {
    this.#subscription.dispose();
    void this.#loaded()?.then((sessions) => sessions?.endAll());
    this.#prompts.forEach((prompt) => prompt.abort());
  }

  async state({ id, certificatePath }: Connection): Promise<ConnectionState> {
    try {
      const isPresent =
        certificatePath === undefined
          ? (await this.#options.secrets.get(id)) !== undefined
          : await exists(certificatePath);
      return { kind: isPresent ? 'ready' : 'signedOut' };
    } catch {
      return { kind: 'signedOut' };
    }
  }

  /** With `interactive`, the user is asked for a missing secret, but never for another one in place of a wrong one. */
  tokens(connection: Connection, interactive: boolean): TokenSource {
    return {
      getToken: async ({ signal, rejected }) => {
        try {
          return await this.#tokenForStoredSecret(connection, signal, rejected);
        } catch (error) {
          if (!interactive || !(error instanceof UsageReportsError) || error.reason !== 'signInRequired') {
            throw error;
          }
          await this.#ask(connection, error.details.problem, signal);
          return this.#tokenForStoredSecret(connection, signal, rejected);
        }
      },
    };
  }

  /**
   * Asks for the secret if none is stored or the stored one was rejected; with `chooseAccount` in any case. The new secret is tried
   * at once. If nothing is missing, no request is sent.
   */
  async signIn(connection: Connection, { signal, chooseAccount = false }: SignInOptions): Promise<void> {
    const secret = await abortable(this.#options.secrets.get(connection.id), signal);
    const rejected = this.#rejected.get(connection.id);
    const isRejected = rejected !== undefined && rejected.secret === secret;
    const why = isRejected ? rejected.problem : await abortable(this.#findSecretProblem(connection, secret), signal);
    if (why !== undefined || (chooseAccount && (await abortable(this.#needsSecret(connection), signal)))) {
      await this.#ask(connection, why, signal);
    }
  }

  async signOut({ id }: Connection): Promise<void> {
    this.#rejected.delete(id);
    (await this.#loaded())?.end(id);
  }

  async forget(connection: Connection): Promise<void> {
    this.#prompts.get(connection.id)?.abort();
    await this.signOut(connection);
    await this.#options.secrets.delete(connection.id);
  }

  async #tokenForStoredSecret(connection: Connection, signal: AbortSignal, rejected?: string): Promise<string> {
    const secret = await abortable(this.#options.secrets.get(connection.id), signal);
    return this.#token(connection, secret, signal, rejected);
  }

  /** @throws UsageReportsError, or the signal's `AbortError` */
  async #token(
    connection: Connection,
    secret: string | undefined,
    signal: AbortSignal,
    rejected?: string,
  ): Promise<string> {
    try {
      const sessions = await abortable(this.#sessions(), signal);
      const token = await sessions.token(connection, secret, signal, rejected);
      this.#rejected.delete(connection.id);
      return token;
    } catch (error) {
      const failure = toUsageReportsError(error, secret);
      const problem = secretProblemOf(failure);
      if (problem !== undefined) {
        this.#rejected.set(connection.id, { secret, problem });
      }
      throw failure;
    }
  }

  #sessions(): Promise<AppOnlySessions> {
    const { fetch, now, timeoutSeconds = 30 } = this.#options;
    this.#loading ??= import('./appOnlySessions.js').then(({ createAppOnlySessions }) =>
      createAppOnlySessions({ fetch, now, timeoutSeconds }),
    );
    return this.#loading;
  }

  /** The sessions, if they are loaded: they are not loaded just to be ended. */
  #loaded(): Promise<AppOnlySessions | undefined> | undefined {
    return this.#loading?.catch(() => undefined);
  }

  /** Called when the secret of any connection changes, in this window or another. */
  async #endStaleSessions(): Promise<void> {
    await (await this.#loaded())?.endStale((id) => this.#options.secrets.get(id).catch(() => undefined));
  }

  /** What the user must enter, as far as it can be determined without a request. */
  async #findSecretProblem(connection: Connection, secret: string | undefined): Promise<AccessProblem | undefined> {
    try {
      await (await this.#sessions()).check(connection, secret);
      return undefined;
    } catch (error) {
      const failure = toUsageReportsError(error, secret);
      const problem = secretProblemOf(failure);
      if (problem === undefined) {
        throw failure;
      }
      return problem;
    }
  }

  async #needsSecret(connection: Connection): Promise<boolean> {
    return (await this.#sessions()).needsSecret(connection);
  }

  async #ask(connection: Connection, why: AccessProblem | undefined, signal: AbortSignal): Promise<void> {
    const running = this.#prompts.get(connection.id);
    const prompt =
      running === undefined || running.isAborted
        ? new SharedWork((signal) => this.#askUntilAccepted(connection, why, signal))
        : running;
    this.#prompts.set(connection.id, prompt);
    await prompt.wait(signal);
  }

  /** A secret is stored if the service accepts it, or if it could not be tried. A wrong secret is never stored. */
  async #askUntilAccepted(
    connection: Connection,
    firstReason: AccessProblem | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    for (let why = firstReason; ;) {
      const secret = await abortable(this.#options.askSecret(connection, why, signal), signal);
      if (secret === undefined || secret === '') {
        throw new UsageReportsError('signInFailed', `No secret was entered for ${connection.name}.`, {
          problem: 'declined',
        });
      }
      const failure = await this.#token(connection, secret, signal).then(
        () => undefined,
        (error: unknown) => error as Error,
      );
      throwIfAborted(signal);
      why = secretProblemOf(failure);
      if (why === undefined) {
        await this.#options.secrets.store(connection.id, secret);
        if (failure !== undefined) {
          throw failure;
        }
        return;
      }
    }
  }
}

function secretProblemOf(failure: unknown): AccessProblem | undefined {
  const problem = failure instanceof UsageReportsError ? failure.details.problem : undefined;
  return SECRET_PROBLEMS.includes(problem) ? problem : undefined;
}

/** Converts an error of msal. Its message must not contain the secret. */
function toUsageReportsError(error: unknown, secret: string | undefined): Error {
  if (error instanceof UsageReportsError || (error instanceof Error && isCancelled(error))) {
    return error;
  }
  const message = messageOf(error);
  return new UsageReportsError(
    'signInFailed',
    redact(secret === undefined ? message : message.replaceAll(secret, '…')),
  );
}

async function exists(path: string): Promise<boolean> {
  await access(path);
  return true;
}
