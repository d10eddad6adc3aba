import type { CellBlock } from '../store/cellBlock.js';

const quote = 0x22;
const comma = 0x2c;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** A record longer than this is none that the service writes; looking for its end again with every piece would take ever longer. */
const MAX_RECORD_BYTES = 4 * 1024 * 1024;

/** What a record can be instead of one whose end is known. */
const unfinished = -1;
const loose = -2;

/**
 * Finds records and their cells in CSV as it is meant to be written: cells parted by commas, records by LF or CRLF, a cell in quotes as a
 * whole or not at all, a quote in it twice. An empty line is no record. It reads nothing into what is written otherwise, but stops there:
 * everything from that record on is for a parser that is lenient.
 */
export class RecordScanner {
  /** What has come and is not yet handed over: `#length` bytes of it. */
  #bytes = new Uint8Array(0);
  #length = 0;
  #starts = new Uint32Array(1 << 15);
  #ends = new Uint32Array(1 << 15);
  /** Cells found and not yet handed over, all of whole records but for those of the record that is being looked at. */
  #cells = 0;
  #records = 0;
  #width = 0;
  /** Those of them that hold a quote, which is written twice. */
  readonly #quotes: number[] = [];
  #atStart = true;

  /** @param onRecords gets the records in the file's order, as many of one width at a time as there are */
  constructor(private readonly onRecords: (block: CellBlock) => void) {}

  /**
   * Takes the next piece of the file and hands over all records that have come to their end.
   * @returns false where it comes upon something that is for another parser: {@link rest} begins with that record
   */
  write(chunk: Uint8Array): boolean {
    this.#take(chunk);
    const start = this.#atStart ? this.#startOfText() : 0;
    if (start === undefined) {
      return true;
    }
    const { end, strict } = this.#scan(start);
    this.#emitBlock();
    if (end > 0) {
      this.#atStart = false;
      this.#bytes.copyWithin(0, end, this.#length);
      this.#length -= end;
    }
    return strict && this.#length <= MAX_RECORD_BYTES;
  }

  /** What has come and was not handed over; a copy. */
  rest(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  /** Whether nothing was handed over, so that {@link rest} is the file's beginning. */
  get isAtStart(): boolean {
    return this.#atStart;
  }

  #take(chunk: Uint8Array): void {
    const length = this.#length + chunk.length;
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(length, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(chunk, this.#length);
    this.#length = length;
  }

  /** After the byte order mark; `undefined` as long as it may not be there as a whole. */
  #startOfText(): number | undefined {
    if (this.#length < 3) {
      return undefined;
    }
    const [first, second, third] = this.#bytes;
    return first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0;
  }

  /** Finds the records from `start` on, up to the first that has not come to its end or is not strict. */
  #scan(start: number): { readonly end: number; readonly strict: boolean } {
    const isUtf16 = this.#atStart && this.#bytes[0] === 0xff && this.#bytes[1] === 0xfe;
    if (isUtf16) {
      return { end: 0, strict: false };
    }
    let at = start;
    while (at < this.#length) {
      const firstCell = this.#cells;
      const next = this.#scanRecord(at);
      if (next < 0) {
        this.#drop(firstCell);
        return { end: at, strict: next !== loose };
      }
      this.#endRecord(firstCell, at);
      at = next;
    }
    return { end: at, strict: true };
  }

  /** @returns where the next record begins, `unfinished` or `loose` */
  #scanRecord(start: number): number {
    const bytes = this.#bytes;
    const length = this.#length;
    for (let at = start; at < length;) {
      const from = at;
      let byte = bytes[at];
      if (byte === quote) {
        at = this.#scanQuoted(from);
        if (at < 0) {
          return at;
        }
        byte = bytes[at];
      } else {
        while (byte !== comma && byte !== lineFeed) {
          byte = bytes[++at];
          if (at >= length) {
            return unfinished;
          }
        }
        this.#push(from, byte === lineFeed && bytes[at - 1] === carriageReturn ? at - 1 : at);
      }
      at++;
      if (byte === lineFeed) {
        return at;
      }
    }
    return unfinished;
  }

  /** @returns the place of the comma or line feed after the cell, `unfinished` or `loose` */
  #scanQuoted(start: number): number {
    const bytes = this.#bytes;
    const length = this.#length;
    let end = start + 1;
    for (; end < length; end++) {
      if (bytes[end] === quote) {
        if (bytes[end + 1] !== quote) {
          break;
        }
        if (this.#quotes.at(-1) !== this.#cells) {
          this.#quotes.push(this.#cells);
        }
        end++;
      }
    }
    const after = bytes[end + 1] === carriageReturn ? end + 2 : end + 1;
    if (after >= length) {
      return unfinished;
    }
    const byte = bytes[after];
    if (byte !== lineFeed && (byte !== comma || after > end + 1)) {
      return loose;
    }
    this.#push(start + 1, end);
    return after;
  }

  #push(from: number, to: number): void {
    if (this.#cells === this.#starts.length) {
      this.#starts = withDoubledLength(this.#starts);
      this.#ends = withDoubledLength(this.#ends);
    }
    this.#starts[this.#cells] = from;
    this.#ends[this.#cells] = to;
    this.#cells++;
  }

  /** The record that began with this cell is not for now, or not for here. */
  #drop(firstCell: number): void {
    this.#cells = firstCell;
    while ((this.#quotes.at(-1) ?? -1) >= firstCell) {
      this.#quotes.pop();
    }
  }

  #endRecord(firstCell: number, start: number): void {
    const width = this.#cells - firstCell;
    const isEmptyLine = width === 1 && this.#ends[firstCell] === start;
    if (isEmptyLine) {
      this.#drop(firstCell);
      return;
    }
    if (width !== this.#width) {
      this.#emitBlock(firstCell);
    }
    this.#width = width;
    this.#records++;
  }

  /** @param to cells before this one; those from it on stay, as the first of the next block */
  #emitBlock(to = this.#cells): void {
    if (this.#records > 0) {
      this.#unescapeQuotes(to);
      const [starts, ends] = [this.#starts.subarray(0, to), this.#ends.subarray(0, to)];
      this.onRecords({ bytes: this.#bytes, records: this.#records, width: this.#width, starts, ends });
    }
    this.#starts.copyWithin(0, to, this.#cells);
    this.#ends.copyWithin(0, to, this.#cells);
    this.#cells -= to;
    this.#records = 0;
  }

  /** Writes cells whose quotes are doubled as what they mean, in their own place. */
  #unescapeQuotes(to: number): void {
    const bytes = this.#bytes;
    const later: number[] = [];
    for (const cell of this.#quotes) {
      if (cell >= to) {
        later.push(cell - to);
        continue;
      }
      let target = this.#starts[cell] ?? 0;
      for (let at = target, end = this.#ends[cell] ?? 0; at < end; at++) {
        const byte = bytes[at] ?? 0;
        bytes[target++] = byte;
        at += byte === quote ? 1 : 0;
      }
      this.#ends[cell] = target;
    }
    this.#quotes.splice(0, this.#quotes.length, ...later);
  }
}

function withDoubledLength(places: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(places.length * 2);
  larger.set(places);
  return larger;
}
