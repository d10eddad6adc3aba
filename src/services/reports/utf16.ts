/** How a text of two bytes for each letter is written. */
export type Utf16 = 'utf-16le' | 'utf-16be';

/** What no text has: controls, and places of Unicode that no letter has. */
const NO_TEXT = /[\p{Cn}\p{Co}\p{Cs}]|[^\P{Cc}\t\r\n]/u;

/** The encoding that a mark at the beginning of a file says; `undefined` without one. */
export function markedUtf16([first, second]: Uint8Array): Utf16 | undefined {
  return first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

/**
 * The encoding of a table that has no mark; `undefined` for what is no table in UTF-16. The other way around, its ends of lines and its
 * separators would be other letters.
 *
 * @param beginning of a file, of even length where the file goes on
 */
export function unmarkedUtf16(beginning: Uint8Array): Utf16 | undefined {
  return (['utf-16le', 'utf-16be'] as const).find((encoding) => {
    // Of the last letter, half may be missing.
    const text = new TextDecoder(encoding).decode(beginning, { stream: true });
    return /[\r\n]/.test(text) && /[,;\t]/.test(text) && !NO_TEXT.test(text);
  });
}
