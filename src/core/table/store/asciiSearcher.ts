/**
 * Searches UTF-8 texts for an ASCII text, ignoring case. The result is exact, except that a text with {@link lowercasesToAscii} may contain
 * the needle although it is not found.
 */
export class AsciiSearcher {
  readonly #letters: Uint8Array;
  /** Boyer-Moore-Horspool table. Indexed by the byte below the needle's last letter: how far the needle may move on. */
  readonly #skips: Uint8Array;

  /** @param text ASCII, not empty */
  constructor(text: string) {
    this.#letters = Uint8Array.from(text, (letter) => lowerCase[letter.charCodeAt(0)] ?? 0);
    const last = this.#letters.length - 1;
    this.#skips = new Uint8Array(256).fill(Math.min(255, last + 1));
    for (const [place, letter] of this.#letters.subarray(0, last).entries()) {
      const skip = Math.min(255, last - place);
      this.#skips[letter] = skip;
      this.#skips[String.fromCharCode(letter).toUpperCase().charCodeAt(0)] = skip;
    }
  }

  /** Searches the bytes from `from` (inclusive) to `to` (exclusive). */
  foundIn(bytes: Uint8Array, from: number, to: number): boolean {
    const letters = this.#letters;
    const skips = this.#skips;
    const last = letters.length - 1;
    const lastLetter = letters[last];
    for (let at = from + last; at < to;) {
      const byte = bytes[at] ?? 0;
      if (lowerCase[byte] === lastLetter) {
        let place = last - 1;
        while (place >= 0 && lowerCase[bytes[at - last + place] ?? 0] === letters[place]) {
          place--;
        }
        if (place < 0) {
          return true;
        }
      }
      at += skips[byte] ?? 1;
    }
    return false;
  }
}

/**
 * The non-ASCII characters that contain ASCII when a text is folded for a search: İ (U+0130) and the Kelvin sign (U+212A) in lower case, the
 * Greek question mark (U+037E) and varia (U+1FEF) when composed.
 */
export const lowercasesToAscii = /[\u0130\u212a\u037e\u1fef]/;

const lowerCase = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));
