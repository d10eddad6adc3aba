import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { toPlainError } from '../shared/plainError.js';
import { release } from '../table/release.js';
import type { OpenedTable, WriteJob } from './openedTable.js';
import { isFailedAllocation, outOfMemory } from './outOfMemory.js';
import { type FromWorker, isTableWork, piecesUnderWay, type Question, type TableWork, type ToWorker } from './workerMessages.js';

/** The file that this is, for whoever starts a worker with it. Only the script itself knows where it was put. */
export const script = __filename;

/** A table as questions that came as messages see it: who sent them has had their types checked. */
type Answering = Readonly<Record<Question, (...args: readonly unknown[]) => Promise<unknown>>>;

/** Takes one report in and answers questions about it, on a thread of its own, for as long as the thread lives. */
class TableWorker {
  readonly #pieces = new Pieces(() => this.#post({ type: 'took' }));
  readonly #cancels = new Map<number, AbortController>();
  readonly #credits = new Map<number, Credits>();
  #table: OpenedTable | undefined;

  constructor(private readonly port: MessagePort) {
    port.on('message', (message: ToWorker) => this.#receive(message));
  }

  async open({ format, definition }: TableWork): Promise<void> {
    try {
      const { decodeLocally } = await import('./localTable.js');
      this.#table = await decodeLocally(this.#pieces.all(), format, definition);
      const { columns, rowCount, warnings, refreshDate } = this.#table;
      this.#post({ type: 'opened', facts: { columns, rowCount, warnings, refreshDate } });
    } catch (error) {
      this.#post({ type: 'failed', error: toPlainError(isFailedAllocation(error) ? outOfMemory(error) : error) });
    }
  }

  #receive(message: ToWorker): void {
    switch (message.type) {
      case 'parcel':
        return this.#pieces.add(message.pieces);
      case 'end':
        return this.#pieces.end();
      case 'ask':
        return void this.#answer(message.id, async (table, signal) => {
          const answer = await (table as unknown as Answering)[message.question](...message.args, signal);
          this.#post({ type: 'answer', id: message.id, answer });
        });
      case 'write':
        return void this.#answer(message.id, (table, signal) => this.#write(table, message.id, message.job, signal));
      case 'more':
        return this.#credits.get(message.id)?.add();
      case 'cancel':
        return this.#cancels.get(message.id)?.abort();
    }
  }

  async #answer(id: number, work: (table: OpenedTable, signal: AbortSignal) => Promise<void>): Promise<void> {
    const table = this.#table;
    if (table === undefined) {
      return;
    }
    const cancel = new AbortController();
    this.#cancels.set(id, cancel);
    try {
      await work(table, cancel.signal);
    } catch (error) {
      this.#post({ type: 'failed', id, error: toPlainError(error) });
    } finally {
      this.#cancels.delete(id);
    }
  }

  async #write(table: OpenedTable, id: number, job: WriteJob, signal: AbortSignal): Promise<void> {
    const credits = new Credits(piecesUnderWay);
    this.#credits.set(id, credits);
    signal.addEventListener('abort', () => credits.add());
    try {
      for await (const piece of table.write(job)) {
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

/** The file's pieces in the order of their coming, for one reader. */
class Pieces {
  readonly #waiting: (readonly Uint8Array[])[] = [];
  #ended = false;
  #wake: (() => void) | undefined;

  /** @param took is told of every parcel that the reader has done with */
  constructor(private readonly took: () => void) {}

  add(parcel: readonly Uint8Array[]): void {
    this.#waiting.push(parcel);
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *all(): AsyncGenerator<Uint8Array> {
    let before: Uint8Array | undefined;
    for (;;) {
      const parcel = this.#waiting.shift();
      if (parcel !== undefined) {
        for (const piece of parcel) {
          yield piece;
          // What the decoder keeps of a piece is its last record at most, and that until it has seen the next piece.
          if (before !== undefined) {
            release(before);
          }
          before = piece;
        }
        this.took();
      } else if (this.#ended) {
        return;
      } else {
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
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

if (parentPort !== null && isTableWork(workerData)) {
  void new TableWorker(parentPort).open(workerData);
}
