import { foldText } from '../../../base/foldText.js';
import { type Texts, TextPool } from '../../table/store/textPool.js';

/** The number of what names nobody. */
export const NOBODY = -1;

/** Names that are the same for everyone whose name is concealed, see `concealedNames.ts`. */
const EVERYBODY = ['(Unknown)', '00000000-0000-0000-0000-000000000000', 'D41D8CD98F00B204E9800998ECF8427E'];

const INITIAL_SLOTS = 1 << 10;
const INITIAL_BYTES = 1 << 14;
/** FNV-1a: cheap, and good for texts that differ in a few letters. */
const HASH_START = 0x811c9dc5;
const HASH_FACTOR = 0x01000193;
const encoder = new TextEncoder();

/**
 * Numbers names from 0 on, in the order in which they come. Two spellings of a name have the same number.
 *
 * The names are kept as bytes, one after the other, and found by a hash of these bytes: strings of a million names in each of twelve reports
 * would have to be made, folded, and collected again.
 */
export class NameIndex {
  /** Number + 1 by hash; 0 is a free slot. */
  #slots = new Int32Array(INITIAL_SLOTS);
  #hashes = new Int32Array(INITIAL_SLOTS / 2);
  /** Where each name ends in {@link #bytes}. */
  #ends = new Uint32Array(INITIAL_SLOTS / 2);
  #bytes = new Uint8Array(INITIAL_BYTES);
  #count = 0;
  #folded = new Uint8Array(256);

  constructor() {
    EVERYBODY.forEach((name) => this.#numberOf(name));
  }

  get length(): number {
    return this.#count - EVERYBODY.length;
  }

  /** @returns {@link NOBODY} for a blank name, and for those that are the same for everyone */
  numberOf(text: string): number {
    return text === '' ? NOBODY : this.#public(this.#numberOf(text));
  }

  /** The number of a text by its code. */
  numberOfCode(texts: Texts, code: number): number {
    if (!(texts instanceof TextPool)) {
      return this.numberOf(texts.at(code) ?? '');
    }
    let number = NOBODY;
    const isAscii = texts.readAscii(code, (bytes, from, to) => {
      number = to === from ? NOBODY : this.#public(this.#numberOfAscii(bytes, from, to));
    });
    return isAscii ? number : this.numberOf(texts.at(code) ?? '');
  }

  #public(number: number): number {
    return number < EVERYBODY.length ? NOBODY : number - EVERYBODY.length;
  }

  #numberOf(text: string): number {
    const folded = foldText(text);
    this.#reserve(folded.length * 3);
    const { written } = encoder.encodeInto(folded, this.#folded);
    let hash = HASH_START;
    for (let at = 0; at < written; at++) {
      hash = Math.imul(hash ^ (this.#folded[at] ?? 0), HASH_FACTOR);
    }
    return this.#find(hash, written);
  }

  #numberOfAscii(bytes: Uint8Array, from: number, to: number): number {
    this.#reserve(to - from);
    const folded = this.#folded;
    let hash = HASH_START;
    for (let at = from; at < to; at++) {
      const byte = bytes[at] ?? 0;
      const lower = byte >= 65 && byte <= 90 ? byte + 32 : byte;
      folded[at - from] = lower;
      hash = Math.imul(hash ^ lower, HASH_FACTOR);
    }
    return this.#find(hash, to - from);
  }

  #reserve(length: number): void {
    if (this.#folded.length < length) {
      this.#folded = new Uint8Array(length);
    }
  }

  /** Finds the name in {@link #folded}, or adds it. */
  #find(hash: number, length: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const number = (slots[slot] ?? 0) - 1;
      if (number < 0) {
        slots[slot] = this.#count + 1;
        return this.#add(hash, length);
      }
      if (this.#hashes[number] === hash && this.#isSame(number, length)) {
        return number;
      }
    }
  }

  #isSame(number: number, length: number): boolean {
    const start = number === 0 ? 0 : (this.#ends[number - 1] ?? 0);
    if ((this.#ends[number] ?? 0) - start !== length) {
      return false;
    }
    for (let at = 0; at < length; at++) {
      if (this.#bytes[start + at] !== this.#folded[at]) {
        return false;
      }
    }
    return true;
  }

  #add(hash: number, length: number): number {
    const number = this.#count++;
    const start = number === 0 ? 0 : (this.#ends[number - 1] ?? 0);
    if (start + length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#bytes.length * 2, start + length));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(this.#folded.subarray(0, length), start);
    this.#ends[number] = start + length;
    this.#hashes[number] = hash;
    if (this.#count === this.#hashes.length) {
      this.#grow();
    }
    return number;
  }

  /** Doubles the slots, of which at most half are used. */
  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const [hashes, ends] = [new Int32Array(slots.length / 2), new Uint32Array(slots.length / 2)];
    hashes.set(this.#hashes);
    ends.set(this.#ends);
    for (let number = 0; number < this.#count; number++) {
      const hash = hashes[number] ?? 0;
      let slot = (hash ^ (hash >>> 15)) & (slots.length - 1);
      while (slots[slot] !== 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = number + 1;
    }
    [this.#slots, this.#hashes, this.#ends] = [slots, hashes, ends];
  }
}
