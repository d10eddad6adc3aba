const MAX_CAUSES = 5;

/** Why a proxy that `fetch` was told to use let no request through. A cause of what `fetch` throws. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  /** The system's error code, if the proxy could not be reached. */
  readonly code: string | undefined;

  /**
   * @param proxy host and port, without credentials
   * @param failure the status of the proxy's answer, or the system's error code
   */
  constructor(
    readonly proxy: string,
    failure: number | string | undefined,
  ) {
    super(typeof failure === 'number' ? `The proxy answered ${failure}.` : 'The proxy could not be reached.');
    this.status = typeof failure === 'number' ? failure : undefined;
    this.code = typeof failure === 'string' ? failure : undefined;
  }

  readonly status: number | undefined;
}

/** The proxy's failure among an error and its causes, if there is one. */
export function proxyErrorIn(error: unknown): ProxyError | undefined {
  for (
    let current = error, depth = 0;
    current instanceof Error && depth < MAX_CAUSES;
    current = current.cause, depth++
  ) {
    if (current instanceof ProxyError) {
      return current;
    }
  }
  return undefined;
}
