import { abortErrorOf, throwIfAborted } from '../table/breath.js';

/** Work that several wait for: it goes on as long as one of them does. */
export class SharedWork<T> {
  readonly #stop = new AbortController();
  readonly #result: Promise<T>;
  #waiting = 0;

  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.#result = work(this.#stop.signal);
    this.#result.catch(() => undefined);
  }

  /** Calls back when it is done, has failed, or nobody waits any more. */
  whenOver(listener: () => void): void {
    this.#stop.signal.addEventListener('abort', listener, { once: true });
    this.#result.then(listener, listener);
  }

  /** @throws the signal's `AbortError`, at once; whatever the work throws */
  async join(signal: AbortSignal | undefined): Promise<T> {
    throwIfAborted(signal);
    let onAbort: (() => void) | undefined;
    const left = new Promise<never>((_, reject) => {
      onAbort = () => reject(abortErrorOf(signal));
      signal?.addEventListener('abort', onAbort, { once: true });
    });
    this.#waiting++;
    try {
      return await Promise.race([this.#result, left]);
    } finally {
      if (onAbort !== undefined) {
        signal?.removeEventListener('abort', onAbort);
      }
      if (--this.#waiting === 0) {
        this.#stop.abort();
      }
    }
  }
}
