import { concatBytes } from '../../base/bytes.js';

const [quote, backslash] = [0x22, 0x5c];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Pages have rows in an array in an object, and perhaps other rows within those. */
const MAX_DEPTH = 16;

/**
 * Makes a page of JSON from the beginning of one: it has the rows that are complete, and is closed behind the last of them.
 * @returns no bytes if no row is complete
 */
export function completeRows(beginning: Uint8Array): Uint8Array {
  /** The brackets that are still to be closed. */
  const due: number[] = [];
  let rowDepth = MAX_DEPTH;
  let end = 0;
  let closing: readonly number[] = [];
  for (let index = 0; index < beginning.length && due.length <= MAX_DEPTH; index++) {
    const byte = beginning[index];
    if (byte === quote) {
      index = endOfText(beginning, index);
    } else if (byte === openBrace || byte === openBracket) {
      due.push(byte === openBrace ? closeBrace : closeBracket);
    } else if (byte === closeBrace || byte === closeBracket) {
      due.pop();
      // An object in an array is a row, unless it is within one.
      if (byte === closeBrace && due.at(-1) === closeBracket && due.length <= rowDepth) {
        rowDepth = due.length;
        end = index + 1;
        closing = due.toReversed();
      }
    }
  }
  return concatBytes([beginning.subarray(0, end), Uint8Array.from(closing)]);
}

/** Where the text that starts here has its last quote; behind the end if it has none. */
function endOfText(bytes: Uint8Array, start: number): number {
  for (let index = start + 1; index < bytes.length; index++) {
    if (bytes[index] === backslash) {
      index++;
    } else if (bytes[index] === quote) {
      return index;
    }
  }
  return bytes.length;
}
