import { abortable } from './cancellation.js';

/** Work that several callers wait for. A caller that is canceled stops waiting; when none is left, the work is aborted. */
export class SharedWork<T> {
  readonly #controller = new AbortController();
  readonly #promise: Promise<T>;
  #waiting = 0;

  constructor(start: (signal: AbortSignal) => Promise<T>) {
    this.#promise = start(this.#controller.signal);
    // Callers get the error from `wait`. Without a caller it must not become an unhandled rejection.
    this.#promise.catch(() => undefined);
  }

  /** Once aborted, no caller can join. */
  get isAborted(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Calls the listener when the work is done, failed or aborted, possibly more than once. */
  onSettled(listener: () => void): void {
    this.#controller.signal.addEventListener('abort', listener, { once: true });
    this.#promise.then(listener, listener);
  }

  /** @throws the signal's `AbortError`, and whatever the work fails with */
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
