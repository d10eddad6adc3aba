const plainNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Every integer of up to 15 digits is exact in a double, as are the intermediate results of reading it digit by digit. */
const MAX_SAFE_DIGITS = 15;

/**
 * Parses the bytes of a whole number of at most 15 digits, without sign or leading zeros. Most numeric cells are such numbers.
 *
 * @returns -1 for anything else
 */
export function parseWholeNumberBytes(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length <= 0 || length > MAX_SAFE_DIGITS || (length > 1 && bytes[from] === 48)) {
    return -1;
  }
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = (bytes[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) {
      return -1;
    }
    value = value * 10 + digit;
  }
  return value;
}

/**
 * Parses a plain number: digits with an optional minus sign and decimal point. Integers above 2^53 come out rounded, see {@link isRounded}.
 *
 * @returns `NaN` for anything else (`1,234`, `+5`, `1e3`, `007`, `.5`)
 */
export function parseNumber(text: string): number {
  if (!plainNumber.test(text)) {
    return Number.NaN;
  }
  const value = Number(text);
  // Adding 0 turns -0 into 0. The sign of zero means nothing in a report.
  return Number.isFinite(value) ? value + 0 : Number.NaN;
}

/** Whether a number is so large that it may be rounded. Only the cell's text is exact then. */
export function isRounded(value: number): boolean {
  return Math.abs(value) > Number.MAX_SAFE_INTEGER;
}
