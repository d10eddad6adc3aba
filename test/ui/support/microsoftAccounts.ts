import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

export interface Account {
  readonly id: string;
  readonly label: string;
  /** False: known, but there is no session before an interactive sign-in. */
  readonly signedIn: boolean;
  /** Instead of one made up of who and what for. */
  readonly accessToken?: string;
}

export interface Call {
  readonly kind: 'get' | 'create' | 'remove';
  readonly scopes: readonly string[];
  readonly account?: string;
}

interface State {
  accounts: Account[];
  failures: string[];
  generation: number;
  calls: Call[];
}

/** The stand-in Microsoft sign-in of one window, driven through the file that it reads before each answer. */
export class MicrosoftAccounts {
  constructor(
    readonly file: string,
    accounts: readonly Account[],
  ) {
    this.set(accounts);
  }

  /** Replaces all accounts, and forgets the calls so far. */
  set(accounts: readonly Account[]): void {
    this.write({ accounts: [...accounts], failures: [], generation: 1, calls: [] });
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

  /** What was asked of the provider since `set`. */
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
