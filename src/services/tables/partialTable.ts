import type { Format, ReportDefinition } from '../../core/catalog/definition.js';
import type { IsoInstant } from '../../base/dates.js';
import { singleChunk } from '../../base/bytes.js';
import type { TableHandle } from './tableHandle.js';
import { completeRecordsLength } from './completeRecords.js';
import { completeRows } from './completeRows.js';

/** Decodes in milliseconds, and has more rows than a screen shows. */
export const MAX_PARTIAL_BYTES = 256 * 1024;

/** The beginning of a file, as much as {@link decodeBeginning} needs. */
export class Beginning {
  #chunks: Uint8Array[] = [];
  #bytes = 0;

  constructor(private readonly format: Format) {}

  get isFull(): boolean {
    return this.format === 'csv' ? this.#bytes >= MAX_PARTIAL_BYTES : this.#chunks.length > 0;
  }

  /** Called with each chunk, in the file's order. The chunk is copied. */
  add(chunk: Uint8Array): void {
    const part = chunk.slice(0, MAX_PARTIAL_BYTES - this.#bytes);
    this.#chunks.push(part);
    this.#bytes += part.length;
  }

  /** What was added; it is forgotten. */
  take(): Uint8Array {
    return Buffer.concat(this.#chunks.splice(0));
  }
}

/**
 * The first rows of a report.
 *
 * @returns `undefined` if its beginning has none
 * @throws UsageReportsError of decoding
 */
export async function decodeBeginning(
  beginning: Uint8Array,
  format: Format,
  definition: ReportDefinition,
  fetchedAt?: IsoInstant,
): Promise<TableHandle | undefined> {
  const bytes = format === 'csv' ? beginning.subarray(0, completeRecordsLength(beginning)) : completeRows(beginning);
  if (bytes.length === 0) {
    return undefined;
  }
  const { decodeLocally } = await import('./decodeLocally.js');
  const table = await decodeLocally(singleChunk(bytes), format, definition, { fetchedAt });
  if (table.rowCount > 0) {
    return table;
  }
  table.dispose();
  return undefined;
}

/**
 * Decodes the first rows of a report that takes long, once, from a copy of its beginning. A beginning that cannot be decoded is not
 * shown; decoding the whole report will report the problem.
 */
export class PartialTableDecoder {
  readonly #beginning: Beginning;
  #enabled = false;
  #state: 'collecting' | 'decoding' | 'over' = 'collecting';

  /** @param onPartial receives the table, and disposes of it */
  constructor(
    private readonly format: Format,
    private readonly definition: ReportDefinition,
    private readonly onPartial: (part: TableHandle) => void,
    private readonly fetchedAt?: IsoInstant,
  ) {
    this.#beginning = new Beginning(format);
  }

  /** Called with each chunk, in the file's order. The chunk is copied. */
  observe(chunk: Uint8Array): void {
    if (this.#state === 'collecting' && !this.#beginning.isFull) {
      this.#beginning.add(chunk);
      this.#showIfReady();
    }
  }

  /** The report takes long: the part is shown as soon as it is decoded. */
  enable(): void {
    this.#enabled = true;
    this.#showIfReady();
  }

  /** The whole report is decoded, or has failed: no part is shown any more. */
  end(): void {
    this.#state = 'over';
    this.#beginning.take();
  }

  async *watch(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.observe(chunk);
      yield chunk;
    }
  }

  #showIfReady(): void {
    if (this.#enabled && this.#state === 'collecting' && this.#beginning.isFull) {
      this.#state = 'decoding';
      void this.#show(this.#beginning.take()).catch(() => this.end());
    }
  }

  async #show(beginning: Uint8Array): Promise<void> {
    const table = await decodeBeginning(beginning, this.format, this.definition, this.fetchedAt);
    // A function, because the compiler assumes that the state does not change during `await`.
    const isOver = () => this.#state === 'over';
    if (isOver()) {
      table?.dispose();
    } else if (table !== undefined) {
      this.onPartial(table);
    }
  }
}
