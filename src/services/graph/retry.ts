/** Why a request is asked again after a wait. */
export type WaitReason = 'throttled' | 'unavailable' | 'network';

export interface RetryPolicy {
  /** How often one request is sent at most. */
  readonly attempts: number;
  /** A service that asks for more patience than this gets none: the user is told how long it would be. */
  readonly maxWaitSeconds: number;
  /** First wait where the service does not name one; doubled for each further attempt. */
  readonly firstWaitSeconds: Readonly<Record<WaitReason, number>>;
}

/** Throttled requests wait longest, because every retry counts against the same limit. */
export const defaultRetryPolicy: RetryPolicy = {
  attempts: 4,
  maxWaitSeconds: 120,
  firstWaitSeconds: { throttled: 10, unavailable: 4, network: 1 },
};

/** Why a status is worth asking again, or `undefined` where it is not. */
export function waitReasonOf(status: number): WaitReason | undefined {
  if (status === 429) {
    return 'throttled';
  }
  return status === 502 || status === 503 || status === 504 ? 'unavailable' : undefined;
}

/**
 * How long to wait before the next attempt: what the service asked for, else exponentially growing with jitter so that windows
 * that failed together do not come back together.
 * @param attempt how often the request has been sent so far, from 1
 * @param retryAfterSeconds what the service asked for, if it did
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
  if (retryAfterSeconds !== undefined) {
    return retryAfterSeconds <= policy.maxWaitSeconds ? retryAfterSeconds : undefined;
  }
  const longest = Math.min(policy.maxWaitSeconds, policy.firstWaitSeconds[reason] * 2 ** (attempt - 1));
  return longest * (0.5 + random / 2);
}
