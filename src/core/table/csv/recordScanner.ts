import type { CellBlock } from '../store/cellBlock.js';
import { MAX_RECORD_BYTES, tooLarge } from '../store/limits.js';

const QUOTE = 0x22;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Result for a record whose end has not arrived yet. */
const UNFINISHED = -1;
/** Result for a record that is not written strictly. */
const LOOSE = -2;

/**
 * Finds the records and cells of strictly written CSV: cells are separated by commas and records by LF or CRLF; a cell is quoted as a whole
 * or not at all, with its quotes doubled; empty lines are skipped. The scanner stops at the first record that is written in any other way,
 * and leaves the rest to a lenient parser.
 */
export class RecordScanner {
  /** The first `#length` bytes have arrived and are not emitted yet. */
  #bytes = new Uint8Array(0);
  #length = 0;
  #starts = new Uint32Array(1 << 15);
  #ends = new Uint32Array(1 << 15);
  /** Number of cells that are found and not emitted yet, those of the current record included. */
  #cells = 0;
  /** Those of them that belong to the current record. While it is unfinished, they stay, so that no byte is looked at twice. */
  #firstCell = 0;
  /** Offset of the cell that the scan has not finished, and how far it has come in it. */
  #cellStart = 0;
  #scanned = 0;
  #records = 0;
  #width = 0;
  /** Indexes of those cells that contain doubled quotes. */
  readonly #quotes: number[] = [];
  #atStart = true;

  /** @param onRecords called with consecutive records of the same width, in the file's order */
  constructor(private readonly onRecords: (block: CellBlock) => void) {}

  /**
   * Scans the next chunk of the file and emits all complete records.
   * @returns false at a record that is not strict; {@link rest} begins with it
   * @throws UsageReportsError `tooLarge` for a record of more than {@link MAX_RECORD_BYTES}
   */
  write(chunk: Uint8Array): boolean {
    this.#take(chunk);
    const start = this.#atStart ? this.#startOfText() : 0;
    if (start === undefined) {
      return true;
    }
    const { end, strict } = this.#scan(start);
    this.#emitBlock(this.#firstCell);
    if (end > 0) {
      this.#atStart = false;
      this.#moveToStart(end);
    }
    checkRecordBytes(strict ? this.#length : 0);
    return strict;
  }

  /** A copy of the bytes that are not emitted. */
  rest(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  /** Whether nothing was emitted yet, so that {@link rest} is the beginning of the file. */
  get isAtStart(): boolean {
    return this.#atStart;
  }

  #take(chunk: Uint8Array): void {
    const length = this.#length + chunk.length;
    if (length >= this.#bytes.length) {
      const larger = new Uint8Array(Math.max(length + 1, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(chunk, this.#length);
    // Ends a search for the end of a cell that has not arrived yet.
    this.#bytes[length] = LINE_FEED;
    this.#length = length;
  }

  /** Drops the bytes before `end`, where the current record starts. */
  #moveToStart(end: number): void {
    this.#bytes.copyWithin(0, end, this.#length);
    this.#length -= end;
    this.#cellStart -= end;
    this.#scanned -= end;
    for (let cell = 0; cell < this.#cells; cell++) {
      this.#starts[cell] = (this.#starts[cell] ?? 0) - end;
      this.#ends[cell] = (this.#ends[cell] ?? 0) - end;
    }
  }

  /** Offset after the byte order mark; `undefined` while it may be incomplete. */
  #startOfText(): number | undefined {
    if (this.#length < 3) {
      return undefined;
    }
    const [first, second, third] = this.#bytes;
    return first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0;
  }

  /** Finds records from `start` on, up to the first that is unfinished or loose. */
  #scan(start: number): { readonly end: number; readonly strict: boolean } {
    const isUtf16 = this.#atStart && this.#bytes[0] === 0xff && this.#bytes[1] === 0xfe;
    if (isUtf16) {
      return { end: 0, strict: false };
    }
    let at = start;
    this.#cellStart = Math.max(this.#cellStart, start);
    this.#scanned = Math.max(this.#scanned, start);
    while (at < this.#length) {
      const next = this.#scanRecord();
      if (next < 0) {
        return { end: at, strict: next !== LOOSE };
      }
      checkRecordBytes(next - at);
      this.#endRecord(at);
      at = next;
    }
    return { end: at, strict: true };
  }

  /** Goes on from where the scan stands. @returns offset of the next record, {@link UNFINISHED} or {@link LOOSE} */
  #scanRecord(): number {
    const bytes = this.#bytes;
    const length = this.#length;
    let from = this.#cellStart;
    let at = this.#scanned;
    while (at < length) {
      let byte = bytes[at] ?? LINE_FEED;
      if (bytes[from] === QUOTE) {
        const end = this.#scanQuoted(from, Math.max(at, from + 1));
        if (end < 0) {
          return end;
        }
        at = end;
        byte = bytes[at] ?? LINE_FEED;
      } else {
        // Nearly all bytes of a cell are greater than a comma.
        while (byte > COMMA || (byte !== COMMA && byte !== LINE_FEED)) {
          byte = bytes[++at] ?? LINE_FEED;
        }
        if (at >= length) {
          return this.#pause(from, at);
        }
        this.#push(from, byte === LINE_FEED && bytes[at - 1] === CARRIAGE_RETURN ? at - 1 : at);
      }
      from = ++at;
      if (byte === LINE_FEED) {
        this.#pause(from, at);
        return at;
      }
    }
    return this.#pause(from, at);
  }

  /** Remembers where the scan goes on. */
  #pause(cellStart: number, scanned: number): typeof UNFINISHED {
    this.#cellStart = cellStart;
    this.#scanned = scanned;
    return UNFINISHED;
  }

  /**
   * @param start offset of the opening quote
   * @param from where the scan goes on, in front of a quote or between two characters
   * @returns offset of the comma or line feed after the cell, {@link UNFINISHED} or {@link LOOSE}
   */
  #scanQuoted(start: number, from: number): number {
    const bytes = this.#bytes;
    const length = this.#length;
    let end = from;
    for (; end < length; end++) {
      if (bytes[end] === QUOTE) {
        if (end + 1 === length || bytes[end + 1] !== QUOTE) {
          break;
        }
        if (this.#quotes.at(-1) !== this.#cells) {
          this.#quotes.push(this.#cells);
        }
        end++;
      }
    }
    const after = bytes[end + 1] === CARRIAGE_RETURN ? end + 2 : end + 1;
    if (after >= length) {
      return this.#pause(start, end);
    }
    const byte = bytes[after];
    if (byte !== LINE_FEED && (byte !== COMMA || after > end + 1)) {
      return LOOSE;
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

  #endRecord(start: number): void {
    const width = this.#cells - this.#firstCell;
    const isEmptyLine = width === 1 && this.#ends[this.#firstCell] === start;
    if (isEmptyLine) {
      this.#cells = this.#firstCell;
      return;
    }
    if (width !== this.#width) {
      this.#emitBlock(this.#firstCell);
    }
    this.#width = width;
    this.#records++;
    this.#firstCell = this.#cells;
  }

  /** Emits the cells before `to`; the others become the first of the next block. */
  #emitBlock(to: number): void {
    if (this.#records > 0) {
      this.#unescapeQuotes(to);
      const [starts, ends] = [this.#starts.subarray(0, to), this.#ends.subarray(0, to)];
      this.onRecords({ bytes: this.#bytes, records: this.#records, width: this.#width, starts, ends });
    }
    this.#starts.copyWithin(0, to, this.#cells);
    this.#ends.copyWithin(0, to, this.#cells);
    this.#cells -= to;
    this.#firstCell -= to;
    this.#records = 0;
  }

  /** Replaces doubled quotes by single ones, in place. */
  #unescapeQuotes(to: number): void {
    const bytes = this.#bytes;
    const remaining: number[] = [];
    for (const cell of this.#quotes) {
      if (cell >= to) {
        remaining.push(cell - to);
        continue;
      }
      let target = this.#starts[cell] ?? 0;
      for (let at = target, end = this.#ends[cell] ?? 0; at < end; at++) {
        const byte = bytes[at] ?? 0;
        bytes[target++] = byte;
        at += byte === QUOTE ? 1 : 0;
      }
      this.#ends[cell] = target;
    }
    this.#quotes.splice(0, this.#quotes.length, ...remaining);
  }
}

function withDoubledLength(places: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(places.length * 2);
  larger.set(places);
  return larger;
}

function checkRecordBytes(bytes: number): void {
  if (bytes > MAX_RECORD_BYTES) {
    throw tooLarge('recordBytes', MAX_RECORD_BYTES);
  }
}
