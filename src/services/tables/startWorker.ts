import type { Disposable } from '../../base/emitter.js';
import { UsageReportsError } from '../../base/errors.js';
import { abortErrorOf, throwIfAborted, untilAborted } from '../../base/cancellation.js';
import type { SnapshotFile } from './diffHandle.js';
import { WorkerChannel } from './workerChannel.js';
import type { Facts, Work } from './workerMessages.js';

export interface WorkerOptions {
  readonly signal?: AbortSignal;
  /** Most heap that the worker may use, in megabytes; absent for what Node thinks right for this machine. */
  readonly memoryMB?: number;
}

/** Pieces of a file travel together in this size: fewer messages than a download has chunks. */
const BATCH_BYTES = 256 * 1024;

/**
 * Starts a thread for some work and hands it the files, one after the other. This thread only passes bytes on.
 *
 * @param files what the kind of work takes, in its order. Given away as their chunks come: the buffers go over to the other thread
 * @returns the line to the thread, which lives until the line is ended, and what the work has come to
 * @throws UsageReportsError as the work does, and `tableLost` where the thread ends by itself; the signal's `AbortError`; whatever
 *   iterating over a file throws
 */
export async function startWorker<F extends Facts>(
  work: Work,
  files: readonly Pick<SnapshotFile, 'chunks'>[],
  { signal, memoryMB }: WorkerOptions = {},
): Promise<{ readonly line: WorkerChannel; readonly facts: F }> {
  const { script } = await import('./worker.js');
  throwIfAborted(signal);
  const line = new WorkerChannel(script, work, memoryMB);
  const onAbort = () => line.end(abortErrorOf(signal));
  signal?.addEventListener('abort', onAbort, { once: true });
  const stop = new AbortController();
  line.onEnd(() => stop.abort());
  feed(line, files, stop.signal).catch((error: unknown) =>
    line.end(error instanceof Error ? error : new Error(String(error))),
  );
  try {
    // Each kind of work has facts of its own, and whoever starts it knows which.
    return { line, facts: (await line.opened) as F };
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

async function feed(
  line: WorkerChannel,
  files: readonly Pick<SnapshotFile, 'chunks'>[],
  stop: AbortSignal,
): Promise<void> {
  for (const file of files) {
    let batch: Uint8Array<ArrayBuffer>[] = [];
    let bytes = 0;
    for await (const chunk of untilAborted(file.chunks(), stop)) {
      batch.push(owned(chunk));
      bytes += chunk.length;
      if (bytes >= BATCH_BYTES) {
        await line.send(batch);
        batch = [];
        bytes = 0;
      }
    }
    await line.send(batch);
    line.sendEnd();
  }
}

/** A chunk with a buffer of its own goes over as it is; part of a larger buffer is copied, since the rest may be somebody else's. */
function owned(chunk: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = chunk;
  return buffer instanceof ArrayBuffer && buffer.byteLength === chunk.byteLength
    ? new Uint8Array(buffer)
    : Uint8Array.from(chunk);
}

/** What lives on a thread of its own, and ends with it. */
export abstract class WorkerHandle implements Disposable {
  constructor(protected readonly line: WorkerChannel) {
    leakedHandles.register(this, line, this);
  }

  dispose(): void {
    leakedHandles.unregister(this);
    this.line.end(closed());
  }
}

/** Whoever forgets to dispose of it does not keep its hundreds of megabytes: they go when the garbage collector comes by. */
const leakedHandles = new FinalizationRegistry<WorkerChannel>((line) => line.end(closed()));

function closed(): UsageReportsError {
  return new UsageReportsError('invalidRequest', 'The report has been closed.', { argument: 'report' });
}
