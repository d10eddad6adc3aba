/**
 * Printable ASCII in the root order of the Unicode collation algorithm as CLDR tailors it, letters without their case. Most languages
 * order these characters like that; {@link rootOrderHolds} finds out.
 */
const rootOrder = ' _-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$0abcdefghijklmnopqrstuvwxyz';
const digitLead = rootOrder.indexOf('0') + 1;

/** Byte of each ASCII character, 0 where it has none. A digit's byte is where numbers have their place. */
const weights = new Uint8Array(128);
for (const [index, character] of [...rootOrder].entries()) {
  weights[character.charCodeAt(0)] = index + 1;
  weights[character.toUpperCase().charCodeAt(0)] = index + 1;
}
weights.fill(digitLead, 0x30, 0x3a);

/** Longer numbers than any that means something; how a collator reads one is then its own affair. */
const mostDigits = 100;

/** What letters are that are no letter with an accent to Unicode, but to collators. */
const otherLetters: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', Æ: 'ae', œ: 'oe', Œ: 'oe', ø: 'o', Ø: 'o', ł: 'l', Ł: 'l', đ: 'd', Đ: 'd' };

/**
 * Keys of bytes, never 0, that have a numeric collator's order at first sight: before accents and case. Texts get their keys in the
 * order of their codes; some get none.
 */
export class PrimaryKeys {
  #bytes = new Uint8Array(1 << 16);
  #length = 0;
  readonly #starts: Uint32Array;
  readonly #none: Uint8Array;
  #count = 0;
  readonly #letters = new Map<number, Uint8Array | undefined>();
  readonly #bases: Intl.Collator;

  constructor(texts: number, collator: Intl.Collator) {
    this.#starts = new Uint32Array(texts + 1);
    this.#none = new Uint8Array(texts);
    this.#bases = new Intl.Collator(collator.resolvedOptions().locale, { sensitivity: 'base' });
  }

  has(code: number): boolean {
    return this.#none[code] === 0;
  }

  add(text: string): void {
    const start = this.#length;
    if (text === '' || !this.#write(text)) {
      this.#none[this.#count] = 1;
      this.#length = start;
    }
    this.#starts[++this.#count] = this.#length;
  }

  /** Four bytes as a number, 0 beyond the key's end. */
  word(code: number, depth: number): number {
    const at = (this.#starts[code] ?? 0) + depth;
    const left = (this.#starts[code + 1] ?? 0) - at;
    const bytes = this.#bytes;
    const [a, b, c, d] = [left > 0 ? bytes[at] : 0, left > 1 ? bytes[at + 1] : 0, left > 2 ? bytes[at + 2] : 0, left > 3 ? bytes[at + 3] : 0];
    return (a ?? 0) * 0x100_0000 + (((b ?? 0) << 16) | ((c ?? 0) << 8) | (d ?? 0));
  }

  /** Of the keys' bytes from `depth` on. */
  compare(a: number, b: number, depth: number): number {
    const bytes = this.#bytes;
    const [startA, startB] = [(this.#starts[a] ?? 0) + depth, (this.#starts[b] ?? 0) + depth];
    const [lengthA, lengthB] = [(this.#starts[a + 1] ?? 0) - startA, (this.#starts[b + 1] ?? 0) - startB];
    const shared = Math.min(lengthA, lengthB);
    for (let at = 0; at < shared; at++) {
      const difference = (bytes[startA + at] ?? 0) - (bytes[startB + at] ?? 0);
      if (difference !== 0) {
        return difference;
      }
    }
    return lengthA - lengthB;
  }

  /** @returns false where the text has something that no byte stands for */
  #write(text: string): boolean {
    // A digit makes three bytes at most, any other character two.
    this.#makeRoom(text.length * 3);
    const bytes = this.#bytes;
    let to = this.#length;
    for (let at = 0; at < text.length; at++) {
      const character = text.charCodeAt(at);
      if (character >= 0x30 && character <= 0x39) {
        const end = endOfDigits(text, at);
        while (at < end && text.charCodeAt(at) === 0x30) {
          at++;
        }
        if (end - at > mostDigits) {
          return false;
        }
        bytes[to++] = digitLead;
        bytes[to++] = end - at + 1;
        for (; at < end; at++) {
          bytes[to++] = text.charCodeAt(at) - 0x2f;
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
    this.#length = to;
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
    const base = otherLetters[letter] ?? /^([A-Za-z])[\u0300-\u036f]+$/.exec(letter.normalize('NFD'))?.[1];
    return base !== undefined && this.#bases.compare(letter, base) === 0
      ? Uint8Array.from(base, (character) => weights[character.charCodeAt(0)] ?? 0)
      : undefined;
  }

  #makeRoom(bytes: number): void {
    if (this.#length + bytes > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + bytes));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
  }
}

function endOfDigits(text: string, from: number): number {
  let end = from;
  while (end < text.length && text.charCodeAt(end) >= 0x30 && text.charCodeAt(end) <= 0x39) {
    end++;
  }
  return end;
}

/**
 * Whether a numeric collator orders ASCII as the root collation does: all its characters, and all pairs of them, since languages that
 * differ do so by letters of their own (`ch`, `ll`, `aa`), by other places, or by passing over punctuation.
 */
export function rootOrderHolds(collator: Intl.Collator): boolean {
  const { numeric, sensitivity, caseFirst, ignorePunctuation } = collator.resolvedOptions();
  if (!numeric || sensitivity !== 'variant' || caseFirst === 'upper' || ignorePunctuation) {
    return false;
  }
  const characters = [...rootOrder.replace('0', '0123456789')];
  const texts = characters.flatMap((first) => [first, ...characters.map((second) => first + second)]);
  const keys = new PrimaryKeys(texts.length, collator);
  texts.forEach((text) => keys.add(text));
  const order = texts.map((_, code) => code).sort((a, b) => keys.compare(a, b, 0));
  return order.every((code, at) => {
    const before = order[at - 1];
    return before === undefined || Math.sign(collator.compare(texts[before] ?? '', texts[code] ?? '')) === Math.sign(keys.compare(before, code, 0));
  });
}
