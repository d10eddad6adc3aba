import type { Disposable } from '../../base/emitter.js';
import type { TokenSource } from '../graph/types.js';
import type { Connection } from './connections/connection.js';
import type { ConnectionState } from './connections/connectionState.js';

/** One way to get tokens: for a user (`delegated/`) or for an application (`appOnly/`). */
export interface SignInMethod extends Disposable {
  /** The state of any connection of this kind may have changed. */
  onDidChange(listener: () => void): Disposable;
  /** Shows no prompt. Never rejects: a connection whose state cannot be determined counts as signed out. */
  state(connection: Connection): Promise<ConnectionState>;
  /** @param permissions names of those that the token is to allow; absent for what usage reports need. An app has those that it was given. */
  tokens(connection: Connection, interactive: boolean, permissions?: readonly string[]): TokenSource;
  /**
   * Asks for what is missing: the user's sign-in, or the secret.
   * @throws UsageReportsError `signInFailed`, `network`; the signal's `AbortError`
   */
  signIn(connection: Connection, options: SignInOptions): Promise<void>;
  /** Forgets what this extension remembers of the sign-in: the account, cached tokens. */
  signOut(connection: Connection): Promise<void>;
  /** Called when the connection is removed: also deletes its secret. */
  forget(connection: Connection): Promise<void>;
}

export interface SignInOptions {
  readonly signal: AbortSignal;
  /** Ask for the account even if one is known. */
  readonly chooseAccount?: boolean;
}
