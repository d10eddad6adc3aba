import type { AuthenticationSession } from '../connections/host.js';

/** A session, and what it is good for. */
export interface Kept {
  readonly connectionId: string;
  readonly provider: string;
  readonly session: AuthenticationSession;
}

/**
 * The last session of each connection, in memory and for some minutes. VS Code hands out sessions through its window, which answers
 * only when it is not busy drawing: asking it before every request makes people wait for nothing.
 */
export class KeptSessions {
  /** `until` in milliseconds since the epoch. */
  readonly #kept = new Map<string, Kept & { readonly until: number }>();
  readonly #seconds: number;
  readonly #now: () => Date;
  #drops = 0;

  constructor(seconds: number, now: () => Date) {
    this.#seconds = seconds;
    this.#now = now;
  }

  /** Changes whenever something is dropped. A session that was asked for before a drop may be one of those dropped. */
  get drops(): number {
    return this.#drops;
  }

  /** @param key everything that the session depends on, so that a changed connection does not find the one of before */
  get(key: string, accountId: string): AuthenticationSession | undefined {
    const kept = this.#kept.get(key);
    return kept !== undefined && kept.until > this.#now().getTime() && kept.session.account.id === accountId ? kept.session : undefined;
  }

  /** @param drops as they were when the session was asked for */
  keep(key: string, kept: Kept, drops: number): void {
    if (drops === this.#drops) {
      this.#drop(({ connectionId }) => connectionId === kept.connectionId);
      this.#kept.set(key, { ...kept, until: this.#now().getTime() + this.#seconds * 1000 });
    }
  }

  dropToken(accessToken: string): void {
    this.#drop(({ session }) => session.accessToken === accessToken);
  }

  dropConnection(id: string): void {
    this.#drops++;
    this.#drop(({ connectionId }) => connectionId === id);
  }

  dropProvider(id: string): void {
    this.#drops++;
    this.#drop(({ provider }) => provider === id);
  }

  #drop(outdated: (kept: Kept) => boolean): void {
    for (const [key, kept] of this.#kept) {
      if (outdated(kept)) {
        this.#kept.delete(key);
      }
    }
  }
}
