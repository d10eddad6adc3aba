import { abortErrorOf } from '../../base/cancellation.js';
import type { Disposable } from '../../base/emitter.js';
import { UsageReportsError } from '../../base/errors.js';
import type { DiffHandle } from '../../services/tables/diffHandle.js';

export interface DiffSessionOptions {
  /** Compares the same snapshots again. */
  readonly reopen: () => Promise<DiffHandle>;
  /** The rows can no longer be read. */
  readonly onLost: () => void;
  /** There are rows again. */
  readonly onReopened: () => void;
}

/** The rows that differ between two snapshots, for as long as a panel or an export needs them. */
export class DiffSession implements Disposable {
  #opened: DiffHandle;
  #isReopening = false;
  /** How many still need the rows: the panel itself, and running exports. */
  #users = 1;

  constructor(
    opened: DiffHandle,
    private readonly options: DiffSessionOptions,
  ) {
    this.#opened = opened;
  }

  get opened(): DiffHandle {
    return this.#opened;
  }

  /** Reads rows. @throws UsageReportsError `tableLost`; an `AbortError` if the snapshots have been compared again meanwhile */
  async read<T>(work: (opened: DiffHandle) => Promise<T>): Promise<T> {
    const opened = this.#opened;
    try {
      return await work(opened);
    } catch (error) {
      if (opened !== this.#opened) {
        throw abortErrorOf(undefined);
      }
      if (error instanceof UsageReportsError && error.reason === 'tableLost') {
        this.options.onLost();
      }
      throw error;
    }
  }

  /** Compares the snapshots again. If that fails, the rows stay lost. */
  async reopen(): Promise<void> {
    if (this.#isReopening) {
      return;
    }
    this.#isReopening = true;
    try {
      const opened = await this.options.reopen();
      if (this.#users === 0) {
        opened.dispose();
        return;
      }
      this.#opened.dispose();
      this.#opened = opened;
      this.options.onReopened();
    } finally {
      this.#isReopening = false;
    }
  }

  /** Does something with the rows, which stay open for as long as it takes. */
  async use(work: (opened: DiffHandle) => Promise<void>): Promise<void> {
    this.#users++;
    try {
      await work(this.#opened);
    } finally {
      this.dispose();
    }
  }

  /** One that needed the rows needs them no longer. */
  dispose(): void {
    if (--this.#users === 0) {
      this.#opened.dispose();
    }
  }
}
