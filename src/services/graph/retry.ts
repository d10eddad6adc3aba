import { UsageReportsError } from '../../base/errors.js';

/** Why a request is retried after a wait. */
export type WaitReason = 'throttled' | 'unavailable' | 'network';

export interface RetryPolicy {
  /** How often one request is sent at most, the first attempt included. */
  readonly attempts: number;
  /** If the service asks for a longer wait, the request fails and the user sees how long it would have been. */
  readonly maxWaitSeconds: number;
  /** First wait if the service does not ask for one; doubled for each further attempt. */
  readonly firstWaitSeconds: Readonly<Record<WaitReason, number>>;
  /** Whether an internal error (500) and a missing answer are retried, too. */
  readonly isPatient?: true;
}

/** `Retry-After: 0` or a date in the past is no wait for a limit. */
const LEAST_THROTTLED_SECONDS = 1;

/** Throttled requests wait longest, because every retry counts against the same limit. */
export const defaultRetryPolicy: RetryPolicy = {
  attempts: 4,
  maxWaitSeconds: 120,
  firstWaitSeconds: { throttled: 10, unavailable: 4, network: 1 },
};

/**
 * For the pages of a report after the first one. A failure would throw away all pages before it, and the requests that they cost, so a page
 * is worth more patience: the service's limits are counted over ten minutes, and this waits that long.
 */
export const pageRetryPolicy: RetryPolicy = {
  ...defaultRetryPolicy,
  attempts: 8,
  maxWaitSeconds: 660,
  isPatient: true,
};

/** Why a response with this status is retried; `undefined` if it is not. */
export function waitReasonOf(
  status: number,
  { isPatient }: Pick<RetryPolicy, 'isPatient'> = defaultRetryPolicy,
): WaitReason | undefined {
  if (status === 429) {
    return 'throttled';
  }
  if (status === 500) {
    return isPatient === true ? 'unavailable' : undefined;
  }
  return status === 502 || status === 503 || status === 504 ? 'unavailable' : undefined;
}

/** Why a request whose body failed is sent again; `undefined` if it is not. */
export function waitReasonOfError(error: unknown): WaitReason | undefined {
  switch (error instanceof UsageReportsError ? error.reason : undefined) {
    case 'truncated':
    case 'network':
      return 'network';
    case 'throttled':
      return 'throttled';
    case 'serviceUnavailable':
      return 'unavailable';
    default:
      return undefined;
  }
}

/**
 * How long to wait before the next attempt: what the service asks for, else exponential backoff with jitter, so that windows that
 * failed at the same time do not retry at the same time. A limit that asks for no wait is not believed: attempts in a row would use it up.
 * @param attempt how often the request has been sent so far, from 1
 * @param retryAfterSeconds what the service asks for, if it does
 * @param random a number from 0 to 1
 * @returns seconds, or `undefined` to give up
 */
export function secondsToWait(
  policy: RetryPolicy,
  attempt: number,
  reason: WaitReason,
  retryAfterSeconds: number | undefined,
  random: number,
): number | undefined {
  if (attempt >= policy.attempts) {
    return undefined;
  }
  if (retryAfterSeconds !== undefined && !(reason === 'throttled' && retryAfterSeconds < LEAST_THROTTLED_SECONDS)) {
    return retryAfterSeconds <= policy.maxWaitSeconds ? retryAfterSeconds : undefined;
  }
  const longest = Math.min(policy.maxWaitSeconds, policy.firstWaitSeconds[reason] * 2 ** (attempt - 1));
  return longest * (0.5 + random / 2);
}
