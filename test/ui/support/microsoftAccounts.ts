import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

export type ProviderId = 'microsoft' | 'microsoft-sovereign-cloud';

export interface Account {
  readonly id: string;
  readonly label: string;
  /** False: known, but there is no session before an interactive sign-in. */
  readonly signedIn: boolean;
  /** Instead of one made up of who and what for. */
  readonly accessToken?: string;
  /** `microsoft` unless told. */
  readonly provider?: ProviderId;
  /** Where given, the account's tokens have the shape of a JWT and hold these claims. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

export interface Call {
  readonly kind: 'get' | 'create' | 'remove';
  readonly provider: ProviderId;
  readonly scopes: readonly string[];
  readonly account?: string;
  /** Claims of a challenge, as they came. */
  readonly claims?: string;
}

interface State {
  accounts: Account[];
  failures: string[];
  generation: number;
  hanging: boolean;
  challenges: 'never' | 'silently' | 'interactively';
  calls: Call[];
}

/** The stand-in Microsoft sign-ins of one window, driven through the file that they read before each answer. */
export class MicrosoftAccounts {
  constructor(
    readonly file: string,
    accounts: readonly Account[],
  ) {
    this.set(accounts);
  }

  /** Replaces all accounts, of both providers, and forgets the calls so far. */
  set(accounts: readonly Account[]): void {
    this.write({ accounts: [...accounts], failures: [], generation: 1, hanging: false, challenges: 'never', calls: [] });
  }

  /** The next interactive sign-in fails with this message. `Cancelled` is VS Code's own word for a user who gives up. */
  failNext(message = 'Cancelled'): void {
    const state = this.read();
    this.write({ ...state, failures: [...state.failures, message] });
  }

  /** From now on sessions carry another token, as after an hour. */
  renewTokens(): void {
    const state = this.read();
    this.write({ ...state, generation: state.generation + 1 });
  }

  /** The account's sessions are gone, as after “Sign Out” in VS Code's own menu or in another window. */
  removeSessions(id: string, provider: ProviderId = 'microsoft'): void {
    const state = this.read();
    const gone = (account: Account) => account.id === id && (account.provider ?? 'microsoft') === provider;
    this.write({ ...state, accounts: state.accounts.map((account) => (gone(account) ? { ...account, signedIn: false } : account)) });
  }

  /** True: no question is answered from now on. False: all that are open are. */
  hang(hanging = true): void {
    this.write({ ...this.read(), hanging });
  }

  /** How claims that a challenge asks for can be shown from now on. */
  meetChallenges(challenges: State['challenges']): void {
    this.write({ ...this.read(), challenges });
  }

  /** What was asked of the providers since `set`. */
  calls(): readonly Call[] {
    return this.read().calls;
  }

  private read(): State {
    if (!existsSync(this.file)) {
      throw new Error('The window of these accounts is closed.');
    }
    return JSON.parse(readFileSync(this.file, 'utf8')) as State;
  }

  private write(state: State): void {
    writeFileSync(`${this.file}.test`, JSON.stringify(state));
    renameSync(`${this.file}.test`, this.file);
  }
}
