import { isCancelled } from './errors.js';

/** The error of an aborted operation. It is always a cancellation, whatever reason the signal has, so that canceled is never taken for failed. */
export function abortErrorOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  if (reason instanceof Error && isCancelled(reason)) {
    return reason;
  }
  const error = new Error('The operation was aborted.');
  error.name = 'AbortError';
  return error;
}

/** Unlike the signal's own `throwIfAborted`, always throws a cancellation. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) {
    throw abortErrorOf(signal);
  }
}

/** A time limit, and the error to throw when it has passed. */
export interface TimeLimit {
  readonly seconds: number;
  readonly error: () => Error;
}

/**
 * Waits for `work` until the signal is aborted or the limit has passed. The work itself is not stopped.
 *
 * @throws the signal's `AbortError`, the limit's error, or what the work fails with
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

/** @throws the signal's `AbortError` as soon as it is aborted; the timer is cleared */
export async function sleep(seconds: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await abortable(new Promise<void>((resolve) => (timer = setTimeout(resolve, seconds * 1000))), signal);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Iterates over `source` until the signal is aborted, even if the source never yields again.
 *
 * @throws the signal's `AbortError`, and whatever the source throws
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
  // The abort may come while nobody waits; the next iteration throws it then.
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
      // Not awaited: a source that hangs in `next` also hangs in `return`.
      void Promise.resolve(iterator.return?.()).catch(() => undefined);
    }
  }
}
