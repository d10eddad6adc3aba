import * as vscode from 'vscode';
import type { TokenSource } from '../graph/types.js';
import { isCancelled, UsageReportsError } from '../shared/errors.js';
import type { Connection } from './connection.js';
import type { ConnectionState } from './connectionState.js';
import type { SignInMethod, SignInOptions } from './signIn.js';

/** VS Code's own provider for work and school accounts of the global cloud. */
const PROVIDER = 'microsoft';

/**
 * Signs a person in through VS Code's Microsoft provider. Nothing is cached here: VS Code keeps the sessions, refreshes their
 * tokens, and shows them in its Accounts menu, where they are signed out.
 */
export class DelegatedSignIn implements SignInMethod {
  /** The interactive question under way for a connection: many calls at once share one prompt. */
  readonly #prompts = new Map<string, Promise<vscode.AuthenticationSession>>();

  onDidChange(listener: () => void): vscode.Disposable {
    return vscode.authentication.onDidChangeSessions(({ provider }) => {
      if (provider.id === PROVIDER) {
        listener();
      }
    });
  }

  dispose(): void {
    this.#prompts.clear();
  }

  async state(connection: Connection): Promise<ConnectionState> {
    const session = await silentSession(connection).catch(() => undefined);
    return session === undefined ? { kind: 'signedOut' } : { kind: 'signedIn', account: session.account.label };
  }

  signOut(): Promise<void> {
    return Promise.resolve();
  }

  forget(): Promise<void> {
    return Promise.resolve();
  }

  /**
   * Asks the person to sign in, unless they are already.
   * @throws UsageReportsError `signInFailed`
   */
  async signIn(connection: Connection, { signal }: SignInOptions): Promise<void> {
    // VS Code asks even where there is a session already, unless it is found silently.
    if ((await abortable(silentSession(connection), signal)) === undefined) {
      await this.#interactiveSession(connection, signal);
    }
  }

  /**
   * Tokens for one connection. With `interactive` (only ever from a user's action) a person may be asked to sign in;
   * without it a missing session is `signInRequired`.
   */
  tokens(connection: Connection, interactive: boolean): TokenSource {
    return {
      getToken: async ({ signal, rejected }) => {
        const session = await abortable(silentSession(connection), signal);
        if (session !== undefined && session.accessToken !== rejected) {
          return session.accessToken;
        }
        if (!interactive) {
          throw rejected === undefined
            ? new UsageReportsError('signInRequired', `No session for connection ${connection.id}.`)
            : new UsageReportsError('unauthorized', 'Graph refused the token, and VS Code has no newer one.', { status: 401 });
        }
        const fresh = await this.#interactiveSession(connection, signal, rejected !== undefined);
        return fresh.accessToken;
      },
    };
  }

  async #interactiveSession(connection: Connection, signal: AbortSignal, forceNew = false): Promise<vscode.AuthenticationSession> {
    let prompt = this.#prompts.get(connection.id);
    if (prompt === undefined) {
      const options: vscode.AuthenticationGetSessionOptions = forceNew
        ? { forceNewSession: { detail: vscode.l10n.t('Microsoft Graph no longer accepts the sign-in for {0}.', connection.name) } }
        : { createIfNone: { detail: vscode.l10n.t('Usage Reports reads the usage reports of {0}.', connection.name) } };
      prompt = Promise.resolve(vscode.authentication.getSession(PROVIDER, scopesOf(connection), options)).then((session) => {
        if (session === undefined) {
          throw new UsageReportsError('signInFailed', 'The provider returned no session.');
        }
        return session;
      });
      this.#prompts.set(connection.id, prompt);
      const settled = () => this.#prompts.delete(connection.id);
      prompt.then(settled, settled);
    }
    return abortable(prompt, signal);
  }
}

/** The scope and, where set, the app registration and tenant in the notation of VS Code's Microsoft provider. */
export function scopesOf(connection: Connection): string[] {
  return [
    `${connection.graphOrigin}/Reports.Read.All`,
    ...(connection.clientId === undefined ? [] : [`VSCODE_CLIENT_ID:${connection.clientId}`]),
    ...(connection.tenantId === undefined ? [] : [`VSCODE_TENANT:${connection.tenantId}`]),
  ];
}

async function silentSession(connection: Connection): Promise<vscode.AuthenticationSession | undefined> {
  return vscode.authentication.getSession(PROVIDER, scopesOf(connection), { silent: true });
}

/** Waits for the provider no longer than the caller does, and turns its failures into ours. */
async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = withRejecter();
  const onAbort = () => reject(signal.reason as Error);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } catch (error) {
    if (signal.aborted || error instanceof UsageReportsError) {
      throw error;
    }
    // VS Code throws a plain error both for "the person said no" and for what the identity platform answered.
    const reason = isCancelled(error) || (error instanceof Error && /did not consent|cancel/i.test(error.message));
    throw new UsageReportsError('signInFailed', error instanceof Error ? error.message : String(error), reason ? { problem: 'declined' } : {}, {
      cause: error,
    });
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function withRejecter(): { promise: Promise<never>; reject: (reason: Error) => void } {
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<never>((_, rejectPromise) => (reject = rejectPromise));
  promise.catch(() => undefined);
  return { promise, reject };
}
