import { Worker } from 'node:worker_threads';
import { UsageReportsError } from '../../base/errors.js';
import { fromPlainError } from '../../base/plainError.js';
import { abortErrorOf } from '../../base/cancellation.js';
import type { WriteJob } from './tableHandle.js';
import { outOfMemory } from './outOfMemory.js';
import {
  type Facts,
  type FromWorker,
  MAX_BATCHES_IN_FLIGHT,
  type TableMethod,
  type ToWorker,
  type Work,
} from './workerMessages.js';

/** Takes what comes back for one question. */
interface PendingQuestion {
  answer(value: unknown): void;
  piece(bytes: Uint8Array): void;
  fail(error: Error): void;
}

/**
 * The host's end of the line to a worker. However the worker ends, closed, cancelled or crashed, every question that is open then is
 * rejected, and so is every later one: nobody waits for a thread that is gone.
 */
export class WorkerChannel {
  readonly #worker: Worker;
  readonly #asked = new Map<number, PendingQuestion>();
  #lastId = 0;
  #ended: Error | undefined;
  #freeSlots = MAX_BATCHES_IN_FLIGHT;
  #onSlotFree: (() => void) | undefined;
  #opened: { readonly resolve: (facts: Facts) => void; readonly reject: (error: Error) => void } | undefined;
  readonly #ends = new Set<() => void>();

  /** What the work has come to, once all files are read. */
  readonly opened: Promise<Facts>;

  /** @param memoryMB most heap the worker may use; absent for what Node thinks right for this machine */
  constructor(script: URL, work: Work, memoryMB?: number) {
    this.#worker = new Worker(script, {
      workerData: work,
      // The host's own flags may not be a worker's.
      execArgv: [],
      name: 'usage-reports',
      resourceLimits: memoryMB === undefined ? {} : { maxOldGenerationSizeMb: memoryMB },
    });
    this.opened = new Promise((resolve, reject) => {
      this.#opened = { resolve, reject };
    });
    // Whoever opens waits for it; an end before that must not count as unhandled.
    this.opened.catch(() => undefined);
    this.#worker.on('message', (message: FromWorker) => this.#receive(message));
    this.#worker.on('messageerror', (error) => this.end(lost(error)));
    this.#worker.on('error', (error) => this.end(lost(error)));
    this.#worker.on('exit', () => this.end(lost(undefined)));
  }

  /** Calls back when the line has ended, at once where it has already. */
  onEnd(listener: () => void): void {
    if (this.#ended === undefined) {
      this.#ends.add(listener);
    } else {
      listener();
    }
  }

  /** Stops the worker at once and gives its memory back. Only the first reason counts. */
  end(reason: Error): void {
    if (this.#ended !== undefined) {
      return;
    }
    this.#ended = reason;
    void this.#worker.terminate();
    this.#opened?.reject(reason);
    this.#onSlotFree?.();
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    asked.forEach((one) => one.fail(reason));
    this.#ends.forEach((listener) => listener());
  }

  /**
   * Hands over the next pieces of a file once there is room for them.
   * @param pieces given away: they are not this thread's any more
   */
  async send(pieces: readonly Uint8Array<ArrayBuffer>[]): Promise<void> {
    while (this.#freeSlots === 0 && this.#ended === undefined) {
      await new Promise<void>((resolve) => (this.#onSlotFree = resolve));
    }
    this.#throwIfEnded();
    this.#freeSlots--;
    this.#post(
      { type: 'parcel', pieces },
      pieces.map(({ buffer }) => buffer),
    );
  }

  sendEnd(): void {
    this.#post({ type: 'end' });
  }

  /** @throws the signal's `AbortError`; the reason why the line has ended; whatever is asked throws */
  async ask<T>(question: TableMethod, args: readonly unknown[], signal?: AbortSignal): Promise<T> {
    this.#throwIfEnded();
    const id = ++this.#lastId;
    const onAbort = () => {
      this.#post({ type: 'cancel', id });
      this.#asked.get(id)?.fail(abortErrorOf(signal));
      this.#forget(id);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return await new Promise<T>((resolve, reject) => {
        this.#remember(id, { answer: (value) => resolve(value as T), piece: () => undefined, fail: reject });
        this.#post({ type: 'ask', id, question, args });
        if (signal?.aborted) {
          onAbort();
        }
      });
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  async *write(job: WriteJob): AsyncGenerator<Uint8Array> {
    this.#throwIfEnded();
    const id = ++this.#lastId;
    const pieces: Uint8Array[] = [];
    let state: 'writing' | 'written' | { readonly error: Error } = 'writing';
    let wake: (() => void) | undefined;
    const settle = (now: typeof state) => {
      state = now;
      wake?.();
    };
    this.#remember(id, {
      answer: () => settle('written'),
      piece: (bytes) => {
        pieces.push(bytes);
        wake?.();
      },
      fail: (error) => settle({ error }),
    });
    this.#post({ type: 'write', id, job });
    // Read through a function, because the compiler does not know that it changes while this waits.
    const current = () => state;
    try {
      for (;;) {
        const piece = pieces.shift();
        const now = current();
        if (piece !== undefined) {
          this.#post({ type: 'more', id });
          yield piece;
        } else if (now === 'written') {
          return;
        } else if (now !== 'writing') {
          throw now.error;
        } else {
          await new Promise<void>((resolve) => (wake = resolve));
        }
      }
    } finally {
      if (current() === 'writing') {
        this.#post({ type: 'cancel', id });
      }
      this.#forget(id);
    }
  }

  #receive(message: FromWorker): void {
    switch (message.type) {
      case 'took':
        this.#freeSlots++;
        this.#onSlotFree?.();
        return;
      case 'opened':
        this.#opened?.resolve(message.facts);
        this.#opened = undefined;
        this.#keepProcessAlive();
        return;
      case 'answer':
        return this.#take(message.id)?.answer(message.answer);
      case 'piece':
        return this.#asked.get(message.id)?.piece(message.bytes);
      case 'written':
        return this.#take(message.id)?.answer(undefined);
      case 'failed':
        return message.id === undefined
          ? this.end(fromPlainError(message.error))
          : this.#take(message.id)?.fail(fromPlainError(message.error));
    }
  }

  #remember(id: number, asked: PendingQuestion): void {
    this.#asked.set(id, asked);
    this.#keepProcessAlive();
  }

  #forget(id: number): void {
    this.#asked.delete(id);
    this.#keepProcessAlive();
  }

  #take(id: number): PendingQuestion | undefined {
    const asked = this.#asked.get(id);
    this.#forget(id);
    return asked;
  }

  /** A process may end while a table is open, but not while somebody waits for an answer. */
  #keepProcessAlive(): void {
    if (this.#asked.size > 0 || this.#opened !== undefined) {
      this.#worker.ref();
    } else {
      this.#worker.unref();
    }
  }

  #post(message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
    if (this.#ended === undefined) {
      this.#worker.postMessage(message, transfer);
    }
  }

  #throwIfEnded(): void {
    if (this.#ended !== undefined) {
      throw this.#ended;
    }
  }
}

/** A worker that ends by itself: nearly always because the report needs more memory than there is. */
function lost(error: unknown): UsageReportsError {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return outOfMemory(error);
  }
  return new UsageReportsError(
    'tableLost',
    'The thread that held the report has ended.',
    typeof code === 'string' ? { code } : {},
    error === undefined ? {} : { cause: error },
  );
}
