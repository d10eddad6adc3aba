import type { Fetch } from '../graph/http.js';
import type { TokenSource } from '../graph/types.js';
import type { Disposable } from '../shared/emitter.js';
import { UsageReportsError } from '../shared/errors.js';
import type { Connection } from './connection.js';
import type { ConnectionSecrets } from './connectionSecrets.js';
import type { ConnectionState } from './connectionState.js';
import type { SignInMethod } from './signIn.js';

export interface AppOnlyOptions {
  readonly secrets: ConnectionSecrets;
  /** VS Code's own fetch, which knows the proxy settings. */
  readonly fetch: Fetch;
  readonly now: () => Date;
}

/** Signs a service in without a person, with a client secret or a certificate. */
export class AppOnlySignIn implements SignInMethod {
  readonly #options: AppOnlyOptions;

  constructor(options: AppOnlyOptions) {
    this.#options = options;
  }

  onDidChange(listener: () => void): Disposable {
    return this.#options.secrets.onDidChange(listener);
  }

  state(): Promise<ConnectionState> {
    return Promise.resolve({ kind: 'signedOut' });
  }

  tokens(connection: Connection): TokenSource {
    return { getToken: () => Promise.reject(new UsageReportsError('signInRequired', `No secret for ${connection.id}.`)) };
  }

  signIn(): Promise<void> {
    return Promise.resolve();
  }

  signOut(): Promise<void> {
    return Promise.resolve();
  }

  forget(): Promise<void> {
    return Promise.resolve();
  }

  dispose(): void {
    // Nothing is held yet.
  }
}
