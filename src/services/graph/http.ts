import { UsageReportsError } from '../../base/errors.js';
import { ResponseBody, timedOut } from './responseBody.js';
import { abortable, sleep as defaultSleep, throwIfAborted } from '../../base/cancellation.js';
import { clockSkewOf } from './clockSkew.js';
import type { Exchange } from './exchange.js';
import type { Fetch } from './fetch.js';
import { toConnectionError, isRetryable, proxySignIn } from './connectionErrors.js';
import { toServiceError, requestIdOf, type FailureContext } from './serviceErrors.js';
import { defaultRetryPolicy, secondsToWait, waitReasonOf, type RetryPolicy, type WaitReason } from './retry.js';
import { parseRetryAfter } from './retryAfter.js';

/** Texts hold neither tokens nor download links. */
export interface GraphLog {
  info(text: string): void;
  warn(text: string): void;
}

export interface Timeouts {
  /** From sending a request to the headers of its response. */
  readonly headersSeconds: number;
  /** Between two chunks of a body. */
  readonly idleSeconds: number;
}

export interface HttpOptions {
  readonly fetch: Fetch;
  /** What answers instead of a host on the network, as logs and errors name it. */
  readonly source?: string;
  /** May ignore the signal: an abort ends the wait in any case. */
  readonly sleep?: (seconds: number, signal: AbortSignal) => Promise<void>;
  /** A number from 0 to 1. */
  readonly random?: () => number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  readonly log?: GraphLog;
  readonly timeouts?: Timeouts;
  readonly retryPolicy?: RetryPolicy;
  /** Awaited before each attempt, so that limits can be observed. This time does not count as the service's. */
  readonly admit?: (request: HttpRequest) => Promise<void>;
}

/** One request to one host. */
export interface HttpRequest {
  readonly url: URL | string;
  readonly headers: Readonly<Record<string, string>>;
  /** Name for the log. */
  readonly label: string;
  readonly signal: AbortSignal;
  readonly onWait?: (seconds: number, reason: WaitReason) => void;
  /** The default is that of the options. */
  readonly retryPolicy?: RetryPolicy;
}

/** What identity platforms tolerate. Beyond that, they consider valid tokens expired or not yet valid. */
const MAX_TOLERATED_SKEW_SECONDS = 300;

/** Sends requests, and retries after temporary problems: throttling, a busy service, a lost connection. */
export class Http {
  readonly #fetch: Fetch;
  readonly #source: string | undefined;
  readonly #sleep: (seconds: number, signal: AbortSignal) => Promise<void>;
  readonly #random: () => number;
  readonly #now: () => number;
  readonly #log: GraphLog | undefined;
  readonly #timeouts: Timeouts;
  readonly #policy: RetryPolicy;
  readonly #admit: HttpOptions['admit'];

  constructor(options: HttpOptions) {
    this.#fetch = options.fetch;
    this.#source = options.source;
    this.#sleep = options.sleep ?? defaultSleep;
    this.#random = options.random ?? (() => Math.random());
    this.#now = options.now ?? (() => Date.now());
    this.#log = options.log;
    this.#timeouts = options.timeouts ?? { headersSeconds: 100, idleSeconds: 60 };
    this.#policy = options.retryPolicy ?? defaultRetryPolicy;
    this.#admit = options.admit;
  }

  /**
   * Returns the response, whatever its status. Statuses that ask to retry later are retried as long as the policy allows.
   * @throws UsageReportsError `network`, `throttled` or `serviceUnavailable`
   */
  async send(request: HttpRequest): Promise<Exchange> {
    for (let attempt = 1; ; attempt++) {
      await this.#admit?.(request);
      const outcome = await this.#attempt(request);
      if (outcome instanceof UsageReportsError) {
        await this.waitOrThrow(request, attempt, 'network', undefined, () => outcome);
        continue;
      }
      const reason = waitReasonOf(outcome.response.status, request.retryPolicy);
      if (!reason) {
        return outcome;
      }
      const retryAfterSeconds = parseRetryAfter(outcome.response.headers.get('retry-after'), this.#now());
      await this.waitOrThrow(request, attempt, reason, retryAfterSeconds, () =>
        this.failure(outcome, { retryAfterSeconds }),
      );
      outcome.body.discard();
    }
  }

  /** Converts a response into an error. The request ID is logged, because support cases need it. */
  async failure(exchange: Exchange, context?: FailureContext): Promise<UsageReportsError> {
    const error = await toServiceError(exchange, context);
    const { problem, requestId } = error.details;
    this.#log?.warn(
      [
        `${exchange.label}: ${error.reason}${problem === undefined ? '' : ` (${problem})`}: ${error.message}`,
        ...(requestId === undefined ? [] : [`request-id ${requestId}`]),
      ].join(' '),
    );
    return error;
  }

  /** Waits before another attempt. Throws the failure if the policy gives up. */
  async waitOrThrow(
    { label, signal, onWait, retryPolicy = this.#policy }: Omit<HttpRequest, 'url' | 'headers'>,
    attempt: number,
    reason: WaitReason,
    retryAfterSeconds: number | undefined,
    failure: () => UsageReportsError | Promise<UsageReportsError>,
  ): Promise<void> {
    const seconds = secondsToWait(retryPolicy, attempt, reason, retryAfterSeconds, this.#random());
    if (seconds === undefined) {
      throw await failure();
    }
    this.#log?.info(`${label}: ${reason}, asking again in ${seconds.toFixed(1)} s`);
    onWait?.(seconds, reason);
    await this.pause(seconds, signal);
  }

  async pause(seconds: number, signal: AbortSignal): Promise<void> {
    await abortable(this.#sleep(seconds, signal), signal);
  }

  /** A lost connection is returned, not thrown, because it is worth another attempt. */
  async #attempt({ url, headers, label, signal, retryPolicy }: HttpRequest): Promise<Exchange | UsageReportsError> {
    throwIfAborted(signal);
    const started = this.#now();
    const host = this.#source ?? new URL(url).hostname;
    const timeoutController = new AbortController();
    try {
      const response = await abortable(
        this.#fetch(String(url), {
          method: 'GET',
          headers,
          redirect: 'manual',
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
          signal: AbortSignal.any([signal, timeoutController.signal]),
        }),
        signal,
        { seconds: this.#timeouts.headersSeconds, error: () => timedOut(host) },
      );
      const id = requestIdOf(response);
      const milliseconds = Math.round(this.#now() - started);
      this.#log?.info(
        `${label}: ${host} answered ${response.status} in ${milliseconds} ms${id === undefined ? '' : `, request-id ${id}`}`,
      );
      const body = new ResponseBody(response, { signal, host, idleSeconds: this.#timeouts.idleSeconds });
      if (response.status === 407) {
        body.discard();
        throw proxySignIn(host);
      }
      const clockSkewSeconds = clockSkewOf(response.headers.get('date'), this.#now(), MAX_TOLERATED_SKEW_SECONDS);
      return { response, host, label, body, clockSkewSeconds };
    } catch (error) {
      timeoutController.abort();
      // Checked by the signal and not by the error, because runtimes reject an aborted fetch with different errors.
      throwIfAborted(signal);
      if (error instanceof UsageReportsError) {
        this.#log?.warn(`${label}: ${error.message}`);
        if (error.details.code === 'timeout' && retryPolicy?.isPatient === true) {
          return error;
        }
        throw error;
      }
      return this.#lost(error, host, label);
    }
  }

  #lost(error: unknown, host: string, label: string): UsageReportsError {
    const failure = toConnectionError(error, host);
    const { cause, message, details } = failure;
    this.#log?.warn(
      `${label}: ${message}${cause instanceof Error && details.code === undefined ? ` ${cause.message}` : ''}`,
    );
    if (!isRetryable(failure)) {
      throw failure;
    }
    return failure;
  }
}
