import type { CellBlock } from '../store/cellBlock.js';
import type { RecordParser } from './recordParser.js';
import { RecordScanner } from './recordScanner.js';

/** Takes the records of a CSV file in the file's order: in blocks where they are written strictly, one by one where they are not. */
export interface RecordSink {
  /** @param block good only as long as this runs */
  addBlock(block: CellBlock): void;
  add(cells: string[]): void;
}

/**
 * Reads CSV as it arrives. Our own scanner reads what is written strictly, which the service's files are; from the first record on that is
 * not, a file is read by csv-parse, as is its last record where no line break ends it. What a file says does not depend on which of the two
 * reads it: a test holds them against each other.
 */
export class CsvReader {
  readonly #scanner: RecordScanner;
  #parser: RecordParser | undefined;

  constructor(private readonly sink: RecordSink) {
    this.#scanner = new RecordScanner((block) => sink.addBlock(block));
  }

  /** @throws csv-parse's errors, which hold pieces of the file */
  async write(chunk: Uint8Array): Promise<void> {
    if (this.#parser !== undefined) {
      return this.#parser.write(chunk);
    }
    if (!this.#scanner.write(chunk)) {
      await this.#parseRest();
    }
  }

  /** @throws csv-parse's errors, which hold pieces of the file */
  async end(): Promise<void> {
    const parser = this.#parser ?? (await this.#parseRest());
    await parser?.end();
  }

  /** Lets go of everything; for when no more bytes will come. */
  dispose(): void {
    this.#parser?.dispose();
  }

  /** Loaded only now: hardly a file needs it. */
  async #parseRest(): Promise<RecordParser | undefined> {
    const rest = this.#scanner.rest();
    if (rest.length === 0) {
      return undefined;
    }
    const { RecordParser } = await import('./recordParser.js');
    this.#parser = new RecordParser((cells) => this.sink.add(cells), { atStart: this.#scanner.isAtStart });
    await this.#parser.write(rest);
    return this.#parser;
  }
}
