import type { Format, ReportDefinition } from '../../core/catalog/definition.js';
import { once } from '../../base/bytes.js';
import type { TableHandle } from './tableHandle.js';
import { completeRecordsLength } from './completeRecords.js';

/** As much as is decoded in a blink, and more rows than a screen shows. */
const MAX_PARTIAL_BYTES = 256 * 1024;

/**
 * The first rows of a report that takes long: decoded here, once, from a copy of its beginning, while the whole takes its way.
 * A part that cannot be read is not shown; what is wrong with the report is for the decoding of the whole to say.
 */
export class PartialTableDecoder {
  #beginning: Uint8Array[] = [];
  #bytes = 0;
  #wanted = false;
  #state: 'collecting' | 'decoding' | 'over' = 'collecting';

  /** @param onPart gets the table, and disposes of it */
  constructor(
    private readonly format: Format,
    private readonly definition: ReportDefinition,
    private readonly onPartial: (part: TableHandle) => void,
  ) {}

  /** A chunk has come in, in the file's order. It is only read, and only now. */
  observe(chunk: Uint8Array): void {
    if (this.#state !== 'collecting' || this.#isFull) {
      return;
    }
    const part = this.format === 'csv' ? chunk.slice(0, MAX_PARTIAL_BYTES - this.#bytes) : chunk.slice();
    this.#beginning.push(part);
    this.#bytes += part.length;
    this.#showIfReady();
  }

  /** It is certain now that the report takes long: the part is shown as soon as it is there. */
  enable(): void {
    this.#wanted = true;
    this.#showIfReady();
  }

  /** The whole is there, or will never be: no part is shown from now on. */
  end(): void {
    this.#state = 'over';
    this.#beginning = [];
  }

  async *watch(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.observe(chunk);
      yield chunk;
    }
  }

  get #isFull(): boolean {
    return this.format === 'csv' ? this.#bytes >= MAX_PARTIAL_BYTES : this.#beginning.length > 0;
  }

  #showIfReady(): void {
    if (this.#wanted && this.#state === 'collecting' && this.#isFull) {
      this.#state = 'decoding';
      void this.#show(Buffer.concat(this.#beginning)).catch(() => this.end());
    }
  }

  async #show(beginning: Uint8Array): Promise<void> {
    const bytes = this.format === 'csv' ? beginning.subarray(0, completeRecordsLength(beginning)) : beginning;
    if (bytes.length === 0) {
      return;
    }
    const { decodeLocally } = await import('./localTable.js');
    const table = await decodeLocally(once(bytes), this.format, this.definition);
    // Read through a function, because the compiler does not know that it changes while this waits.
    const isOver = () => this.#state === 'over';
    if (isOver() || table.rowCount === 0) {
      table.dispose();
    } else {
      this.onPartial(table);
    }
  }
}
