import { access } from 'node:fs/promises';
import { abortable, throwIfAborted } from '../../../base/cancellation.js';
import type { Fetch } from '../../graph/http.js';
import { redact } from '../../../base/redact.js';
import type { TokenSource } from '../../graph/types.js';
import type { Disposable } from '../../../base/emitter.js';
import { type AccessProblem, isCancelled, UsageReportsError, messageOf } from '../../../base/errors.js';
import type { AppOnlySessions } from './appOnlySessions.js';
import type { Connection } from '../connections/connection.js';
import type { ConnectionSecrets } from '../connections/connectionSecrets.js';
import type { ConnectionState } from '../connections/connectionState.js';
import { SharedWork } from '../../../base/sharedWork.js';
import type { SignInMethod, SignInOptions } from '../signIn.js';

/**
 * Asks a person for a connection's secret: the client secret, or the passphrase of its certificate's private key.
 * @param why what was the matter with the one before
 * @param signal aborted when nobody waits for the answer any more
 * @returns `undefined` where the person does not want to
 */
export type AskSecret = (
  connection: Connection,
  why: AccessProblem | undefined,
  signal: AbortSignal,
) => Promise<string | undefined>;

export interface AppOnlyOptions {
  readonly secrets: ConnectionSecrets;
  /** VS Code's own fetch, which knows the proxy settings. */
  readonly fetch: Fetch;
  readonly now: () => Date;
  readonly askSecret: AskSecret;
  /** For an answer of the sign-in service; 30 where absent. */
  readonly timeoutSeconds?: number;
}

/** What another secret may cure. */
const SECRET_PROBLEMS: readonly (AccessProblem | undefined)[] = [
  'secretMissing',
  'wrongSecret',
  'secretExpired',
  'passphraseMissing',
];

/**
 * Signs a service in without a person, with a client secret or a certificate. Tokens are in memory only. What gets and keeps them is
 * loaded when it is first needed.
 */
export class AppOnlySignIn implements SignInMethod {
  readonly #options: AppOnlyOptions;
  #loading: Promise<AppOnlySessions> | undefined;
  /** The question under way for a connection: many calls at once share one input box. */
  readonly #questions = new Map<string, SharedWork<void>>();
  /** A secret that was refused, so that signing in asks for another one instead of trying it once more. */
  readonly #refused = new Map<string, { readonly secret: string | undefined; readonly problem: AccessProblem }>();
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
    this.#questions.forEach((question) => question.abort());
  }

  async state({ id, certificatePath }: Connection): Promise<ConnectionState> {
    try {
      const there =
        certificatePath === undefined
          ? (await this.#options.secrets.get(id)) !== undefined
          : await exists(certificatePath);
      return { kind: there ? 'ready' : 'signedOut' };
    } catch {
      return { kind: 'signedOut' };
    }
  }

  /** With `interactive`, a person is asked for a secret where none is stored; never for another one in place of a wrong one. */
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
   * Asks for the secret where none is stored or the stored one was refused; `chooseAccount` asks in any case. What is entered is
   * tried at once. Where nothing needs to be asked, no service is either.
   */
  async signIn(connection: Connection, { signal, chooseAccount = false }: SignInOptions): Promise<void> {
    const secret = await abortable(this.#options.secrets.get(connection.id), signal);
    const refused = this.#refused.get(connection.id);
    const isRefused = refused !== undefined && refused.secret === secret;
    const why = isRefused ? refused.problem : await abortable(this.#findSecretProblem(connection, secret), signal);
    if (why !== undefined || (chooseAccount && (await abortable(this.#needsSecret(connection), signal)))) {
      await this.#ask(connection, why, signal);
    }
  }

  async signOut({ id }: Connection): Promise<void> {
    this.#refused.delete(id);
    (await this.#loaded())?.end(id);
  }

  async forget(connection: Connection): Promise<void> {
    this.#questions.get(connection.id)?.abort();
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
      this.#refused.delete(connection.id);
      return token;
    } catch (error) {
      const failure = toUsageReportsError(error, secret);
      const problem = secretProblemOf(failure);
      if (problem !== undefined) {
        this.#refused.set(connection.id, { secret, problem });
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

  /** Nothing is loaded only to be told that it is over. */
  #loaded(): Promise<AppOnlySessions | undefined> | undefined {
    return this.#loading?.catch(() => undefined);
  }

  /** The secret of some connection has changed, here or in another window. */
  async #endStaleSessions(): Promise<void> {
    await (await this.#loaded())?.endStale((id) => this.#options.secrets.get(id).catch(() => undefined));
  }

  /** What a person has to be asked for, as far as that shows without asking the service. */
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
    const running = this.#questions.get(connection.id);
    const question =
      running === undefined || running.isAborted
        ? new SharedWork((wanted) => this.#askUntilAccepted(connection, why, wanted))
        : running;
    this.#questions.set(connection.id, question);
    await question.wait(signal);
  }

  /** A secret is stored once it has been taken, or could not be tried; one that is known to be wrong never is. */
  async #askUntilAccepted(
    connection: Connection,
    firstReason: AccessProblem | undefined,
    wanted: AbortSignal,
  ): Promise<void> {
    for (let why = firstReason; ;) {
      const secret = await abortable(this.#options.askSecret(connection, why, wanted), wanted);
      if (secret === undefined || secret === '') {
        throw new UsageReportsError('signInFailed', `No secret was entered for ${connection.name}.`, {
          problem: 'declined',
        });
      }
      const failure = await this.#token(connection, secret, wanted).then(
        () => undefined,
        (error: unknown) => error as Error,
      );
      throwIfAborted(wanted);
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

/** What msal itself throws says little, but must not be lost. */
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
