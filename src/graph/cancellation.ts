import { isCancelled } from '../shared/errors.js';

/** What an aborted operation throws, whatever the signal was aborted with, so that cancelled is never taken for failed. */
export function cancellation(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  if (reason instanceof Error && isCancelled(reason)) {
    return reason;
  }
  const error = new Error('The operation was cancelled.');
  error.name = 'AbortError';
  return error;
}

export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) {
    throw cancellation(signal);
  }
}

/** A time limit, and the error that says it has passed. */
export interface Limit {
  readonly seconds: number;
  readonly error: () => Error;
}

/**
 * Waits for `work`, but no longer than the signal and the limit allow. The work itself may go on: it is the caller who stops
 * it, and whoever waits does not depend on the caller succeeding in that.
 */
export function settled<T>(work: Promise<T>, signal: AbortSignal, limit?: Limit): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onAbort = (): void => {
      release();
      reject(cancellation(signal));
    };
    const release = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    work.then(
      (value) => {
        release();
        resolve(value);
      },
      (error: unknown) => {
        release();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort);
    if (limit) {
      timer = setTimeout(() => {
        release();
        reject(limit.error());
      }, limit.seconds * 1000);
    }
  });
}

/** Waits; an abort ends the wait at once and leaves no timer behind. */
export async function sleep(seconds: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await settled(new Promise<void>((resolve) => (timer = setTimeout(resolve, seconds * 1000))), signal);
  } finally {
    clearTimeout(timer);
  }
}
