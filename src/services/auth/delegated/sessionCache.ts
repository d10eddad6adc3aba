import type { AuthenticationSession } from '../connections/vscodeApi.js';

/** A session, and what it belongs to. */
export interface CachedSession {
  readonly connectionId: string;
  readonly provider: string;
  readonly session: AuthenticationSession;
}

/**
 * The last session of each connection, in memory for a few minutes. Getting a session from VS Code takes a round trip to its window, which
 * would delay every request.
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

  /** Increases with every drop. A session that was requested before a drop may be one of the dropped. */
  get dropCount(): number {
    return this.#dropCount;
  }

  /** @param key everything that the session depends on, so that a changed connection does not get its previous session */
  get(key: string, accountId: string): AuthenticationSession | undefined {
    const cached = this.#cached.get(key);
    return cached !== undefined && cached.until > this.#now().getTime() && cached.session.account.id === accountId
      ? cached.session
      : undefined;
  }

  /** @param dropCount {@link dropCount} when the session was requested; after a later drop the session is not cached */
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

  #drop(isDropped: (cached: CachedSession) => boolean): void {
    for (const [key, cached] of this.#cached) {
      if (isDropped(cached)) {
        this.#cached.delete(key);
      }
    }
  }
}
