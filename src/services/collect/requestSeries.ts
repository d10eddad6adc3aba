import type { ReportDefinition } from '../../core/catalog/definition.js';
import { type Disposable, Emitter } from '../../base/emitter.js';
import { type ErrorReason, UsageReportsError } from '../../base/errors.js';
import { MAX_EQUAL_REFUSALS, Refusals } from '../auth/refusals.js';

/** Whether all further requests would fail in the same way. */
const ENDS_SERIES: Readonly<Record<ErrorReason, boolean>> = {
  invalidRequest: false,
  signInRequired: true,
  signInFailed: true,
  unauthorized: true,
  forbidden: false,
  notFound: false,
  badRequest: false,
  throttled: false,
  serviceUnavailable: false,
  network: false,
  truncated: false,
  insecureRedirect: false,
  linkExpired: false,
  notAReport: false,
  brokenAnswer: false,
  tooLarge: false,
  storage: true,
  exportFailed: false,
  unreadableFile: false,
  tableLost: false,
};

/**
 * Requests for many reports of one connection. A failed report does not stop the others, except if all would fail in the same way: the
 * sign-in failed, the tenant refuses reports, a proxy wants a sign-in, or the archive cannot be written.
 */
export class RequestSeries {
  readonly #refusals = new Refusals();
  /** A request has ended. */
  readonly #ended = new Emitter<void>();
  #inProgress = 0;
  #failure: UsageReportsError | undefined;

  /** The failure after which all further requests would fail alike. */
  get failure(): UsageReportsError | undefined {
    return this.#failure;
  }

  /**
   * Begins a request. Waits while one in progress may show that the tenant refuses all reports.
   * @returns false if there is to be no further request; otherwise {@link end} must follow
   */
  async begin(signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted && this.#failure === undefined) {
      if (!this.#mayBeRefused) {
        this.#inProgress++;
        return true;
      }
      await nextOf(this.#ended.event, signal);
    }
    return false;
  }

  recordSuccess(): void {
    this.#refusals.recordSuccess();
  }

  recordFailure(definition: ReportDefinition, error: unknown): void {
    if (
      error instanceof UsageReportsError &&
      (ENDS_SERIES[error.reason] ||
        error.details.problem === 'proxySignIn' ||
        this.#refusals.recordFailure(definition, error))
    ) {
      this.#failure ??= error;
    }
  }

  /** Ends a request, whatever became of it. */
  end(): void {
    this.#inProgress--;
    this.#ended.fire();
  }

  get #mayBeRefused(): boolean {
    const { count } = this.#refusals;
    return this.#inProgress > 0 && count > 0 && count + this.#inProgress >= MAX_EQUAL_REFUSALS;
  }
}

/** Resolves at the next event, or when the signal is aborted. */
export function nextOf(event: (listener: () => void) => Disposable, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      subscription.dispose();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const subscription = event(end);
    signal.addEventListener('abort', end);
    if (signal.aborted) {
      end();
    }
  });
}
