import { isCancelled } from './errors.js';

/** What an aborted operation throws, whatever the signal was aborted with, so that cancelled is never taken for failed. */
export function abortErrorOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  if (reason instanceof Error && isCancelled(reason)) {
    return reason;
  }
  const error = new Error('The operation was aborted.');
  error.name = 'AbortError';
  return error;
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) {
    throw abortErrorOf(signal);
  }
}

/** A time limit, and the error that says it has passed. */
export interface TimeLimit {
  readonly seconds: number;
  readonly error: () => Error;
}

/**
 * Waits for `work`, but no longer than the signal and the limit allow. The work itself may go on: it is the caller who stops
 * it, and whoever waits does not depend on the caller succeeding in that.
 */
export function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined, limit?: TimeLimit): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onAbort = (): void => {
      release();
      reject(abortErrorOf(signal));
    };
    const release = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
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
    if (signal?.aborted === true) {
      onAbort();
      return;
    }
    signal?.addEventListener('abort', onAbort);
    if (limit !== undefined) {
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
    await abortable(new Promise<void>((resolve) => (timer = setTimeout(resolve, seconds * 1000))), signal);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Iterates over `source` and stops waiting for it as soon as the signal is aborted, even where the source would never yield again.
 */
export async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal | undefined): AsyncGenerator<T> {
  throwIfAborted(signal);
  const iterator = source[Symbol.asyncIterator]();
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => {
      if (signal !== undefined) {
        reject(abortErrorOf(signal));
      }
    };
    signal?.addEventListener('abort', onAbort, { once: true });
  });
  // Nobody may be waiting at that moment; the next turn throws it then.
  aborted.catch(() => undefined);
  let done = false;
  try {
    for (;;) {
      const result = await Promise.race([iterator.next(), aborted]);
      if (result.done === true) {
        done = true;
        return;
      }
      yield result.value;
      throwIfAborted(signal);
    }
  } catch (error) {
    done ||= !(signal?.aborted ?? false);
    throw error;
  } finally {
    if (onAbort !== undefined) {
      signal?.removeEventListener('abort', onAbort);
    }
    if (!done) {
      // Not awaited: a source that hangs in `next` would hang in `return` as well.
      void Promise.resolve(iterator.return?.()).catch(() => undefined);
    }
  }
}
