/** Another view than the last one makes the last one's sorting and filtering superfluous. */
export class LatestView {
  #latest: { readonly key: string; readonly stop: AbortController } | undefined;

  /** The signal for whatever is asked about a view; the last view's is aborted where it was another one. */
  signalFor(view: unknown): AbortSignal {
    const key = JSON.stringify(view);
    if (this.#latest?.key !== key) {
      this.#latest?.stop.abort();
      this.#latest = { key, stop: new AbortController() };
    }
    return this.#latest.stop.signal;
  }
}
