const windowMs = 600_000;

/** Counts the requests that reach the service, over every window of ten minutes, as the service itself does. */
export class LimitCounter {
  readonly #arrivals: { readonly at: number; readonly report: string; readonly format: 'csv' | 'json' }[] = [];
  /** The most that ever fell into one window. */
  readonly most = { csvPerFunction: 0, csvPerTenant: 0, jsonPerTenant: 0 };

  get total(): number {
    return this.#arrivals.length;
  }

  /** @param url as it reached Graph; downloads are not counted */
  arrived(url: string, now: number): void {
    const { pathname, searchParams } = new URL(url);
    const report = /\/(get\w+)/.exec(decodeURIComponent(pathname))?.[1] ?? '';
    const format = searchParams.get('$format') === 'application/json' ? 'json' : 'csv';
    this.#arrivals.push({ at: now, report, format });
    const live = this.#arrivals.filter((arrival) => arrival.at > now - windowMs && arrival.format === format);
    if (format === 'json') {
      this.most.jsonPerTenant = Math.max(this.most.jsonPerTenant, live.length);
    } else {
      this.most.csvPerTenant = Math.max(this.most.csvPerTenant, live.length);
      this.most.csvPerFunction = Math.max(
        this.most.csvPerFunction,
        live.filter((arrival) => arrival.report === report).length,
      );
    }
  }

  /** Arrivals of one function. */
  of(report: string): number {
    return this.#arrivals.filter((arrival) => arrival.report === report).length;
  }
}
