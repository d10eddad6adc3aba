import type { Disposable } from '../../base/emitter.js';
import { isCancelled } from '../../base/errors.js';
import type { UserSearchEvent, UserSummary } from '../../shared/pages/userSearch.js';

export interface UserSessionOptions {
  /** Reads the archived reports again. */
  readonly search: (signal: AbortSignal, onStep: (text: string) => void) => Promise<UserSummary>;
  /** Fetches the reports with these IDs, one after the other. */
  readonly fetch: (ids: readonly string[], signal: AbortSignal, onStep: (text: string) => void) => Promise<void>;
  readonly changed: (event: UserSearchEvent) => void;
}

/** One user that somebody looks at: what was found, and what is being fetched. Nothing of it outlives the session. */
export class UserSession implements Disposable {
  readonly #options: UserSessionOptions;
  #summary: UserSummary | undefined;
  #working: AbortController | undefined;

  constructor(summary: UserSummary, options: UserSessionOptions) {
    this.#summary = summary;
    this.#options = options;
  }

  dispose(): void {
    this.#working?.abort();
    this.#working = undefined;
    this.#summary = undefined;
  }

  /** What was found; `undefined` once the session is disposed of. */
  get summary(): UserSummary | undefined {
    return this.#summary;
  }

  /** Ends the step that is under way: the fetching, or the search after it. */
  cancel(): void {
    this.#working?.abort();
  }

  /**
   * Fetches reports and searches again: what was fetched before a failure or a cancel can be read.
   * @throws the first failure, cancellations excepted
   */
  async fetch(ids: readonly string[]): Promise<void> {
    const fetching = this.#begin();
    const [fetched] = await Promise.allSettled([
      this.#options.fetch(ids, fetching.signal, (text) => this.#tellStep(fetching, text)),
    ]);
    if (this.#working !== fetching) {
      return;
    }
    const [searched] = await Promise.allSettled([this.#searchAgain()]);
    for (const outcome of [fetched, searched]) {
      if (outcome.status === 'rejected' && !isCancelled(outcome.reason)) {
        throw outcome.reason;
      }
    }
  }

  async #searchAgain(): Promise<void> {
    const searching = this.#begin();
    try {
      const summary = await this.#options.search(searching.signal, (text) => this.#tellStep(searching, text));
      searching.signal.throwIfAborted();
      this.#summary = summary;
    } finally {
      if (this.#working === searching && this.#summary !== undefined) {
        this.#working = undefined;
        this.#options.changed({ type: 'busy' });
        this.#options.changed({ type: 'user', summary: this.#summary });
      }
    }
  }

  #begin(): AbortController {
    this.#working?.abort();
    const working = new AbortController();
    this.#working = working;
    return working;
  }

  #tellStep(working: AbortController, text: string): void {
    if (this.#working === working) {
      this.#options.changed({ type: 'busy', text });
    }
  }
}
