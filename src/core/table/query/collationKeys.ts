import { releaseBuffers } from '../store/releaseBuffers.js';

/**
 * Printable ASCII in the order of the CLDR root collation, letters ignoring case. Most languages order these characters like this;
 * {@link followsRootCollation} checks it.
 */
const ROOT_COLLATION_ORDER = ' _-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$0abcdefghijklmnopqrstuvwxyz';
const DIGIT_MARKER = ROOT_COLLATION_ORDER.indexOf('0') + 1;

/** Key byte of each ASCII character, 0 if it has none. All digits share the byte that marks a number. */
const weights = new Uint8Array(128);
for (const [index, character] of [...ROOT_COLLATION_ORDER].entries()) {
  weights[character.charCodeAt(0)] = index + 1;
  weights[character.toUpperCase().charCodeAt(0)] = index + 1;
}
weights.fill(DIGIT_MARKER, 0x30, 0x3a);

/** A text with a longer number gets no key and is left to the collator. */
const MAX_DIGITS = 100;

/** Letters that collators sort like others, although Unicode does not decompose them. */
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

/** Keys lie one after the other in chunks. The chunk size is a power of two, and no key spans two chunks. */
const CHUNK_BITS = 18;
const CHUNK_BYTES = 1 << CHUNK_BITS;

/**
 * Byte keys in the order of a numeric collator's first level, which ignores accents and case. Texts are added in the order of their codes;
 * some get no key. A key has no 0 byte, so a 0 ends it.
 */
export class CollationKeys {
  readonly #chunks: Uint8Array[] = [];
  #chunk = new Uint8Array(0);
  #fill = 0;
  readonly #places: Uint32Array;
  readonly #withoutKey: Uint8Array;
  #count = 0;
  /** Scratch space for the UTF-16 units of the text that is being added. */
  #units = new Uint16Array(256);
  readonly #letters = new Map<number, Uint8Array | undefined>();
  readonly #baseCollator: Intl.Collator;

  constructor(texts: number, collator: Intl.Collator) {
    this.#places = new Uint32Array(texts);
    this.#withoutKey = new Uint8Array(texts);
    this.#baseCollator = baseCollatorOf(collator);
  }

  /** Frees the keys' memory. Only {@link has} may be called afterwards. */
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

  /** Adds a text by its bytes, which must be ASCII. */
  addAscii(bytes: Uint8Array, from: number, to: number): void {
    const length = to - from;
    const units = this.#unitBuffer(length);
    for (let at = 0; at < length; at++) {
      units[at] = bytes[from + at] ?? 0;
    }
    this.#add(length);
  }

  #add(length: number): void {
    // A digit takes at most three bytes of a key, any other character at most two.
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

  /** Four key bytes from `depth` on as a number, with 0 beyond the key's end. `depth` must not be beyond that end. */
  word(code: number, depth: number): number {
    const bytes = this.#chunkOf(code);
    const at = this.#startOf(code) + depth;
    const a = bytes[at] ?? 0;
    const b = a === 0 ? 0 : (bytes[at + 1] ?? 0);
    const c = b === 0 ? 0 : (bytes[at + 2] ?? 0);
    const d = c === 0 ? 0 : (bytes[at + 3] ?? 0);
    return a * 0x100_0000 + ((b << 16) | (c << 8) | d);
  }

  /** Compares two keys from `depth` on, which must not be beyond the end of either. */
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

  /** @returns false if the text has a character without a key byte */
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

  /** Key bytes of a letter that the language sorts like an ASCII letter with an accent. */
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

  /** @returns false if a key may be longer than a chunk; such a text gets no key */
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

/** The same language, without accents and case. */
function baseCollatorOf(collator: Intl.Collator): Intl.Collator {
  return new Intl.Collator(collator.resolvedOptions().locale, { sensitivity: 'base' });
}

function digitsEnd(units: Uint16Array, from: number, length: number): number {
  let end = from;
  while (end < length && (units[end] ?? 0) >= 0x30 && (units[end] ?? 0) <= 0x39) {
    end++;
  }
  return end;
}

/**
 * Whether a numeric collator orders ASCII like the root collation. Checks all single characters and all pairs, since languages that differ
 * do so by digraphs (`ch`, `ll`, `aa`), by the order of single characters, or by ignoring punctuation. A capital letter has the key of its
 * small one, which is wrong for the Turkish I.
 */
export function followsRootCollation(collator: Intl.Collator): boolean {
  const { numeric, sensitivity, caseFirst, ignorePunctuation } = collator.resolvedOptions();
  if (!numeric || sensitivity !== 'variant' || caseFirst === 'upper' || ignorePunctuation) {
    return false;
  }
  const characters = [...ROOT_COLLATION_ORDER.replace('0', '0123456789')];
  const ignoringCase = baseCollatorOf(collator);
  if (characters.some((character) => ignoringCase.compare(character, character.toUpperCase()) !== 0)) {
    return false;
  }
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
