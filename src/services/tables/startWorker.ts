import type { Disposable } from '../../base/emitter.js';
import { UsageReportsError } from '../../base/errors.js';
import { abortErrorOf, throwIfAborted, untilAborted } from '../../base/cancellation.js';
import type { Query } from '../../shared/query/query.js';
import type { Derivation } from './derivation.js';
import type { SnapshotFile } from './diffHandle.js';
import type { QueryOptions, WriteJob } from './tableHandle.js';
import { WorkerChannel } from './workerChannel.js';
import { type Facts, RESULT_OF_WORK, type TableId, type TableMethod, type Work } from './workerMessages.js';

export interface WorkerOptions {
  readonly signal?: AbortSignal;
  /** Heap limit of the worker in megabytes. If absent, Node's default. */
  readonly memoryMB?: number;
}

/** A file for a worker. */
export interface WorkFile extends Pick<SnapshotFile, 'chunks'> {
  /** Whether the work goes on without it where it cannot be read. */
  readonly mayBreak?: boolean;
}

/** Chunks are sent to the worker in batches of this size, because a download has many small ones. */
const BATCH_BYTES = 256 * 1024;

/**
 * Starts a worker and sends it the files, one after the other.
 *
 * @param files the files that the kind of work needs, in its order. The buffers of their chunks are transferred to the worker
 * @returns the channel to the worker, which runs until the channel is ended, and the result of the work
 * @throws UsageReportsError of the work, and `tableLost` if the worker ends unexpectedly; the signal's `AbortError`; errors of a file
 */
export async function startWorker<F extends Facts>(
  work: Work,
  files: readonly WorkFile[],
  { signal, memoryMB }: WorkerOptions = {},
): Promise<{ readonly channel: WorkerChannel; readonly facts: F }> {
  const { script } = await import('./worker.js');
  throwIfAborted(signal);
  const channel = new WorkerChannel(script, work, memoryMB);
  const onAbort = () => channel.end(abortErrorOf(signal));
  signal?.addEventListener('abort', onAbort, { once: true });
  const stop = new AbortController();
  channel.onEnd(() => stop.abort());
  feed(channel, files, stop.signal).catch((error: unknown) =>
    channel.end(error instanceof Error ? error : new Error(String(error))),
  );
  try {
    // The caller knows which facts its kind of work returns.
    return { channel, facts: (await channel.opened) as F };
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

async function feed(channel: WorkerChannel, files: readonly WorkFile[], stop: AbortSignal): Promise<void> {
  for (const file of files) {
    try {
      await feedFile(channel, file, stop);
    } catch (error) {
      if (file.mayBreak !== true || !(error instanceof UsageReportsError) || stop.aborted) {
        throw error;
      }
      channel.sendBroken(error);
    }
  }
}

async function feedFile(channel: WorkerChannel, file: WorkFile, stop: AbortSignal): Promise<void> {
  let batch: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const chunk of untilAborted(file.chunks(), stop)) {
    batch.push(owned(chunk));
    bytes += chunk.length;
    if (bytes >= BATCH_BYTES) {
      await channel.send(batch);
      batch = [];
      bytes = 0;
    }
  }
  await channel.send(batch);
  channel.sendEnd();
}

/** A chunk with its own buffer is transferred; part of a larger buffer is copied, because the rest may belong to others. */
function owned(chunk: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = chunk;
  return buffer instanceof ArrayBuffer && buffer.byteLength === chunk.byteLength
    ? new Uint8Array(buffer)
    : Uint8Array.from(chunk);
}

/** A table in a worker. The worker ends when the last of its tables is disposed of. */
export abstract class WorkerHandle implements Disposable {
  #isDisposed = false;
  readonly #channel: WorkerChannel;
  readonly #table: TableId;

  constructor(channel: WorkerChannel, table: TableId = RESULT_OF_WORK) {
    this.#channel = channel;
    this.#table = table;
    leakedHandles.register(this, { channel, table }, this);
  }

  dispose(): void {
    if (!this.#isDisposed) {
      this.#isDisposed = true;
      leakedHandles.unregister(this);
      this.#channel.release(this.#table, closed());
    }
  }

  protected async request<T>(method: TableMethod, args: readonly unknown[], signal?: AbortSignal): Promise<T> {
    return this.#open.request<T>(method, args, signal, this.#table);
  }

  /** @returns the channel of the answer as well, for its handle */
  protected async ask(query: Query, options: QueryOptions, signal?: AbortSignal) {
    const channel = this.#open;
    return { channel, ...(await channel.query(query, options, signal, this.#table)) };
  }

  /** @returns the channel of the table that was made as well, for its handle */
  protected async deriveTable(derivation: Derivation, signal?: AbortSignal) {
    const channel = this.#open;
    return { channel, ...(await channel.derive(derivation, signal, this.#table)) };
  }

  protected async *writeTable(job: WriteJob): AsyncGenerator<Uint8Array> {
    yield* this.#open.write(job, this.#table);
  }

  get #open(): WorkerChannel {
    if (this.#isDisposed) {
      throw closed();
    }
    return this.#channel;
  }
}

/** Frees the table of a handle that was garbage-collected without being disposed of. */
const leakedHandles = new FinalizationRegistry<{ readonly channel: WorkerChannel; readonly table: TableId }>(
  ({ channel, table }) => channel.release(table, closed()),
);

function closed(): UsageReportsError {
  return new UsageReportsError('invalidRequest', 'The report has been closed.', { argument: 'report' });
}
