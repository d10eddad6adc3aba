/** Stops sorting and filtering for a view when another one is requested. */
export class LatestView {
  #latest: { readonly key: string; readonly stop: AbortController } | undefined;

  /** The signal for work on a view. The signal of another view before is aborted. */
  signalFor(view: unknown): AbortSignal {
    const key = JSON.stringify(view);
    if (this.#latest?.key !== key) {
      this.#latest?.stop.abort();
      this.#latest = { key, stop: new AbortController() };
    }
    return this.#latest.stop.signal;
  }
}
