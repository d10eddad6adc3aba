import { Worker } from 'node:worker_threads';
import { UsageReportsError } from '../../base/errors.js';
import { fromPlainError, toPlainError } from '../../base/plainError.js';
import { abortErrorOf } from '../../base/cancellation.js';
import type { Query } from '../../shared/query/query.js';
import type { Derivation } from './derivation.js';
import type { QueryOptions, WriteJob } from './tableHandle.js';
import { outOfMemory } from './outOfMemory.js';
import {
  type Facts,
  type FromWorker,
  MAX_BATCHES_IN_FLIGHT,
  type QueryFacts,
  RESULT_OF_WORK,
  type TableFacts,
  type TableId,
  type TableMethod,
  type ToWorker,
  type Work,
} from './workerMessages.js';

/** Receives the responses to one request. */
interface PendingRequest {
  readonly table: TableId;
  resolve(value: unknown): void;
  chunk(bytes: Uint8Array): void;
  fail(error: Error): void;
}

/**
 * The host's end of the channel to a worker. When the worker ends (closed, canceled or crashed), all pending and later requests are
 * rejected, so that nobody waits forever.
 */
export class WorkerChannel {
  readonly #worker: Worker;
  readonly #pending = new Map<number, PendingRequest>();
  #lastId = 0;
  #lastTable = RESULT_OF_WORK;
  /** Tables that nobody has disposed of yet. */
  readonly #tables = new Set([RESULT_OF_WORK]);
  #ended: Error | undefined;
  #freeSlots = MAX_BATCHES_IN_FLIGHT;
  #onSlotFree: (() => void) | undefined;
  #opened: { readonly resolve: (facts: Facts) => void; readonly reject: (error: Error) => void } | undefined;
  readonly #endListeners = new Set<() => void>();

  /** Resolves with the result of the work, once all files are read. */
  readonly opened: Promise<Facts>;

  /** @param memoryMB heap limit of the worker. If absent, Node's default */
  constructor(script: URL, work: Work, memoryMB?: number) {
    this.#worker = new Worker(script, {
      workerData: work,
      transferList: 'port' in work && work.port !== undefined ? [work.port] : [],
      // Flags of the host may not be valid for a worker.
      execArgv: [],
      name: 'usage-reports',
      resourceLimits: memoryMB === undefined ? {} : { maxOldGenerationSizeMb: memoryMB },
    });
    this.opened = new Promise((resolve, reject) => {
      this.#opened = { resolve, reject };
    });
    // The caller awaits it later. A rejection before that must not count as unhandled.
    this.opened.catch(() => undefined);
    this.#worker.on('message', (message: FromWorker) => this.#receive(message));
    this.#worker.on('messageerror', (error) => this.end(lost(error)));
    this.#worker.on('error', (error) => this.end(lost(error)));
    this.#worker.on('exit', () => this.end(lost(undefined)));
  }

  /** Calls back when the channel has ended; immediately if it has ended already. */
  onEnd(listener: () => void): void {
    if (this.#ended === undefined) {
      this.#endListeners.add(listener);
    } else {
      listener();
    }
  }

  /** Stops the worker immediately and frees its memory. Only the first reason counts. */
  end(reason: Error): void {
    if (this.#ended !== undefined) {
      return;
    }
    this.#ended = reason;
    void this.#worker.terminate();
    this.#opened?.reject(reason);
    this.#onSlotFree?.();
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    pending.forEach((request) => request.fail(reason));
    this.#endListeners.forEach((listener) => listener());
  }

  /**
   * Sends the next chunks of a file, once fewer than {@link MAX_BATCHES_IN_FLIGHT} batches are unconfirmed.
   * @param chunks their buffers are transferred to the worker
   */
  async send(chunks: readonly Uint8Array<ArrayBuffer>[]): Promise<void> {
    while (this.#freeSlots === 0 && this.#ended === undefined) {
      await new Promise<void>((resolve) => (this.#onSlotFree = resolve));
    }
    this.#throwIfEnded();
    this.#freeSlots--;
    this.#post(
      { type: 'batch', chunks },
      chunks.map(({ buffer }) => buffer),
    );
  }

  sendEnd(): void {
    this.#post({ type: 'end' });
  }

  sendBroken(error: UsageReportsError): void {
    this.#post({ type: 'broken', error: toPlainError(error) });
  }

  /** @throws the signal's `AbortError`; the reason why the channel has ended; errors of the method */
  request<T>(
    method: TableMethod,
    args: readonly unknown[],
    signal?: AbortSignal,
    table: TableId = RESULT_OF_WORK,
  ): Promise<T> {
    return this.#ask<T>(table, (id) => ({ type: 'request', id, table, method, args }), signal);
  }

  /**
   * Asks a query. The answer stays in the worker until it is disposed of.
   * @throws as {@link request}
   */
  async query(
    query: Query,
    options: QueryOptions,
    signal?: AbortSignal,
    table: TableId = RESULT_OF_WORK,
  ): Promise<{ readonly answer: TableId; readonly facts: QueryFacts }> {
    const question = { type: 'query', query, options } as const;
    return this.#answer<QueryFacts>(table, (id, answer) => ({ ...question, id, table, answer }), signal);
  }

  /**
   * Makes another table of one. It stays in the worker until it is disposed of.
   * @throws as {@link request}
   */
  async derive(
    derivation: Derivation,
    signal?: AbortSignal,
    table: TableId = RESULT_OF_WORK,
  ): Promise<{ readonly answer: TableId; readonly facts: TableFacts }> {
    return this.#answer<TableFacts>(table, (id, answer) => ({ type: 'derive', derivation, id, table, answer }), signal);
  }

  /** Frees a table of the worker, and ends the worker with the last one. Requests to the table are rejected with the reason. */
  release(table: TableId, reason: Error): void {
    this.#tables.delete(table);
    if (this.#tables.size === 0) {
      this.end(reason);
      return;
    }
    for (const [id, request] of [...this.#pending].filter(([, one]) => one.table === table)) {
      this.#post({ type: 'cancel', id });
      this.#remove(id);
      request.fail(reason);
    }
    this.#post({ type: 'dispose', table });
  }

  async #answer<F extends TableFacts>(
    table: TableId,
    messageOf: (id: number, answer: TableId) => ToWorker,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly answer: TableId; readonly facts: F }> {
    const answer = ++this.#lastTable;
    try {
      const facts = await this.#ask<F>(table, (id) => messageOf(id, answer), signal);
      this.#tables.add(answer);
      return { answer, facts };
    } catch (error) {
      // Canceled while the answer was on its way.
      this.#post({ type: 'dispose', table: answer });
      throw error;
    }
  }

  async #ask<T>(table: TableId, messageOf: (id: number) => ToWorker, signal: AbortSignal | undefined): Promise<T> {
    this.#throwIfEnded();
    const id = ++this.#lastId;
    const onAbort = () => {
      this.#post({ type: 'cancel', id });
      this.#pending.get(id)?.fail(abortErrorOf(signal));
      this.#remove(id);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return await new Promise<T>((resolve, reject) => {
        this.#add(id, { table, resolve: (value) => resolve(value as T), chunk: () => undefined, fail: reject });
        this.#post(messageOf(id));
        if (signal?.aborted) {
          onAbort();
        }
      });
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  async *write(job: WriteJob, table: TableId = RESULT_OF_WORK): AsyncGenerator<Uint8Array> {
    this.#throwIfEnded();
    const id = ++this.#lastId;
    const chunks: Uint8Array[] = [];
    let state: 'writing' | 'written' | { readonly error: Error } = 'writing';
    let wake: (() => void) | undefined;
    const settle = (now: typeof state) => {
      state = now;
      wake?.();
    };
    this.#add(id, {
      table,
      resolve: () => settle('written'),
      chunk: (bytes) => {
        chunks.push(bytes);
        wake?.();
      },
      fail: (error) => settle({ error }),
    });
    this.#post({ type: 'write', id, table, job });
    // A function, because the compiler assumes that the state does not change during `await`.
    const current = () => state;
    try {
      for (;;) {
        const chunk = chunks.shift();
        const now = current();
        if (chunk !== undefined) {
          this.#post({ type: 'requestChunk', id });
          yield chunk;
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
      this.#remove(id);
    }
  }

  #receive(message: FromWorker): void {
    switch (message.type) {
      case 'received':
        this.#freeSlots++;
        this.#onSlotFree?.();
        return;
      case 'opened':
        this.#opened?.resolve(message.facts);
        this.#opened = undefined;
        this.#keepProcessAlive();
        return;
      case 'result':
        return this.#take(message.id)?.resolve(message.result);
      case 'chunk':
        return this.#pending.get(message.id)?.chunk(message.bytes);
      case 'written':
        return this.#take(message.id)?.resolve(undefined);
      case 'failed':
        return message.id === undefined
          ? this.end(fromPlainError(message.error))
          : this.#take(message.id)?.fail(fromPlainError(message.error));
    }
  }

  #add(id: number, request: PendingRequest): void {
    this.#pending.set(id, request);
    this.#keepProcessAlive();
  }

  #remove(id: number): void {
    this.#pending.delete(id);
    this.#keepProcessAlive();
  }

  #take(id: number): PendingRequest | undefined {
    const request = this.#pending.get(id);
    this.#remove(id);
    return request;
  }

  /** The process may exit while a table is open, but not while a request is pending. */
  #keepProcessAlive(): void {
    if (this.#pending.size > 0 || this.#opened !== undefined) {
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

/** The error for a worker that ended unexpectedly, nearly always for lack of memory. */
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
