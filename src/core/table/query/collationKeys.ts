import { releaseBuffers } from '../store/releaseBuffers.js';

/**
 * Printable ASCII in the root order of the Unicode collation algorithm as CLDR tailors it, letters without their case. Most languages
 * order these characters like that; {@link followsRootCollation} finds out.
 */
const rootCollationOrder = ' _-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$0abcdefghijklmnopqrstuvwxyz';
const DIGIT_MARKER = rootCollationOrder.indexOf('0') + 1;

/** Byte of each ASCII character, 0 where it has none. A digit's byte is where numbers have their place. */
const weights = new Uint8Array(128);
for (const [index, character] of [...rootCollationOrder].entries()) {
  weights[character.charCodeAt(0)] = index + 1;
  weights[character.toUpperCase().charCodeAt(0)] = index + 1;
}
weights.fill(DIGIT_MARKER, 0x30, 0x3a);

/** Longer numbers than any that means something; how a collator reads one is then its own affair. */
const MAX_DIGITS = 100;

/** What letters are that are no letter with an accent to Unicode, but to collators. */
const letterExpansions: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'ae',
  œ: 'oe',
  Œ: 'oe',
  ø: 'o',
  Ø: 'o',
  ł: 'l',
  Ł: 'l',
  đ: 'd',
  Đ: 'd',
};

/** Keys lie one after the other in pieces of this many bytes, a power of two; none lies in two of them. */
const CHUNK_BITS = 18;
const CHUNK_BYTES = 1 << CHUNK_BITS;

/**
 * Keys of bytes that have a numeric collator's order at first sight: before accents and case. Texts get their keys in the order of their
 * codes; some get none. No byte of a key is 0, so that a 0 ends it.
 */
export class CollationKeys {
  readonly #chunks: Uint8Array[] = [];
  #chunk = new Uint8Array(0);
  #fill = 0;
  readonly #places: Uint32Array;
  readonly #withoutKey: Uint8Array;
  #count = 0;
  /** The text that is being added, as UTF-16. */
  #units = new Uint16Array(256);
  readonly #letters = new Map<number, Uint8Array | undefined>();
  readonly #baseCollator: Intl.Collator;

  constructor(texts: number, collator: Intl.Collator) {
    this.#places = new Uint32Array(texts);
    this.#withoutKey = new Uint8Array(texts);
    this.#baseCollator = new Intl.Collator(collator.resolvedOptions().locale, { sensitivity: 'base' });
  }

  /** Gives back the keys' memory; only `has` may be asked after this. */
  releaseBuffers(): void {
    releaseBuffers(...this.#chunks, this.#places);
  }

  has(code: number): boolean {
    return this.#withoutKey[code] === 0;
  }

  add(text: string): void {
    const { length } = text;
    const units = this.#unitBuffer(length);
    for (let at = 0; at < length; at++) {
      units[at] = text.charCodeAt(at);
    }
    this.#add(length);
  }

  /** Adds a text by its bytes, which are all ASCII. */
  addAscii(bytes: Uint8Array, from: number, to: number): void {
    const length = to - from;
    const units = this.#unitBuffer(length);
    for (let at = 0; at < length; at++) {
      units[at] = bytes[from + at] ?? 0;
    }
    this.#add(length);
  }

  #add(length: number): void {
    // A digit makes three bytes at most, any other character two.
    const isKeyed = length > 0 && this.#ensureCapacity(length * 3 + 1) && this.#write(this.#units, length);
    if (!isKeyed) {
      this.#withoutKey[this.#count] = 1;
    }
    this.#count++;
  }

  #unitBuffer(length: number): Uint16Array {
    if (this.#units.length < length) {
      this.#units = new Uint16Array(length * 2);
    }
    return this.#units;
  }

  /** Four bytes as a number, 0 beyond the key's end; `depth` is within the key, or its end. */
  word(code: number, depth: number): number {
    const bytes = this.#chunkOf(code);
    const at = this.#startOf(code) + depth;
    const a = bytes[at] ?? 0;
    const b = a === 0 ? 0 : (bytes[at + 1] ?? 0);
    const c = b === 0 ? 0 : (bytes[at + 2] ?? 0);
    const d = c === 0 ? 0 : (bytes[at + 3] ?? 0);
    return a * 0x100_0000 + ((b << 16) | (c << 8) | d);
  }

  /** Of the keys' bytes from `depth` on, which is within both keys, or their end. */
  compare(a: number, b: number, depth: number): number {
    const [bytesA, bytesB] = [this.#chunkOf(a), this.#chunkOf(b)];
    for (let atA = this.#startOf(a) + depth, atB = this.#startOf(b) + depth; ; atA++, atB++) {
      const byte = bytesA[atA] ?? 0;
      const diff = byte - (bytesB[atB] ?? 0);
      if (diff !== 0 || byte === 0) {
        return diff;
      }
    }
  }

  #chunkOf(code: number): Uint8Array {
    return this.#chunks[(this.#places[code] ?? 0) >>> CHUNK_BITS] ?? this.#chunk;
  }

  #startOf(code: number): number {
    return (this.#places[code] ?? 0) & (CHUNK_BYTES - 1);
  }

  /** @returns false where the text has something that no byte stands for */
  #write(units: Uint16Array, length: number): boolean {
    const bytes = this.#chunk;
    let to = this.#fill;
    for (let at = 0; at < length; at++) {
      const character = units[at] ?? 0;
      if (character >= 0x30 && character <= 0x39) {
        const end = digitsEnd(units, at, length);
        while (at < end && units[at] === 0x30) {
          at++;
        }
        if (end - at > MAX_DIGITS) {
          return false;
        }
        bytes[to++] = DIGIT_MARKER;
        bytes[to++] = end - at + 1;
        for (; at < end; at++) {
          bytes[to++] = (units[at] ?? 0) - 0x2f;
        }
        at--;
        continue;
      }
      const weight = character < 128 ? weights[character] : undefined;
      if (weight !== undefined && weight > 0) {
        bytes[to++] = weight;
        continue;
      }
      const letter = character < 128 ? undefined : this.#letter(character);
      if (letter === undefined) {
        return false;
      }
      for (const byte of letter) {
        bytes[to++] = byte;
      }
    }
    this.#places[this.#count] = (this.#chunks.length - 1) * CHUNK_BYTES + this.#fill;
    bytes[to] = 0;
    this.#fill = to + 1;
    return true;
  }

  /** Bytes of a letter that the language takes for another one with an accent. */
  #letter(character: number): Uint8Array | undefined {
    if (!this.#letters.has(character)) {
      this.#letters.set(character, this.#read(String.fromCharCode(character)));
    }
    return this.#letters.get(character);
  }

  #read(letter: string): Uint8Array | undefined {
    const base = letterExpansions[letter] ?? /^([A-Za-z])[\u0300-\u036f]+$/.exec(letter.normalize('NFD'))?.[1];
    return base !== undefined && this.#baseCollator.compare(letter, base) === 0
      ? Uint8Array.from(base, (character) => weights[character.charCodeAt(0)] ?? 0)
      : undefined;
  }

  /** @returns false for more than a piece has: nobody's name, and for the collator to compare */
  #ensureCapacity(bytes: number): boolean {
    if (this.#fill + bytes > this.#chunk.length) {
      if (bytes > CHUNK_BYTES) {
        return false;
      }
      this.#chunk = new Uint8Array(CHUNK_BYTES);
      this.#chunks.push(this.#chunk);
      this.#fill = 0;
    }
    return true;
  }
}

function digitsEnd(units: Uint16Array, from: number, length: number): number {
  let end = from;
  while (end < length && (units[end] ?? 0) >= 0x30 && (units[end] ?? 0) <= 0x39) {
    end++;
  }
  return end;
}

/**
 * Whether a numeric collator orders ASCII as the root collation does: all its characters, and all pairs of them, since languages that
 * differ do so by letters of their own (`ch`, `ll`, `aa`), by other places, or by passing over punctuation.
 */
export function followsRootCollation(collator: Intl.Collator): boolean {
  const { numeric, sensitivity, caseFirst, ignorePunctuation } = collator.resolvedOptions();
  if (!numeric || sensitivity !== 'variant' || caseFirst === 'upper' || ignorePunctuation) {
    return false;
  }
  const characters = [...rootCollationOrder.replace('0', '0123456789')];
  const texts = characters.flatMap((first) => [first, ...characters.map((second) => first + second)]);
  const keys = new CollationKeys(texts.length, collator);
  texts.forEach((text) => keys.add(text));
  const order = texts.map((_, code) => code).sort((a, b) => keys.compare(a, b, 0));
  return order.every((code, at) => {
    const before = order[at - 1];
    return (
      before === undefined ||
      Math.sign(collator.compare(texts[before] ?? '', texts[code] ?? '')) === Math.sign(keys.compare(before, code, 0))
    );
  });
}
