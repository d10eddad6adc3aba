import { composedText } from '../../../base/composedText.js';
import { foldText } from '../../../base/foldText.js';

/** Names are numbered at most so many at a time. */
export const MOST_NAMES = 32;

const INITIAL_BYTES = 1 << 11;
/** FNV-1a: cheap, and good for texts that differ in a few letters. */
const HASH_START = 0x811c9dc5;
const HASH_FACTOR = 0x01000193;
/** Between a capital letter of ASCII and its small one. */
const CASE_DISTANCE = 32;
const encoder = new TextEncoder();

/**
 * A few names as they are compared: without blanks around them, with case folded, in UTF-8, one after the other, and a hash of each. At most
 * {@link MOST_NAMES}; used again and again, so that nothing is made for a name.
 */
export class FoldedNames {
  #bytes = new Uint8Array(INITIAL_BYTES);
  readonly #ends = new Int32Array(MOST_NAMES);
  readonly hashes = new Int32Array(MOST_NAMES);
  #count = 0;

  /** @param ignoresCase whether names in another case are the same */
  constructor(private readonly ignoresCase: boolean) {}

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  get length(): number {
    return this.#count;
  }

  /** Where a name begins in {@link bytes}. */
  startOf(at: number): number {
    return at === 0 ? 0 : (this.#ends[at - 1] ?? 0);
  }

  endOf(at: number): number {
    return this.#ends[at] ?? 0;
  }

  clear(): void {
    this.#count = 0;
  }

  addText(text: string): void {
    const name = text.trim();
    const folded = this.ignoresCase ? foldText(name) : composedText(name);
    const start = this.#reserve(folded.length * 3);
    const { written } = encoder.encodeInto(folded, this.#bytes.subarray(start));
    // They are where they belong already, and take their own place.
    this.addBytes(this.#bytes, start, start + written);
  }

  /** Adds ASCII, without the blanks around it. Bound, so that others can call it with what they read. */
  readonly addAscii = (bytes: Uint8Array, from: number, to: number): void => {
    let [first, end] = [from, to];
    while (first < end && isBlank(bytes[first])) {
      first++;
    }
    while (first < end && isBlank(bytes[end - 1])) {
      end--;
    }
    this.addBytes(bytes, first, end);
  };

  /** Adds ASCII as it is, or a name that is folded already. */
  addBytes(bytes: Uint8Array, from: number, to: number): void {
    let place = this.#reserve(to - from);
    const folded = this.#bytes;
    const distance = this.ignoresCase ? CASE_DISTANCE : 0;
    let hash = HASH_START;
    for (let at = from; at < to; at++) {
      const byte = bytes[at] ?? 0;
      const lower = byte >= 65 && byte <= 90 ? byte + distance : byte;
      folded[place++] = lower;
      hash = Math.imul(hash ^ lower, HASH_FACTOR);
    }
    this.#end(place, hash);
  }

  /** @returns where the next name begins */
  #reserve(length: number): number {
    const start = this.startOf(this.#count);
    if (this.#bytes.length < start + length) {
      const larger = new Uint8Array(Math.max(this.#bytes.length * 2, start + length));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    return start;
  }

  #end(end: number, hash: number): void {
    this.#ends[this.#count] = end;
    this.hashes[this.#count++] = hash;
  }
}

/** The ASCII that `trim` takes away. */
function isBlank(byte = 0): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}
