import { SharedWork } from '../../base/sharedWork.js';

/** Keeps the last answer to a kind of question. Whoever asks the same while it is being worked out waits for the same work. */
export class LastAnswer<T> {
  #last: { readonly key: string; readonly answer: T } | undefined;
  readonly #pending = new Map<string, SharedWork<T>>();
  #isClosed = false;

  /** @throws the signal's `AbortError`, and whatever the work fails with */
  async get(key: string, work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.#last?.key === key) {
      return this.#last.answer;
    }
    let pending = this.#pending.get(key);
    if (pending === undefined) {
      pending = new SharedWork(work);
      this.#pending.set(key, pending);
      pending.onSettled(() => this.#pending.delete(key));
    }
    const answer = await pending.wait(signal);
    this.#last = this.#isClosed ? undefined : { key, answer };
    return answer;
  }

  /** Forgets the last answer, and keeps none from now on. */
  close(): void {
    this.#isClosed = true;
    this.#last = undefined;
  }
}
