import { abortable } from './cancellation.js';

/** One piece of work that many wait for. One of them leaving ends that one's wait; when the last has left, the work is aborted. */
export class SharedWork<T> {
  readonly #controller = new AbortController();
  readonly #promise: Promise<T>;
  #waiting = 0;

  constructor(start: (signal: AbortSignal) => Promise<T>) {
    this.#promise = start(this.#controller.signal);
    // Whoever waits hears of it; where nobody waits any more, nobody needs to.
    this.#promise.catch(() => undefined);
  }

  /** Nobody can join any more. */
  get isAborted(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Calls back when it is done, has failed, or nobody waits any more; more than once, perhaps. */
  onSettled(listener: () => void): void {
    this.#controller.signal.addEventListener('abort', listener, { once: true });
    this.#promise.then(listener, listener);
  }

  /** @throws the signal's `AbortError`, or whatever the work fails with */
  async wait(signal: AbortSignal | undefined): Promise<T> {
    this.#waiting++;
    try {
      return await abortable(this.#promise, signal);
    } finally {
      if (--this.#waiting === 0) {
        this.abort();
      }
    }
  }

  abort(): void {
    this.#controller.abort();
  }
}
