const [quote, comma, lineFeed, carriageReturn] = [0x22, 0x2c, 0x0a, 0x0d];

/**
 * Bytes of the beginning of a CSV file that are whole records: up to and with the last line break outside quotes, read as leniently as
 * the decoder reads (a quote within a cell that does not start with one is a character like any other).
 */
export function completeRecordsLength(bytes: Uint8Array): number {
  let end = 0;
  let atStart = true;
  let quoted = false;
  for (let at = startOfText(bytes); at < bytes.length; at++) {
    const byte = bytes[at];
    if (quoted) {
      if (byte === quote) {
        const next = bytes[at + 1];
        if (next === quote) {
          at++;
        } else {
          quoted = false;
        }
      }
      continue;
    }
    if (byte === quote && atStart) {
      quoted = true;
      atStart = false;
    } else if (byte === lineFeed) {
      end = at + 1;
      atStart = true;
    } else {
      atStart = byte === comma || (atStart && byte === carriageReturn);
    }
  }
  return end;
}

function startOfText(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}
