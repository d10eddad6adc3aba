import type { AuthenticationSession } from '../connections/host.js';

/** A session, and what it is good for. */
export interface CachedSession {
  readonly connectionId: string;
  readonly provider: string;
  readonly session: AuthenticationSession;
}

/**
 * The last session of each connection, in memory and for some minutes. VS Code hands out sessions through its window, which answers
 * only when it is not busy drawing: asking it before every request makes people wait for nothing.
 */
export class SessionCache {
  /** `until` in milliseconds since the epoch. */
  readonly #cached = new Map<string, CachedSession & { readonly until: number }>();
  readonly #seconds: number;
  readonly #now: () => Date;
  #dropCount = 0;

  constructor(seconds: number, now: () => Date) {
    this.#seconds = seconds;
    this.#now = now;
  }

  /** Changes whenever something is dropped. A session that was asked for before a drop may be one of those dropped. */
  get dropCount(): number {
    return this.#dropCount;
  }

  /** @param key everything that the session depends on, so that a changed connection does not find the one of before */
  get(key: string, accountId: string): AuthenticationSession | undefined {
    const cached = this.#cached.get(key);
    return cached !== undefined && cached.until > this.#now().getTime() && cached.session.account.id === accountId
      ? cached.session
      : undefined;
  }

  /** @param drops as they were when the session was asked for */
  save(key: string, cached: CachedSession, dropCount: number): void {
    if (dropCount === this.#dropCount) {
      this.#drop(({ connectionId }) => connectionId === cached.connectionId);
      this.#cached.set(key, { ...cached, until: this.#now().getTime() + this.#seconds * 1000 });
    }
  }

  dropToken(accessToken: string): void {
    this.#drop(({ session }) => session.accessToken === accessToken);
  }

  dropConnection(id: string): void {
    this.#dropCount++;
    this.#drop(({ connectionId }) => connectionId === id);
  }

  dropProvider(id: string): void {
    this.#dropCount++;
    this.#drop(({ provider }) => provider === id);
  }

  #drop(outdated: (cached: CachedSession) => boolean): void {
    for (const [key, cached] of this.#cached) {
      if (outdated(cached)) {
        this.#cached.delete(key);
      }
    }
  }
}
