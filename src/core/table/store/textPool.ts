import { decodeCell } from './cellBlock.js';
import { GrowableArray, type ChunkedArray } from './growableArray.js';
import { lowercasesToAscii, type AsciiSearcher } from './asciiSearcher.js';

/** Texts by code. An array is one, too. */
export interface Texts extends Iterable<string> {
  readonly length: number;
  at(code: number): string | undefined;
}

/** Texts lie one after the other in pieces of this many bytes, a power of two; none lies in two of them. */
const CHUNK_BITS = 18;
const CHUNK_BYTES = 1 << CHUNK_BITS;
/** A text's length is kept in the two bytes before it, together with two bits that say what letters it has. */
const sizeBytes = 2;
const MAX_TEXT_BYTES = (1 << 14) - 1;
const beyondAscii = 1;
const mayLowercaseToAscii = 2;
/** Places are kept in 32 bits. */
const MAX_CHUNKS = 2 ** (32 - CHUNK_BITS);

const utf8 = new TextEncoder();

/** Takes in a million texts of which hardly any comes twice, for which a string each would be half as much again, and work to collect. */
export class TextPoolBuilder {
  readonly #chunks: Uint8Array[] = [];
  #chunk = new Uint8Array(0);
  #fill = 0;
  readonly #places = new GrowableArray(Uint32Array);
  readonly #exactTexts = new Map<number, string>();
  /** The text that is being added; no letter of UTF-16 takes more than three bytes. */
  readonly #encoded = new Uint8Array(MAX_TEXT_BYTES * 3);

  get length(): number {
    return this.#places.length;
  }

  add(text: string): void {
    if (text.length > MAX_TEXT_BYTES) {
      this.#addExact(text);
      return;
    }
    const { written } = utf8.encodeInto(text, this.#encoded);
    // UTF-8 has no bytes for half a letter, as only JSON can spell it.
    if (/[\ud800-\udfff]/.test(text) && decodeCell(this.#encoded, 0, written) !== text) {
      this.#addExact(text);
    } else {
      this.addBytes(this.#encoded, 0, written);
    }
  }

  addBytes(bytes: Uint8Array, from: number, to: number): void {
    const length = to - from;
    if (length > MAX_TEXT_BYTES || !this.#ensureCapacity(sizeBytes + length)) {
      this.#addExact(decodeCell(bytes, from, to));
      return;
    }
    const chunk = this.#chunk;
    const place = this.#fill;
    let fill = place + sizeBytes;
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

  /** No more after this. */
  finish(): TextPool {
    return new TextPool(this.#chunks, this.#places.finish(), this.#exactTexts);
  }

  #addExact(text: string): void {
    this.#exactTexts.set(this.length, text);
    this.#places.push(0);
  }

  #ensureCapacity(length: number): boolean {
    if (this.#fill + length > this.#chunk.length) {
      if (this.#chunks.length === MAX_CHUNKS) {
        return false;
      }
      this.#chunk = new Uint8Array(CHUNK_BYTES);
      this.#chunks.push(this.#chunk);
      this.#fill = 0;
    }
    return true;
  }
}

function lettersOf(text: string): number {
  return lowercasesToAscii.test(text) ? beyondAscii | mayLowercaseToAscii : beyondAscii;
}

/** Texts in UTF-8, made a string when they are asked for. */
export class TextPool implements Texts {
  readonly length: number;

  constructor(
    private readonly chunks: readonly Uint8Array[],
    private readonly places: ChunkedArray<Uint32Array>,
    private readonly exactTexts: ReadonlyMap<number, string>,
  ) {
    this.length = places.length;
  }

  at(code: number): string | undefined {
    if (code >= this.length) {
      return undefined;
    }
    const exactTexts = this.#exactAt(code);
    if (exactTexts !== undefined) {
      return exactTexts;
    }
    const place = this.places.at(code) ?? 0;
    const chunk = this.chunks[place >>> CHUNK_BITS];
    const from = (place & (CHUNK_BYTES - 1)) + sizeBytes;
    return chunk === undefined ? '' : decodeCell(chunk, from, from + (sizeAt(chunk, from) >>> 2));
  }

  *[Symbol.iterator](): Generator<string> {
    for (let code = 0; code < this.length; code++) {
      yield this.at(code) ?? '';
    }
  }

  /** Whether a text holds the needle, whatever the case; `undefined` where its bytes do not tell. */
  contains(code: number, needle: AsciiSearcher): boolean | undefined {
    const place = this.places.at(code) ?? 0;
    const chunk = this.chunks[place >>> CHUNK_BITS];
    const from = (place & (CHUNK_BYTES - 1)) + sizeBytes;
    if (chunk === undefined || this.#exactAt(code) !== undefined) {
      return undefined;
    }
    const size = sizeAt(chunk, from);
    return (size & mayLowercaseToAscii) === 0 ? needle.foundIn(chunk, from, from + (size >>> 2)) : undefined;
  }

  /**
   * Hands over the bytes of a text of nothing but ASCII.
   * @returns false for any other text
   */
  readAscii(code: number, read: (bytes: Uint8Array, from: number, to: number) => void): boolean {
    const place = this.places.at(code) ?? 0;
    const chunk = this.chunks[place >>> CHUNK_BITS];
    const from = (place & (CHUNK_BYTES - 1)) + sizeBytes;
    if (chunk === undefined || this.#exactAt(code) !== undefined) {
      return false;
    }
    const size = sizeAt(chunk, from);
    if ((size & beyondAscii) === 0) {
      read(chunk, from, from + (size >>> 2));
      return true;
    }
    return false;
  }

  #exactAt(code: number): string | undefined {
    return this.exactTexts.size > 0 ? this.exactTexts.get(code) : undefined;
  }
}

/** @param from where the text begins */
function sizeAt(chunk: Uint8Array, from: number): number {
  return (chunk[from - 2] ?? 0) | ((chunk[from - 1] ?? 0) << 8);
}
