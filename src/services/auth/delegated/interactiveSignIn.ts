import type { Account, AuthenticationSession, GetSessionOptions } from '../connections/vscodeApi.js';
import type { Connection } from '../connections/connection.js';
import { type AccountStore, isPersonalAccount } from './accountStore.js';
import type { DelegatedSessions, ScopedConnection } from './delegatedSessions.js';
import { createSignInError } from './signInErrors.js';

/** Prompts and their texts, in the user's language. */
export interface SignInPrompts {
  /** @returns `another` for an account that VS Code does not know yet, `undefined` if the user cancels */
  chooseAccount(connection: Connection, accounts: readonly Account[]): Promise<Account | 'another' | undefined>;
  /** Why VS Code asks the user to sign in. */
  reason(connection: Connection): string;
  /** Why VS Code asks again. */
  retryReason(connection: Connection): string;
}

export interface InteractiveSignInOptions {
  readonly signal: AbortSignal;
  /** Ask for the account even if one is known. */
  readonly chooseAccount?: boolean;
  /** The token of the known session was rejected, so the user must sign in again. */
  readonly again?: boolean;
}

/** Chooses an account, by a prompt if necessary, and lets VS Code sign in with it. */
export class InteractiveSignIn {
  constructor(
    private readonly sessions: DelegatedSessions,
    private readonly accounts: AccountStore,
    private readonly prompts: SignInPrompts,
  ) {}

  /** @throws UsageReportsError `signInFailed`; the signal's `AbortError` */
  async signIn(
    connection: ScopedConnection,
    { signal, chooseAccount = false, again = false }: InteractiveSignInOptions,
  ): Promise<AuthenticationSession> {
    const all = await this.sessions.accounts(connection, signal);
    const accounts = all.filter((account) => !isPersonalAccount(account));
    const remembered = this.accounts.get(connection.id);
    const known = typeof remembered === 'object' ? accounts.find(({ id }) => id === remembered.id) : undefined;
    const mustChoose = chooseAccount ? accounts.length > 0 : known === undefined && accounts.length > 1;
    const account = mustChoose ? await this.prompts.chooseAccount(connection, accounts) : (known ?? accounts[0]);
    if (account === undefined && mustChoose) {
      throw createSignInError('declined', 'No account was chosen.');
    }
    const reason = { detail: again ? this.prompts.retryReason(connection) : this.prompts.reason(connection) };
    return this.sessions.interactive(
      connection,
      optionsFor(account, { reason, again, hasOtherAccounts: all.length > 0 }),
    );
  }
}

function optionsFor(
  account: Account | 'another' | undefined,
  {
    reason,
    again,
    hasOtherAccounts,
  }: { readonly reason: { readonly detail: string }; readonly again: boolean; readonly hasOtherAccounts: boolean },
): GetSessionOptions {
  if (account === 'another' || (account === undefined && hasOtherAccounts)) {
    // With these two options VS Code neither uses nor suggests an account that it knows.
    return { clearSessionPreference: true, forceNewSession: reason };
  }
  const chosen = account === undefined ? {} : { account };
  return again ? { ...chosen, forceNewSession: reason } : { ...chosen, createIfNone: reason };
}
