/**
 * The parts of VS Code's API that connections and sign-in need. The command line runs without VS Code, and tests replace it.
 */

/** Persistent storage for small values, like `vscode.Memento`. */
export interface Memento {
  get<T>(key: string): T | undefined;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** Like `vscode.SecretStorage`, which the operating system encrypts. */
export interface SecretStorage {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
  readonly onDidChange: (listener: (event: { readonly key: string }) => unknown) => { dispose(): void };
}

/** Like `vscode.AuthenticationSessionAccountInformation`. */
export interface Account {
  readonly id: string;
  readonly label: string;
}

/** Like `vscode.AuthenticationSession`. */
export interface AuthenticationSession {
  readonly id: string;
  readonly accessToken: string;
  readonly account: Account;
  readonly scopes: readonly string[];
}

/** The used options of `vscode.authentication.getSession`. */
export interface GetSessionOptions {
  readonly silent?: boolean;
  readonly clearSessionPreference?: boolean;
  readonly createIfNone?: boolean | { readonly detail: string };
  readonly forceNewSession?: boolean | { readonly detail: string };
  readonly account?: Account;
}
