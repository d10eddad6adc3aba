import { Parser } from 'csv-parse';

/** How the service's CSV is read: leniently, since a cell that is kept as it came is better than a report that is refused. */
export const csvOptions = {
  bom: true,
  // Both, rather than whichever comes first: a cell must not end in a carriage return because one line differs.
  record_delimiter: ['\r\n', '\n'],
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
};

/**
 * csv-parse as a function from bytes to records: each record goes to `onRecord` at once, while `write` runs, instead of
 * through a stream's queue, which would keep an object per row waiting.
 */
export class RecordParser {
  readonly #parser: SinkParser;

  /** @param atStart whether what comes is the file's beginning, where a byte order mark is none of the first cell */
  constructor(onRecord: (cells: string[]) => void, { atStart = true }: { readonly atStart?: boolean } = {}) {
    this.#parser = new SinkParser(onRecord, atStart);
    // Errors arrive at the callbacks below; without a listener the emitter would throw them a second time.
    this.#parser.on('error', () => undefined);
  }

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => this.#parser.write(bytes, settle(resolve, reject)));
  }

  end(): Promise<void> {
    return new Promise((resolve, reject) => this.#parser.end(settle(resolve, reject)));
  }

  /** Lets go of everything; for when no more bytes will come. */
  dispose(): void {
    this.#parser.destroy();
  }
}

class SinkParser extends Parser {
  /** The parser's own, not part of its documented interface: see `push`. */
  declare readonly state?: { expectedRecordLength?: number };

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
    // A record of another length than expected costs the parser an error object, even where it is to be relaxed about it: ten
    // times the record. Where all rows are shorter than the header, only the first is to cost that.
    if (this.state !== undefined) {
      this.state.expectedRecordLength = record.length;
    }
    this.onRecord(record);
    return true;
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
