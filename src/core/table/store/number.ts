const plainNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Up to so many digits every integer is exact and can be summed up digit by digit. */
const MAX_SAFE_DIGITS = 15;

/**
 * Reads a whole number of at most 15 digits without sign and leading zeros, which is what most cells hold, out of the bytes of a file; -1
 * for anything else.
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
 * Reads a number in its plain form: digits, a minus sign, a decimal point. Anything else (`1,234`, `+5`, `1e3`, `007`, `.5`)
 * is not guessed at: `NaN`. Integers above 2^53 come out rounded, see {@link isRounded}.
 */
export function parseNumber(text: string): number {
  if (!plainNumber.test(text)) {
    return Number.NaN;
  }
  const value = Number(text);
  // Adding 0 turns -0 into 0: no report means anything by it.
  return Number.isFinite(value) ? value + 0 : Number.NaN;
}

/** Whether a number this large may be a rounded one, so that only the cell's text is exact. */
export function isRounded(value: number): boolean {
  return Math.abs(value) > Number.MAX_SAFE_INTEGER;
}
