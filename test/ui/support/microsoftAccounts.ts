import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { until } from './until.js';

export type ProviderId = 'microsoft' | 'microsoft-sovereign-cloud';

export interface Account {
  readonly id: string;
  readonly label: string;
  /** False: known, but there is no session before an interactive sign-in. */
  readonly signedIn: boolean;
  /** Default: one that names the account and the scopes. */
  readonly accessToken?: string;
  /** Default: `microsoft`. */
  readonly provider?: ProviderId;
  /** Where given, there are sessions for these directories alone, until somebody signs in to another. */
  readonly tenants?: readonly string[];
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

interface Entry {
  readonly is: string;
  /** `test` if the test wrote it, not a provider. */
  readonly by?: string;
  readonly call?: Call;
}

/** The stand-in Microsoft sign-ins of one window, driven through the journal that they read before each answer. */
export class MicrosoftAccounts {
  constructor(
    readonly file: string,
    accounts: readonly Account[],
  ) {
    writeFileSync(file, '');
    this.set(accounts);
  }

  /** Replaces all accounts, of both providers, and forgets the calls so far. */
  set(accounts: readonly Account[]): void {
    this.note({ is: 'set', accounts });
  }

  /** The next interactive sign-in fails with this message. `Cancelled` is VS Code's own word for a user who gives up. */
  failNext(message = 'Cancelled'): void {
    this.note({ is: 'failNext', message });
  }

  /** The account's sessions are gone, as after “Sign Out” in VS Code's own menu or in another window. */
  removeSessions(id: string, provider: ProviderId = 'microsoft'): void {
    this.note({ is: 'signedOut', id, provider });
  }

  /** True: no request is answered from now on. False: all open requests are answered. */
  hang(hanging = true): void {
    this.note({ is: 'hanging', hanging });
  }

  /** What was asked of the providers since `set`. */
  calls(): readonly Call[] {
    const entries = this.entries();
    const latest = entries.slice(entries.findLastIndex(({ is }) => is === 'set'));
    return latest.flatMap(({ call }) => (call === undefined ? [] : [call]));
  }

  /**
   * Resolves when a provider has been asked again since the last change made here. VS Code and the extension do that when they hear of a
   * change, and no longer use the earlier session then.
   */
  async heard(): Promise<void> {
    await until(async () => {
      const since = this.entries().slice(this.entries().findLastIndex(({ by }) => by === 'test'));
      assert.ok(
        since.some(({ is }) => is === 'looked' || is === 'called'),
        'Nobody has asked for a session again.',
      );
      return Promise.resolve();
    });
  }

  private entries(): readonly Entry[] {
    this.assertOpen();
    // The text after the last line break is still being written.
    return readFileSync(this.file, 'utf8')
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Entry);
  }

  /** Appends one line in one write: the providers append to the file at the same time, and no entry may be lost. */
  private note(entry: Entry & Readonly<Record<string, unknown>>): void {
    this.assertOpen();
    appendFileSync(this.file, `${JSON.stringify({ by: 'test', ...entry })}\n`);
  }

  private assertOpen(): void {
    if (!existsSync(this.file)) {
      throw new Error('The window of these accounts is closed.');
    }
  }
}
