import type { Worker } from 'node:worker_threads';
import { abortable, abortErrorOf } from '../../base/cancellation.js';
import type { Disposable } from '../../base/emitter.js';
import { UsageReportsError } from '../../base/errors.js';
import { type CheckedPage, pageFactsOf, type PageToCheck } from './pageFacts.js';

/** Measured: 6 ms a megabyte for parsing, writing and hashing while nothing else runs, three times that on a busy computer. */
const LARGE_PAGE_BYTES = 1_000_000;

/**
 * Parses pages: small ones on this thread, large ones on another, which starts with the first of them. The owner checks one page after the
 * other, and disposes of the checker, which ends the thread, in the middle of a page, too.
 */
export class PageChecker implements Disposable {
  #worker: Worker | undefined;
  #waiting: { readonly resolve: (page: CheckedPage) => void; readonly reject: (error: Error) => void } | undefined;
  #isDisposed = false;

  constructor(private readonly signal: AbortSignal) {}

  /**
   * @param page its buffer is transferred to the thread, and comes back with the result
   * @throws UsageReportsError `tableLost` if the thread has ended, for lack of memory; the signal's `AbortError`
   */
  async check(page: PageToCheck): Promise<CheckedPage> {
    const { bytes, rowsProperty } = page;
    return bytes.length < LARGE_PAGE_BYTES
      ? { bytes, facts: pageFactsOf(bytes, rowsProperty) }
      : abortable(this.#checkInWorker(page), this.signal);
  }

  dispose(): void {
    this.#isDisposed = true;
    void this.#worker?.terminate();
  }

  async #checkInWorker(page: PageToCheck): Promise<CheckedPage> {
    const worker = (this.#worker ??= await this.#start());
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      worker.postMessage(page, [page.bytes.buffer]);
    });
  }

  async #start(): Promise<Worker> {
    const [{ Worker }, { script, work }] = await Promise.all([
      import('node:worker_threads'),
      import('./pageWorker.js'),
    ]);
    if (this.#isDisposed) {
      throw abortErrorOf(this.signal);
    }
    // Flags of the host may not be valid for a worker.
    const worker = new Worker(script, { workerData: work, execArgv: [], name: 'usage-reports-pages' });
    worker.on('message', (page: CheckedPage) => this.#waiting?.resolve(page));
    worker.on('error', (error) => this.#waiting?.reject(lost(error)));
    worker.on('exit', () => this.#waiting?.reject(lost(undefined)));
    return worker;
  }
}

function lost(error: unknown): UsageReportsError {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return new UsageReportsError(
    'tableLost',
    'The thread that read a page of the report has ended.',
    code === undefined ? {} : { code },
    { cause: error },
  );
}
