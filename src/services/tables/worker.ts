import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { fromPlainError, toPlainError } from '../../base/plainError.js';
import { IncomingFiles } from './incomingFiles.js';
import type { TableHandle, WriteJob } from './tableHandle.js';
import { isAllocationFailure, outOfMemory } from './outOfMemory.js';
import {
  type Facts,
  type FromWorker,
  isWork,
  MAX_CHUNKS_IN_FLIGHT,
  type QueryFacts,
  RESULT_OF_WORK,
  type TableFacts,
  type TableId,
  type TableMethod,
  type ToWorker,
  type Work,
} from './workerMessages.js';

/** Path of this script, for starting a worker with it. */
export const script = new URL(import.meta.url);

/** The result, as requests from messages see it. The sender has checked the types. */
type RequestHandlers = Readonly<Record<TableMethod, (...args: readonly unknown[]) => Promise<unknown>>>;

type WorkerResult = Pick<TableHandle, 'write' | 'dispose'> & Partial<Pick<TableHandle, 'query' | 'derive'>>;

/** Reads files, and then handles requests about their content for as long as the worker runs. */
class FilesWorker {
  readonly #files = new IncomingFiles(() => this.#post({ type: 'received' }));
  readonly #cancels = new Map<number, AbortController>();
  readonly #credits = new Map<number, Credits>();
  readonly #tables = new Map<TableId, WorkerResult>();

  constructor(private readonly port: MessagePort) {
    port.on('message', (message: ToWorker) => this.#receive(message));
  }

  async open(work: Work): Promise<void> {
    try {
      const facts = await this.#make(work);
      this.#post({ type: 'opened', facts }, buffersIn(facts));
    } catch (error) {
      this.#post({ type: 'failed', error: toPlainError(isAllocationFailure(error) ? outOfMemory(error) : error) });
    }
  }

  /** Loads only the code that the kind of work needs. */
  async #make(work: Work): Promise<Facts> {
    switch (work.kind) {
      case 'usageReportsTable': {
        const { decodeLocally } = await import('./decodeLocally.js');
        const table = await decodeLocally(this.#files.next(), work.format, work.definition, work);
        this.#tables.set(RESULT_OF_WORK, table);
        return factsOf(table);
      }
      case 'usageReportsDiff': {
        const { compareLocally } = await import('./localDiff.js');
        const file = (format: typeof work.before) => ({ format, chunks: () => this.#files.next() });
        const opened = await compareLocally(file(work.before), file(work.after), work.definition);
        this.#tables.set(RESULT_OF_WORK, opened);
        return { diff: opened.diff, tabs: opened.tabs };
      }
      case 'usageReportsUsers': {
        const { joinUsersLocally } = await import('./localUsers.js');
        const { table, facts } = await joinUsersLocally(this.#filesOf(work.reports), work, work.port);
        this.#tables.set(RESULT_OF_WORK, table);
        return { ...factsOf(table), users: facts };
      }
      case 'usageReportsUserFiles': {
        const { readUsers } = await import('./localUsers.js');
        return readUsers(this.#filesOf(work.reports), work.port);
      }
      case 'usageReportsStorage': {
        const { joinStorageLocally } = await import('./localStorage.js');
        const { table, facts } = await joinStorageLocally(this.#filesOf(work.files), work);
        this.#tables.set(RESULT_OF_WORK, table);
        return { ...factsOf(table), storage: facts };
      }
      case 'usageReportsDirectory': {
        const { readDirectory } = await import('./localDirectory.js');
        return readDirectory(this.#filesOf(work.files), work.days);
      }
    }
  }

  /** The files that come next, in this order. */
  #filesOf<F>(all: readonly F[]): { readonly facts: F; chunks(): AsyncIterable<Uint8Array> }[] {
    return all.map((facts) => ({ facts, chunks: () => this.#files.next() }));
  }

  #receive(message: ToWorker): void {
    switch (message.type) {
      case 'batch':
        return this.#files.add(message.chunks);
      case 'end':
        return this.#files.end();
      case 'broken':
        return this.#files.end(fromPlainError(message.error));
      case 'request':
        return void this.#handle(message, async (result, signal) => {
          const value = await (result as unknown as RequestHandlers)[message.method](...message.args, signal);
          this.#post({ type: 'result', id: message.id, result: value });
        });
      case 'query':
        return void this.#handle(message, (table, signal) => this.#query(table, message, signal));
      case 'derive':
        return void this.#handle(message, (table, signal) => this.#derive(table, message, signal));
      case 'dispose':
        this.#tables.get(message.table)?.dispose();
        this.#tables.delete(message.table);
        return;
      case 'write':
        return void this.#handle(message, (result, signal) => this.#write(result, message.id, message.job, signal));
      case 'requestChunk':
        return this.#credits.get(message.id)?.add();
      case 'cancel':
        return this.#cancels.get(message.id)?.abort();
    }
  }

  async #handle(
    { id, table }: { readonly id: number; readonly table: TableId },
    work: (result: WorkerResult, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const result = this.#tables.get(table);
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

  async #query(
    asked: WorkerResult,
    { id, answer, query, options }: Extract<ToWorker, { type: 'query' }>,
    signal: AbortSignal,
  ): Promise<void> {
    const table = await asked.query?.(query, options, signal);
    if (table !== undefined) {
      const facts: QueryFacts = { ...factsOf(table), provenance: table.provenance };
      this.#answer({ id, answer }, table, facts, signal);
    }
  }

  async #derive(
    from: WorkerResult,
    { id, answer, derivation }: Extract<ToWorker, { type: 'derive' }>,
    signal: AbortSignal,
  ): Promise<void> {
    const table = await from.derive?.(derivation, signal);
    if (table !== undefined) {
      this.#answer({ id, answer }, table, factsOf(table), signal);
    }
  }

  #answer(
    { id, answer }: { readonly id: number; readonly answer: TableId },
    table: WorkerResult,
    facts: TableFacts,
    signal: AbortSignal,
  ): void {
    // Nobody disposes of the answer to a question that was canceled.
    if (!signal.aborted) {
      this.#tables.set(answer, table);
      this.#post({ type: 'result', id, result: facts });
    }
  }

  async #write(result: WorkerResult, id: number, job: WriteJob, signal: AbortSignal): Promise<void> {
    const credits = new Credits(MAX_CHUNKS_IN_FLIGHT);
    this.#credits.set(id, credits);
    signal.addEventListener('abort', () => credits.add());
    try {
      for await (const chunk of result.write(job)) {
        await credits.take();
        if (signal.aborted) {
          return;
        }
        const bytes = ownBytes(chunk);
        this.#post({ type: 'chunk', id, bytes }, [bytes.buffer]);
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

function factsOf(table: TableFacts): TableFacts {
  const { columns, rowCount, countedRows, countedFilter, warnings, refreshDate, newestRowDay } = table;
  return { columns, rowCount, countedRows, countedFilter, warnings, refreshDate, newestRowDay };
}

/** What is handed over and not copied: of a directory, which is as large as a report. */
function buffersIn(facts: Facts): ArrayBuffer[] {
  const content = 'attributes' in facts ? facts.attributes?.content : undefined;
  return content !== undefined && 'bytes' in content ? [ownBytes(content.bytes).buffer] : [];
}

/** Bytes with a buffer of their own, so that the buffer can be transferred. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer
    ? (bytes as Uint8Array<ArrayBuffer>)
    : Uint8Array.from(bytes);
}

/** Limits the chunks that are sent before the other side requests more. */
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
