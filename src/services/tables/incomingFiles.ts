import { releaseBuffers } from '../../core/table/store/releaseBuffers.js';

/** Received files, read one after the other. */
export class IncomingFiles {
  readonly #waiting: (readonly Uint8Array[] | FileEnd)[] = [];
  #wake: (() => void) | undefined;
  /** Whether a file was begun, and its end has not come yet. */
  #isBegun = false;

  /** @param onRead called after each batch that was read */
  constructor(private readonly onRead: () => void) {}

  add(batch: readonly Uint8Array[]): void {
    this.#waiting.push(batch);
    this.#wake?.();
  }

  /** @param error why the file cannot be read to its end */
  end(error?: Error): void {
    this.#waiting.push({ error });
    this.#wake?.();
  }

  /** The next file. What was not read of the one before is passed over. */
  async *next(): AsyncGenerator<Uint8Array> {
    while (this.#isBegun) {
      if ('error' in (await this.#shift())) {
        this.#isBegun = false;
      } else {
        this.onRead();
      }
    }
    this.#isBegun = true;
    let previous: Uint8Array | undefined;
    for (;;) {
      const batch = await this.#shift();
      if ('error' in batch) {
        this.#isBegun = false;
        if (batch.error !== undefined) {
          throw batch.error;
        }
        return;
      }
      for (const chunk of batch) {
        yield chunk;
        // The decoder needs at most the last record of a chunk, and only until it has read the next chunk.
        if (previous !== undefined) {
          releaseBuffers(previous);
        }
        previous = chunk;
      }
      this.onRead();
    }
  }

  async #shift(): Promise<readonly Uint8Array[] | FileEnd> {
    for (;;) {
      const next = this.#waiting.shift();
      if (next !== undefined) {
        return next;
      }
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

/** The end of a file, or why it has none. */
interface FileEnd {
  readonly error: Error | undefined;
}
