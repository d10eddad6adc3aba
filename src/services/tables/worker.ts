import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { toPlainError } from '../../base/plainError.js';
import { releaseBuffers } from '../../core/table/store/releaseBuffers.js';
import type { TableHandle, WriteJob } from './tableHandle.js';
import { isAllocationFailure, outOfMemory } from './outOfMemory.js';
import {
  type Facts,
  type FromWorker,
  isWork,
  MAX_CHUNKS_IN_FLIGHT,
  type TableMethod,
  type ToWorker,
  type Work,
} from './workerMessages.js';

/** The file that this is, for whoever starts a worker with it. Only the script itself knows where it was put. */
export const script = new URL(import.meta.url);

/** What was made of the files as questions that came as messages see it: who sent them has had their types checked. */
type QuestionHandlers = Readonly<Record<TableMethod, (...args: readonly unknown[]) => Promise<unknown>>>;

type WorkerResult = Pick<TableHandle, 'write'>;

/** Takes files in and answers questions about what they hold, on a thread of its own, for as long as the thread lives. */
class FilesWorker {
  readonly #files = new IncomingFiles(() => this.#post({ type: 'took' }));
  readonly #cancels = new Map<number, AbortController>();
  readonly #credits = new Map<number, Credits>();
  #result: WorkerResult | undefined;

  constructor(private readonly port: MessagePort) {
    port.on('message', (message: ToWorker) => this.#receive(message));
  }

  async open(work: Work): Promise<void> {
    try {
      this.#post({ type: 'opened', facts: await this.#make(work) });
    } catch (error) {
      this.#post({ type: 'failed', error: toPlainError(isAllocationFailure(error) ? outOfMemory(error) : error) });
    }
  }

  /** A thread loads what its own work needs, and nothing else. */
  async #make(work: Work): Promise<Facts> {
    const { definition } = work;
    switch (work.kind) {
      case 'usageReportsTable': {
        const { decodeLocally } = await import('./localTable.js');
        const table = await decodeLocally(this.#files.next(), work.format, definition);
        this.#result = table;
        const { columns, rowCount, warnings, refreshDate } = table;
        return { columns, rowCount, warnings, refreshDate };
      }
      case 'usageReportsDifference': {
        const { compareLocally } = await import('./localDiff.js');
        const file = (format: typeof work.before) => ({ format, chunks: () => this.#files.next() });
        const opened = await compareLocally(file(work.before), file(work.after), definition);
        this.#result = opened;
        return { diff: opened.diff, tabs: opened.tabs };
      }
    }
  }

  #receive(message: ToWorker): void {
    switch (message.type) {
      case 'parcel':
        return this.#files.add(message.pieces);
      case 'end':
        return this.#files.end();
      case 'ask':
        return void this.#answer(message.id, async (result, signal) => {
          const answer = await (result as unknown as QuestionHandlers)[message.question](...message.args, signal);
          this.#post({ type: 'answer', id: message.id, answer });
        });
      case 'write':
        return void this.#answer(message.id, (result, signal) => this.#write(result, message.id, message.job, signal));
      case 'more':
        return this.#credits.get(message.id)?.add();
      case 'cancel':
        return this.#cancels.get(message.id)?.abort();
    }
  }

  async #answer(id: number, work: (result: WorkerResult, signal: AbortSignal) => Promise<void>): Promise<void> {
    const result = this.#result;
    if (result === undefined) {
      return;
    }
    const cancel = new AbortController();
    this.#cancels.set(id, cancel);
    try {
      await work(result, cancel.signal);
    } catch (error) {
      this.#post({ type: 'failed', id, error: toPlainError(error) });
    } finally {
      this.#cancels.delete(id);
    }
  }

  async #write(result: WorkerResult, id: number, job: WriteJob, signal: AbortSignal): Promise<void> {
    const credits = new Credits(MAX_CHUNKS_IN_FLIGHT);
    this.#credits.set(id, credits);
    signal.addEventListener('abort', () => credits.add());
    try {
      for await (const piece of result.write(job)) {
        await credits.take();
        if (signal.aborted) {
          return;
        }
        const bytes = ownBytes(piece);
        this.#post({ type: 'piece', id, bytes }, [bytes.buffer]);
      }
      this.#post({ type: 'written', id });
    } finally {
      this.#credits.delete(id);
    }
  }

  #post(message: FromWorker, transfer: readonly ArrayBuffer[] = []): void {
    this.port.postMessage(message, transfer);
  }
}

/** Bytes that fill their buffer, so that the buffer can be given away. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer
    ? (bytes as Uint8Array<ArrayBuffer>)
    : Uint8Array.from(bytes);
}

/** Files in the order of their coming, one reader after the other; a file's pieces likewise. */
class IncomingFiles {
  readonly #waiting: (readonly Uint8Array[] | 'end')[] = [];
  #wake: (() => void) | undefined;

  /** @param took is told of every parcel that the reader has done with */
  constructor(private readonly took: () => void) {}

  add(batch: readonly Uint8Array[]): void {
    this.#waiting.push(batch);
    this.#wake?.();
  }

  end(): void {
    this.#waiting.push('end');
    this.#wake?.();
  }

  /** The next file: to be called once the one before has been read to its end. */
  async *next(): AsyncGenerator<Uint8Array> {
    let before: Uint8Array | undefined;
    for (;;) {
      const batch = this.#waiting.shift();
      if (batch === 'end') {
        return;
      }
      if (batch === undefined) {
        await new Promise<void>((resolve) => (this.#wake = resolve));
        continue;
      }
      for (const piece of batch) {
        yield piece;
        // What the decoder keeps of a piece is its last record at most, and that until it has seen the next piece.
        if (before !== undefined) {
          releaseBuffers(before);
        }
        before = piece;
      }
      this.took();
    }
  }
}

/** So many pieces may be sent before the other side has asked for more. */
class Credits {
  #wake: (() => void) | undefined;

  constructor(private left: number) {}

  add(): void {
    this.left++;
    this.#wake?.();
  }

  async take(): Promise<void> {
    while (this.left === 0) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    this.left--;
  }
}

if (parentPort !== null && isWork(workerData)) {
  void new FilesWorker(parentPort).open(workerData);
}
