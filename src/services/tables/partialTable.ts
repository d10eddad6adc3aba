import type { Format, ReportDefinition } from '../../core/catalog/definition.js';
import type { IsoInstant } from '../../base/dates.js';
import { singleChunk } from '../../base/bytes.js';
import type { TableHandle } from './tableHandle.js';
import { completeRecordsLength } from './completeRecords.js';
import { completeRows } from './completeRows.js';

/** Decodes in milliseconds, and has more rows than a screen shows. */
const MAX_PARTIAL_BYTES = 256 * 1024;

/**
 * Decodes the first rows of a report that takes long, once, from a copy of its beginning. A beginning that cannot be decoded is not
 * shown; decoding the whole report will report the problem.
 */
export class PartialTableDecoder {
  #beginning: Uint8Array[] = [];
  #bytes = 0;
  #enabled = false;
  #state: 'collecting' | 'decoding' | 'over' = 'collecting';

  /** @param onPartial receives the table, and disposes of it */
  constructor(
    private readonly format: Format,
    private readonly definition: ReportDefinition,
    private readonly onPartial: (part: TableHandle) => void,
    private readonly fetchedAt?: IsoInstant,
  ) {}

  /** Called with each chunk, in the file's order. The chunk is copied. */
  observe(chunk: Uint8Array): void {
    if (this.#state !== 'collecting' || this.#isFull) {
      return;
    }
    const part = chunk.slice(0, MAX_PARTIAL_BYTES - this.#bytes);
    this.#beginning.push(part);
    this.#bytes += part.length;
    this.#showIfReady();
  }

  /** The report takes long: the part is shown as soon as it is decoded. */
  enable(): void {
    this.#enabled = true;
    this.#showIfReady();
  }

  /** The whole report is decoded, or has failed: no part is shown any more. */
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
    if (this.#enabled && this.#state === 'collecting' && this.#isFull) {
      this.#state = 'decoding';
      void this.#show(Buffer.concat(this.#beginning)).catch(() => this.end());
    }
  }

  async #show(beginning: Uint8Array): Promise<void> {
    const bytes =
      this.format === 'csv' ? beginning.subarray(0, completeRecordsLength(beginning)) : completeRows(beginning);
    if (bytes.length === 0) {
      return;
    }
    const { decodeLocally } = await import('./localTable.js');
    const table = await decodeLocally(singleChunk(bytes), this.format, this.definition, { fetchedAt: this.fetchedAt });
    // A function, because the compiler assumes that the state does not change during `await`.
    const isOver = () => this.#state === 'over';
    if (isOver() || table.rowCount === 0) {
      table.dispose();
    } else {
      this.onPartial(table);
    }
  }
}
