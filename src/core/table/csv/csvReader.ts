import { yieldToEventLoop } from '../../../base/yieldToEventLoop.js';
import type { CellBlock } from '../store/cellBlock.js';
import type { RecordParser } from './recordParser.js';
import { RecordScanner } from './recordScanner.js';
import { withDoubledQuote } from './undoubledQuote.js';

/** Bytes that csv-parse reads between two yields to the event loop. */
const PIECE_BYTES = 64 * 1024;

/** Receives the records of a CSV file in order: strictly written ones in blocks, others one by one. */
export interface RecordSink {
  /** @param block valid only during this call */
  addBlock(block: CellBlock): void;
  add(cells: string[]): void;
}

/**
 * Reads CSV as it arrives. Our own scanner reads strictly written CSV, which the service's files are. From the first record that is not
 * strict, csv-parse reads the rest of the file; it also reads a last record without a line break. Both give the same records for the same
 * bytes; a property test compares them. Only a file that would end within a quoted cell is read more leniently, see `withDoubledQuote`.
 */
export class CsvReader {
  #scanner: RecordScanner;
  /** Number of cells of the last record that was read strictly. */
  #width = 0;
  #parser: RecordParser | undefined;

  constructor(private readonly sink: RecordSink) {
    this.#scanner = this.#newScanner();
  }

  #newScanner(): RecordScanner {
    return new RecordScanner((block) => {
      this.#width = block.width;
      this.sink.addBlock(block);
    });
  }

  /** @throws csv-parse's errors, which quote the file: see `withoutFileContent`; UsageReportsError `tooLarge` */
  async write(chunk: Uint8Array): Promise<void> {
    if (this.#parser !== undefined) {
      return this.#parser.write(chunk);
    }
    if (!this.#scanner.write(chunk)) {
      await this.#parseRest();
    }
  }

  /** @throws csv-parse's errors, which quote the file: see `withoutFileContent`; UsageReportsError `tooLarge` */
  async end(): Promise<void> {
    if (this.#parser === undefined) {
      await this.#mendEnd();
    }
    const parser = this.#parser ?? (await this.#parseRest());
    await parser?.end();
  }

  /** Releases csv-parse. Call it when no more bytes will come. */
  dispose(): void {
    this.#parser?.dispose();
  }

  /** Reads on where the file ends within a quoted cell only because its last quote is not doubled. */
  async #mendEnd(): Promise<void> {
    const mended = withDoubledQuote(this.#scanner.rest(), this.#width);
    if (mended !== undefined) {
      this.#scanner = this.#newScanner();
      await this.write(mended);
      if (this.#parser === undefined) {
        await this.#mendEnd();
      }
    }
  }

  /** Loads csv-parse only here, as hardly any file needs it. */
  async #parseRest(): Promise<RecordParser | undefined> {
    const rest = this.#scanner.rest();
    if (rest.length === 0) {
      return undefined;
    }
    const { RecordParser } = await import('./recordParser.js');
    const parser = new RecordParser((cells) => this.sink.add(cells), { atStart: this.#scanner.isAtStart });
    this.#parser = parser;
    for (let from = 0; from < rest.length; from += PIECE_BYTES) {
      await parser.write(rest.subarray(from, from + PIECE_BYTES));
      await yieldToEventLoop();
    }
    return parser;
  }
}
