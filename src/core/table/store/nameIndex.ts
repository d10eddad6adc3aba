import { forEachSlice, TEXT_COST, type TimeSlicer } from '../../../base/timeSlicer.js';
import { NAMES_OF_EVERYBODY } from '../../../shared/concealedNames.js';
import { FoldedNames, MOST_NAMES } from './foldedNames.js';
import { type Texts, TextPool } from './textPool.js';

/** The number of what names nobody. */
export const NOBODY = -1;

const INITIAL_SLOTS = 1 << 10;
const INITIAL_BYTES = 1 << 14;

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
  /** The names that are being numbered. */
  readonly #names: FoldedNames;
  /** What {@link #readAhead} has read of each of them. */
  readonly #read = new Int32Array(MOST_NAMES);

  /** @param ignoresCase whether names in another case are the same, as user principal names are */
  constructor(ignoresCase = true) {
    this.#names = new FoldedNames(ignoresCase);
    NAMES_OF_EVERYBODY.forEach((name) => this.numberOf(name));
  }

  get length(): number {
    return this.#count - NAMES_OF_EVERYBODY.length;
  }

  /** @returns {@link NOBODY} for a blank name, and for those that are the same for everyone */
  numberOf(text: string): number {
    return this.#numberOf(text, true);
  }

  /** The number of a name that was numbered, without numbering it; {@link NOBODY} for every other text. */
  find(text: string): number {
    return this.#numberOf(text, false);
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
    const addName = (at: number) => this.#names.addBytes(bytes, ends[at + common - 1] ?? 0, ends[at + common] ?? 0);
    const number = (from: number, to: number) => this.#numberAll(from, to, addName, numbers);
    await forEachSlice(numbers.length, slicer, number, TEXT_COST);
    return numbers;
  }

  /**
   * Numbers some texts by their codes.
   * @param numbers takes the number of each text, by its code
   */
  numberCodes(texts: Texts, from: number, to: number, numbers: Int32Array): void {
    const names = this.#names;
    const addName = (code: number) => {
      if (!(texts instanceof TextPool && texts.readAscii(code, names.addAscii))) {
        names.addText(texts.at(code) ?? '');
      }
    };
    this.#numberAll(from, to, addName, numbers);
  }

  #numberOf(text: string, isAdded: boolean): number {
    this.#names.clear();
    this.#names.addText(text);
    return this.#public(this.#find(0, isAdded));
  }

  /** @param addName adds a name to {@link #names} */
  #numberAll(from: number, to: number, addName: (at: number) => void, numbers: Int32Array): void {
    for (let first = from; first < to; first += MOST_NAMES) {
      const end = Math.min(to, first + MOST_NAMES);
      this.#names.clear();
      for (let at = first; at < end; at++) {
        addName(at);
      }
      this.#readAhead();
      for (let at = first; at < end; at++) {
        numbers[at] = this.#public(this.#find(at - first, true));
      }
    }
  }

  /**
   * Reads what {@link #find} is going to read of all names. Each one waits for memory three times, as every report has the users in another order;
   * here no name waits for another, and the processor reads many at once.
   */
  #readAhead(): void {
    const { length, hashes } = this.#names;
    const read = this.#read;
    const mask = this.#slots.length / 2 - 1;
    for (let at = 0; at < length; at++) {
      read[at] = this.#slots[slotOf(hashes[at] ?? 0, mask) * 2] ?? 0;
    }
    for (let at = 0; at < length; at++) {
      read[at] = this.#ends[Math.max(0, (read[at] ?? 0) - 2)] ?? 0;
    }
    for (let at = 0; at < length; at++) {
      read[at] = this.#bytes[read[at] ?? 0] ?? 0;
    }
  }

  /** What is not numbered is nobody, too. */
  #public(number: number): number {
    return number < NAMES_OF_EVERYBODY.length ? NOBODY : number - NAMES_OF_EVERYBODY.length;
  }

  /** Finds one of {@link #names}, or adds it; {@link NOBODY} if it is blank, or neither found nor added. */
  #find(at: number, isAdded: boolean): number {
    const [start, end] = [this.#names.startOf(at), this.#names.endOf(at)];
    if (start === end) {
      return NOBODY;
    }
    const hash = this.#names.hashes[at] ?? 0;
    const slots = this.#slots;
    const mask = slots.length / 2 - 1;
    for (let slot = slotOf(hash, mask); ; slot = (slot + 1) & mask) {
      const number = (slots[slot * 2] ?? 0) - 1;
      if (number < 0) {
        if (!isAdded) {
          return NOBODY;
        }
        slots[slot * 2] = this.#count + 1;
        slots[slot * 2 + 1] = hash;
        return this.#add(start, end);
      }
      if (slots[slot * 2 + 1] === hash && this.#isSame(number, start, end)) {
        return number;
      }
    }
  }

  #isSame(number: number, from: number, to: number): boolean {
    const start = number === 0 ? 0 : (this.#ends[number - 1] ?? 0);
    if ((this.#ends[number] ?? 0) - start !== to - from) {
      return false;
    }
    const [bytes, names] = [this.#bytes, this.#names.bytes];
    const distance = start - from;
    for (let at = from; at < to; at++) {
      if (bytes[at + distance] !== names[at]) {
        return false;
      }
    }
    return true;
  }

  #add(from: number, to: number): number {
    const number = this.#count++;
    const start = number === 0 ? 0 : (this.#ends[number - 1] ?? 0);
    const end = start + to - from;
    if (end > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#bytes.length * 2, end));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(this.#names.bytes.subarray(from, to), start);
    this.#ends[number] = end;
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
        let slot = slotOf(hash, mask);
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

/** Where a name is looked for first. */
function slotOf(hash: number, mask: number): number {
  return (hash ^ (hash >>> 15)) & mask;
}
