import { composedText } from '../../../base/composedText.js';
import { foldText } from '../../../base/foldText.js';
import { forEachSlice, TEXT_COST, type TimeSlicer } from '../../../base/timeSlicer.js';
import { NAMES_OF_EVERYBODY } from '../../../shared/concealedNames.js';
import { type Texts, TextPool } from './textPool.js';

/** The number of what names nobody. */
export const NOBODY = -1;

const INITIAL_SLOTS = 1 << 10;
const INITIAL_BYTES = 1 << 14;
/** FNV-1a: cheap, and good for texts that differ in a few letters. */
const HASH_START = 0x811c9dc5;
const HASH_FACTOR = 0x01000193;
/** Between a capital letter of ASCII and its small one. */
const CASE_DISTANCE = 32;
const encoder = new TextEncoder();

/** What {@link NameIndex} has numbered: the folded names, one after the other. Plain data. */
export interface PostedNames {
  readonly bytes: Uint8Array;
  /** Where each one ends. */
  readonly ends: Uint32Array;
  readonly count: number;
}

/**
 * Numbers names from 0 on, in the order in which they come. Two spellings of a name have the same number: case does not count, nor do blanks
 * around it, which a directory keeps that was filled by a script.
 *
 * The names are kept as bytes, one after the other, and found by a hash of these bytes: strings of a million names in each of twelve reports
 * would have to be made, folded, and collected again.
 */
export class NameIndex {
  /** By hash, pairs of a number + 1 and the hash of its name: beside each other, they are in one line of the cache. 0 is a free slot. */
  #slots = new Int32Array(INITIAL_SLOTS * 2);
  /** Where each name ends in {@link #bytes}. */
  #ends = new Uint32Array(INITIAL_SLOTS / 2);
  #bytes = new Uint8Array(INITIAL_BYTES);
  #count = 0;
  #folded = new Uint8Array(256);
  /** What {@link #takeAscii} has found. */
  #found = NOBODY;

  /** @param ignoresCase whether names in another case are the same, as user principal names are */
  constructor(private readonly ignoresCase = true) {
    NAMES_OF_EVERYBODY.forEach((name) => this.#numberOf(name));
  }

  get length(): number {
    return this.#count - NAMES_OF_EVERYBODY.length;
  }

  /** @returns {@link NOBODY} for a blank name, and for those that are the same for everyone */
  numberOf(text: string): number {
    const name = text.trim();
    return name === '' ? NOBODY : this.#public(this.#numberOf(name));
  }

  /** The number of a name that was numbered, without numbering it; {@link NOBODY} for every other text. */
  find(text: string): number {
    const name = text.trim();
    return name === '' ? NOBODY : this.#public(this.#numberOf(name, false));
  }

  /** The names, to be posted to another thread. Their arrays are those of this index, which is of no use once they were handed over. */
  posted(): PostedNames {
    return { bytes: this.#bytes, ends: this.#ends, count: this.#count };
  }

  /**
   * Numbers the names that an index of another thread has.
   * @returns the number here by the number there
   * @throws the slicer's `AbortError`
   */
  async addPosted({ bytes, ends, count }: PostedNames, slicer: TimeSlicer): Promise<Int32Array> {
    const common = NAMES_OF_EVERYBODY.length;
    const numbers = new Int32Array(count - common);
    const add = (from: number, to: number) => {
      for (let at = from; at < to; at++) {
        // Folded already, so that it does not matter whether it is ASCII.
        numbers[at] = this.#numberOfAscii(bytes, ends[at + common - 1] ?? 0, ends[at + common] ?? 0) - common;
      }
    };
    await forEachSlice(numbers.length, slicer, add, TEXT_COST);
    return numbers;
  }

  /** The number of a text by its code. */
  numberOfCode(texts: Texts, code: number): number {
    if (!(texts instanceof TextPool)) {
      return this.numberOf(texts.at(code) ?? '');
    }
    return texts.readAscii(code, this.#takeAscii) ? this.#found : this.numberOf(texts.at(code) ?? '');
  }

  readonly #takeAscii = (bytes: Uint8Array, from: number, to: number): void => {
    let [first, end] = [from, to];
    while (first < end && isBlank(bytes[first])) {
      first++;
    }
    while (first < end && isBlank(bytes[end - 1])) {
      end--;
    }
    this.#found = end === first ? NOBODY : this.#public(this.#numberOfAscii(bytes, first, end));
  };

  /** What is not numbered is nobody, too. */
  #public(number: number): number {
    return number < NAMES_OF_EVERYBODY.length ? NOBODY : number - NAMES_OF_EVERYBODY.length;
  }

  #numberOf(text: string, isAdded = true): number {
    const folded = this.ignoresCase ? foldText(text) : composedText(text);
    this.#reserve(folded.length * 3);
    const { written } = encoder.encodeInto(folded, this.#folded);
    let hash = HASH_START;
    for (let at = 0; at < written; at++) {
      hash = Math.imul(hash ^ (this.#folded[at] ?? 0), HASH_FACTOR);
    }
    return this.#find(hash, written, isAdded);
  }

  #numberOfAscii(bytes: Uint8Array, from: number, to: number): number {
    this.#reserve(to - from);
    const folded = this.#folded;
    const distance = this.ignoresCase ? CASE_DISTANCE : 0;
    let hash = HASH_START;
    for (let at = from; at < to; at++) {
      const byte = bytes[at] ?? 0;
      const lower = byte >= 65 && byte <= 90 ? byte + distance : byte;
      folded[at - from] = lower;
      hash = Math.imul(hash ^ lower, HASH_FACTOR);
    }
    return this.#find(hash, to - from, true);
  }

  #reserve(length: number): void {
    if (this.#folded.length < length) {
      this.#folded = new Uint8Array(length);
    }
  }

  /** Finds the name in {@link #folded}, or adds it; {@link NOBODY} if it is neither found nor added. */
  #find(hash: number, length: number, isAdded: boolean): number {
    const slots = this.#slots;
    const mask = slots.length / 2 - 1;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const number = (slots[slot * 2] ?? 0) - 1;
      if (number < 0) {
        if (!isAdded) {
          return NOBODY;
        }
        slots[slot * 2] = this.#count + 1;
        slots[slot * 2 + 1] = hash;
        return this.#add(length);
      }
      if (slots[slot * 2 + 1] === hash && this.#isSame(number, length)) {
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

  #add(length: number): number {
    const number = this.#count++;
    const start = number === 0 ? 0 : (this.#ends[number - 1] ?? 0);
    if (start + length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#bytes.length * 2, start + length));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(this.#folded.subarray(0, length), start);
    this.#ends[number] = start + length;
    if (this.#count === this.#ends.length) {
      this.#grow();
    }
    return number;
  }

  /** Doubles the slots, of which at most half are used. */
  #grow(): void {
    const [old, slots] = [this.#slots, new Int32Array(this.#slots.length * 2)];
    const mask = slots.length / 2 - 1;
    for (let at = 0; at < old.length; at += 2) {
      const [number, hash] = [old[at] ?? 0, old[at + 1] ?? 0];
      if (number !== 0) {
        let slot = (hash ^ (hash >>> 15)) & mask;
        while (slots[slot * 2] !== 0) {
          slot = (slot + 1) & mask;
        }
        slots[slot * 2] = number;
        slots[slot * 2 + 1] = hash;
      }
    }
    const ends = new Uint32Array(slots.length / 4);
    ends.set(this.#ends);
    [this.#slots, this.#ends] = [slots, ends];
  }
}

/** The ASCII that `trim` takes away. */
function isBlank(byte = 0): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}
