/**
 * The parts of VS Code that signing in needs, in the shapes of VS Code's own API. The command line has no VS Code, and the tests
 * stand in for it.
 */

/** A place for small values that outlives the window, like `vscode.Memento`. */
export interface Memento {
  get<T>(key: string): T | undefined;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** Like `vscode.SecretStorage`: encrypted by the operating system. */
export interface SecretStorage {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
  readonly onDidChange: (listener: (event: { readonly key: string }) => unknown) => { dispose(): void };
}

/** An account as VS Code names it. */
export interface Account {
  readonly id: string;
  readonly label: string;
}

/** A session of one of VS Code's sign-in providers. */
export interface AuthenticationSession {
  readonly id: string;
  readonly accessToken: string;
  readonly account: Account;
  readonly scopes: readonly string[];
}

/** The options of `vscode.authentication.getSession` that are used. */
export interface GetSessionOptions {
  readonly silent?: boolean;
  readonly clearSessionPreference?: boolean;
  readonly createIfNone?: boolean | { readonly detail: string };
  readonly forceNewSession?: boolean | { readonly detail: string };
  readonly account?: Account;
}
