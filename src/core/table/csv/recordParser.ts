import { Parser } from 'csv-parse';
import { MAX_RECORD_BYTES, tooLarge } from '../store/limits.js';

/** Lenient: a cell as it came is better than a refused report. */
export const csvOptions = {
  bom: true,
  // Both, instead of the first one found: otherwise a cell ends in a carriage return when one line differs from the others.
  record_delimiter: ['\r\n', '\n'],
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
};

/**
 * Wraps csv-parse. Each record goes to `onRecord` during `write`, instead of waiting as an object in a stream's queue.
 */
export class RecordParser {
  readonly #parser: SinkParser;

  /** @param atStart whether the bytes begin with the file's first one, so that a byte order mark is skipped */
  constructor(onRecord: (cells: string[]) => void, { atStart = true }: { readonly atStart?: boolean } = {}) {
    this.#parser = new SinkParser(onRecord, atStart);
    // Errors reach the callbacks of `write` and `end`. Without a listener the emitter would also throw them.
    this.#parser.on('error', () => undefined);
  }

  /** @throws UsageReportsError `tooLarge` for a record of more than {@link MAX_RECORD_BYTES} */
  async write(bytes: Uint8Array): Promise<void> {
    await new Promise<void>((resolve, reject) => this.#parser.write(bytes, settle(resolve, reject)));
    this.#parser.countWritten(bytes.length);
  }

  end(): Promise<void> {
    return new Promise((resolve, reject) => this.#parser.end(settle(resolve, reject)));
  }

  /** Call it when no more bytes will come. */
  dispose(): void {
    this.#parser.destroy();
  }
}

class SinkParser extends Parser {
  /** Internal to csv-parse, not documented; see `push` and `countWritten`. */
  declare readonly state?: {
    expectedRecordLength?: number;
    readonly record: readonly unknown[];
    readonly field: { readonly length: number };
  };
  #written = 0;
  /** Number of bytes before the record that is being read. */
  #recordStart = 0;
  #longest = 0;

  constructor(
    private readonly onRecord: (cells: string[]) => void,
    atStart: boolean,
  ) {
    super({ ...csvOptions, bom: atStart });
  }

  override push(record: string[] | null): boolean {
    if (record === null) {
      return super.push(null);
    }
    // csv-parse creates an error object for every record of unexpected length, even with `relax_column_count`. That costs ten times as
    // much as the record. With the length of this record expected from now on, only a change of length costs it.
    if (this.state !== undefined) {
      this.state.expectedRecordLength = record.length;
    }
    this.#countRecord(this.info.bytes);
    this.onRecord(record);
    return true;
  }

  /** @throws UsageReportsError `tooLarge` if a record was too long, whether or not it has ended */
  countWritten(bytes: number): void {
    this.#written += bytes;
    const isBetweenRecords = this.state?.record.length === 0 && this.state.field.length === 0;
    this.#longest = Math.max(this.#longest, isBetweenRecords ? 0 : this.#written - this.#recordStart);
    if (isBetweenRecords) {
      this.#recordStart = this.#written;
    }
    if (this.#longest > MAX_RECORD_BYTES) {
      throw tooLarge('recordBytes', MAX_RECORD_BYTES);
    }
  }

  #countRecord(end: number): void {
    this.#longest = Math.max(this.#longest, end - this.#recordStart);
    this.#recordStart = end;
  }
}

function settle(resolve: () => void, reject: (error: Error) => void): (error?: Error | null) => void {
  return (error) => {
    if (error === undefined || error === null) {
      resolve();
    } else {
      reject(error);
    }
  };
}
