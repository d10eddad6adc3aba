/**
 * Lets everything else that waits for the event loop run once. A promise alone would not: its turn comes before any input,
 * timer or message.
 */
export function breath(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') {
      setImmediate(resolve);
    } else {
      setTimeout(resolve, 0);
    }
  });
}

/** Throws what an aborted operation throws, whatever reason the signal was given. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw abortErrorOf(signal);
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

/** What an aborted operation throws: the signal's reason where that is such an error, else an `AbortError`. */
export function abortErrorOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error && (reason.name === 'AbortError' || reason.name === 'Canceled')
    ? reason
    : new DOMException('The operation was aborted.', 'AbortError');
}
