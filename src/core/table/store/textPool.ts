import { decodeCell } from './cellBlock.js';
import { ChunkedArray, GrowableArray } from './growableArray.js';
import { lowercasesToAscii, type AsciiSearcher } from './asciiSearcher.js';

/** Texts by code. A plain array of strings satisfies this, too. */
export interface Texts extends Iterable<string> {
  readonly length: number;
  at(code: number): string | undefined;
}

/** Texts lie one after the other in chunks. The chunk size is a power of two, and no text spans two chunks. */
const CHUNK_BITS = 18;
const CHUNK_BYTES = 1 << CHUNK_BITS;
/** Most columns have few texts, so the first chunk starts small and grows. */
const INITIAL_BYTES = 1 << 12;
/** Two bytes before each text hold its length in the upper 14 bits, and two flags about its letters in the lower 2. */
const SIZE_BYTES = 2;
const MAX_TEXT_BYTES = (1 << 14) - 1;
/** Flag: the text has letters beyond ASCII. */
const BEYOND_ASCII = 1;
/** Flag: the text has one of {@link lowercasesToAscii}. */
const MAY_LOWERCASE_TO_ASCII = 2;
/** A text's offset (chunk and place within it) has 32 bits. */
const MAX_CHUNKS = 2 ** (32 - CHUNK_BITS);

const encoder = new TextEncoder();
/** Scratch space for the text that is being added. A UTF-16 unit takes at most three bytes in UTF-8. */
const encoded = new Uint8Array(MAX_TEXT_BYTES * 3);

/** Stores texts that hardly repeat as UTF-8 outside the heap. A million strings would take half as much memory again, and garbage collection. */
export class TextPoolBuilder {
  readonly #chunks: Uint8Array[] = [];
  #chunk = new Uint8Array(0);
  #fill = 0;
  readonly #places = new GrowableArray(Uint32Array);
  readonly #exactTexts = new Map<number, string>();

  get length(): number {
    return this.#places.length;
  }

  add(text: string): void {
    if (text.length > MAX_TEXT_BYTES) {
      this.#addExact(text);
      return;
    }
    const { written } = encoder.encodeInto(text, encoded);
    // UTF-8 cannot encode a lone surrogate, which JSON can contain.
    if (/[\ud800-\udfff]/.test(text) && decodeCell(encoded, 0, written) !== text) {
      this.#addExact(text);
    } else {
      this.addBytes(encoded, 0, written);
    }
  }

  addBytes(bytes: Uint8Array, from: number, to: number): void {
    const length = to - from;
    if (length > MAX_TEXT_BYTES || !this.#ensureCapacity(SIZE_BYTES + length)) {
      this.#addExact(decodeCell(bytes, from, to));
      return;
    }
    const chunk = this.#chunk;
    const place = this.#fill;
    let fill = place + SIZE_BYTES;
    let all = 0;
    for (let at = from; at < to; at++) {
      const byte = bytes[at] ?? 0;
      chunk[fill++] = byte;
      all |= byte;
    }
    const size = (length << 2) | (all < 0x80 ? 0 : lettersOf(decodeCell(bytes, from, to)));
    chunk[place] = size & 0xff;
    chunk[place + 1] = size >>> 8;
    this.#places.push((this.#chunks.length - 1) * CHUNK_BYTES + place);
    this.#fill = fill;
  }

  /** Nothing can be added afterwards. */
  finish(): TextPool {
    return new TextPool(this.#chunks, this.#places.finish(), this.#exactTexts);
  }

  #addExact(text: string): void {
    this.#exactTexts.set(this.length, text);
    this.#places.push(0);
  }

  #ensureCapacity(length: number): boolean {
    const needed = this.#fill + length;
    if (needed <= this.#chunk.length) {
      return true;
    }
    if (this.#chunks.length > 0 && needed <= CHUNK_BYTES) {
      const larger = new Uint8Array(Math.min(CHUNK_BYTES, Math.max(needed, this.#chunk.length * 2)));
      larger.set(this.#chunk);
      this.#chunk = larger;
      this.#chunks[this.#chunks.length - 1] = larger;
      return true;
    }
    if (this.#chunks.length === MAX_CHUNKS) {
      return false;
    }
    this.#chunk = new Uint8Array(this.#chunks.length === 0 ? Math.max(INITIAL_BYTES, length) : CHUNK_BYTES);
    this.#chunks.push(this.#chunk);
    this.#fill = 0;
    return true;
  }
}

function lettersOf(text: string): number {
  return lowercasesToAscii.test(text) ? BEYOND_ASCII | MAY_LOWERCASE_TO_ASCII : BEYOND_ASCII;
}

/** Texts in UTF-8. A text becomes a string when it is read. */
export class TextPool implements Texts {
  readonly length: number;

  constructor(
    readonly chunks: readonly Uint8Array[],
    readonly places: ChunkedArray<Uint32Array>,
    readonly exactTexts: ReadonlyMap<number, string>,
  ) {
    this.length = places.length;
  }

  /** A pool that another thread has posted, which arrives as data without methods. */
  static received({ chunks, places, exactTexts }: Pick<TextPool, 'chunks' | 'places' | 'exactTexts'>): TextPool {
    return new TextPool(chunks, new ChunkedArray(places.chunks, places.length), exactTexts);
  }

  at(code: number): string | undefined {
    if (code >= this.length) {
      return undefined;
    }
    const exact = this.#exactAt(code);
    if (exact !== undefined) {
      return exact;
    }
    const place = this.places.at(code) ?? 0;
    const chunk = this.chunks[place >>> CHUNK_BITS];
    const from = (place & (CHUNK_BYTES - 1)) + SIZE_BYTES;
    return chunk === undefined ? '' : decodeCell(chunk, from, from + (sizeAt(chunk, from) >>> 2));
  }

  *[Symbol.iterator](): Generator<string> {
    for (let code = 0; code < this.length; code++) {
      yield this.at(code) ?? '';
    }
  }

  /**
   * Whether a text contains the needle, ignoring case; `undefined` if its bytes cannot tell: an accent may belong to the letter that was
   * found.
   */
  contains(code: number, needle: AsciiSearcher): boolean | undefined {
    const place = this.places.at(code) ?? 0;
    const chunk = this.chunks[place >>> CHUNK_BITS];
    const from = (place & (CHUNK_BYTES - 1)) + SIZE_BYTES;
    if (chunk === undefined || this.#exactAt(code) !== undefined) {
      return undefined;
    }
    const size = sizeAt(chunk, from);
    if ((size & MAY_LOWERCASE_TO_ASCII) !== 0) {
      return undefined;
    }
    const found = needle.foundIn(chunk, from, from + (size >>> 2));
    return found && (size & BEYOND_ASCII) !== 0 ? undefined : found;
  }

  /**
   * Calls `read` with the bytes of a text, if the text is ASCII.
   * @returns false if the text is not ASCII
   */
  readAscii(code: number, read: (bytes: Uint8Array, from: number, to: number) => void): boolean {
    const place = this.places.at(code) ?? 0;
    const chunk = this.chunks[place >>> CHUNK_BITS];
    const from = (place & (CHUNK_BYTES - 1)) + SIZE_BYTES;
    if (chunk === undefined || this.#exactAt(code) !== undefined) {
      return false;
    }
    const size = sizeAt(chunk, from);
    if ((size & BEYOND_ASCII) === 0) {
      read(chunk, from, from + (size >>> 2));
      return true;
    }
    return false;
  }

  #exactAt(code: number): string | undefined {
    return this.exactTexts.size > 0 ? this.exactTexts.get(code) : undefined;
  }
}

/** @param from offset of the text, after its size */
function sizeAt(chunk: Uint8Array, from: number): number {
  return (chunk[from - 2] ?? 0) | ((chunk[from - 1] ?? 0) << 8);
}
