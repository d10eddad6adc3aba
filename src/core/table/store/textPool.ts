import { textOf } from './cellBlock.js';
import { Growing, type Pieces } from './growing.js';
import { letterThatBecomesAscii, type PlainNeedle } from './plainNeedle.js';

/** Texts by code. An array is one, too. */
export interface Texts extends Iterable<string> {
  readonly length: number;
  at(code: number): string | undefined;
}

/** Texts lie one after the other in pieces of this many bytes, a power of two; none lies in two of them. */
const pieceBits = 18;
const READ_CHUNK_BYTES = 1 << pieceBits;
/** A text's length is kept in the two bytes before it, together with two bits that say what letters it has. */
const sizeBytes = 2;
const longest = (1 << 14) - 1;
const beyondAscii = 1;
const becomesAscii = 2;
/** Places are kept in 32 bits. */
const mostPieces = 2 ** (32 - pieceBits);

const utf8 = new TextEncoder();

/** Takes in a million texts of which hardly any comes twice, for which a string each would be half as much again, and work to collect. */
export class TextPoolBuilder {
  readonly #pieces: Uint8Array[] = [];
  #piece = new Uint8Array(0);
  #fill = 0;
  readonly #places = new Growing(Uint32Array);
  readonly #exact = new Map<number, string>();
  /** The text that is being added; no letter of UTF-16 takes more than three bytes. */
  readonly #encoded = new Uint8Array(longest * 3);

  get length(): number {
    return this.#places.length;
  }

  add(text: string): void {
    if (text.length > longest) {
      this.#addExact(text);
      return;
    }
    const { written } = utf8.encodeInto(text, this.#encoded);
    // UTF-8 has no bytes for half a letter, as only JSON can spell it.
    if (/[\ud800-\udfff]/.test(text) && textOf(this.#encoded, 0, written) !== text) {
      this.#addExact(text);
    } else {
      this.addBytes(this.#encoded, 0, written);
    }
  }

  addBytes(bytes: Uint8Array, from: number, to: number): void {
    const length = to - from;
    if (length > longest || !this.#makeRoom(sizeBytes + length)) {
      this.#addExact(textOf(bytes, from, to));
      return;
    }
    const piece = this.#piece;
    const place = this.#fill;
    let fill = place + sizeBytes;
    let all = 0;
    for (let at = from; at < to; at++) {
      const byte = bytes[at] ?? 0;
      piece[fill++] = byte;
      all |= byte;
    }
    const size = (length << 2) | (all < 0x80 ? 0 : lettersOf(textOf(bytes, from, to)));
    piece[place] = size & 0xff;
    piece[place + 1] = size >>> 8;
    this.#places.push((this.#pieces.length - 1) * READ_CHUNK_BYTES + place);
    this.#fill = fill;
  }

  /** No more after this. */
  finish(): TextPool {
    return new TextPool(this.#pieces, this.#places.finish(), this.#exact);
  }

  #addExact(text: string): void {
    this.#exact.set(this.length, text);
    this.#places.push(0);
  }

  #makeRoom(length: number): boolean {
    if (this.#fill + length > this.#piece.length) {
      if (this.#pieces.length === mostPieces) {
        return false;
      }
      this.#piece = new Uint8Array(READ_CHUNK_BYTES);
      this.#pieces.push(this.#piece);
      this.#fill = 0;
    }
    return true;
  }
}

function lettersOf(text: string): number {
  return letterThatBecomesAscii.test(text) ? beyondAscii | becomesAscii : beyondAscii;
}

/** Texts in UTF-8, made a string when they are asked for. */
export class TextPool implements Texts {
  readonly length: number;

  constructor(
    private readonly pieces: readonly Uint8Array[],
    private readonly places: Pieces<Uint32Array>,
    private readonly exact: ReadonlyMap<number, string>,
  ) {
    this.length = places.length;
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
    const piece = this.pieces[place >>> pieceBits];
    const from = (place & (READ_CHUNK_BYTES - 1)) + sizeBytes;
    return piece === undefined ? '' : textOf(piece, from, from + (sizeAt(piece, from) >>> 2));
  }

  *[Symbol.iterator](): Generator<string> {
    for (let code = 0; code < this.length; code++) {
      yield this.at(code) ?? '';
    }
  }

  /** Whether a text holds the needle, whatever the case; `undefined` where its bytes do not tell. */
  holds(code: number, needle: PlainNeedle): boolean | undefined {
    const place = this.places.at(code) ?? 0;
    const piece = this.pieces[place >>> pieceBits];
    const from = (place & (READ_CHUNK_BYTES - 1)) + sizeBytes;
    if (piece === undefined || this.#exactAt(code) !== undefined) {
      return undefined;
    }
    const size = sizeAt(piece, from);
    return (size & becomesAscii) === 0 ? needle.isIn(piece, from, from + (size >>> 2)) : undefined;
  }

  /**
   * Hands over the bytes of a text of nothing but ASCII.
   * @returns false for any other text
   */
  readAscii(code: number, read: (bytes: Uint8Array, from: number, to: number) => void): boolean {
    const place = this.places.at(code) ?? 0;
    const piece = this.pieces[place >>> pieceBits];
    const from = (place & (READ_CHUNK_BYTES - 1)) + sizeBytes;
    if (piece === undefined || this.#exactAt(code) !== undefined) {
      return false;
    }
    const size = sizeAt(piece, from);
    if ((size & beyondAscii) === 0) {
      read(piece, from, from + (size >>> 2));
      return true;
    }
    return false;
  }

  #exactAt(code: number): string | undefined {
    return this.exact.size > 0 ? this.exact.get(code) : undefined;
  }
}

/** @param from where the text begins */
function sizeAt(piece: Uint8Array, from: number): number {
  return (piece[from - 2] ?? 0) | ((piece[from - 1] ?? 0) << 8);
}
