/**
 * Looks for a text of ASCII in texts of UTF-8, whatever the case of either. What it finds is there; what it does not find is not, but for
 * texts with {@link lowercasesToAscii}.
 */
export class AsciiSearcher {
  readonly #letters: Uint8Array;
  /** By byte at the place of the needle's last letter: how far on the needle can be at the earliest (after Boyer, Moore and Horspool). */
  readonly #skips: Uint8Array;

  /** @param text of ASCII, not empty */
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

  /** @param to after the last byte */
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

/** The letters beyond ASCII that are ASCII, or have some, in lower case: İ and the sign for Kelvin. */
export const lowercasesToAscii = /[\u0130\u212a]/;

const lowerCase = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));
