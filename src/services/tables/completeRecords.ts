const [quote, comma, lineFeed, carriageReturn] = [0x22, 0x2c, 0x0a, 0x0d];

/**
 * Length of the complete records at the beginning of a CSV file: up to and including the last line break outside quotes. As lenient as the
 * decoder: a quote inside a cell that does not start with one is an ordinary character.
 */
export function completeRecordsLength(bytes: Uint8Array): number {
  let end = 0;
  let atStart = true;
  let quoted = false;
  for (let index = startOfText(bytes); index < bytes.length; index++) {
    const byte = bytes[index];
    if (quoted) {
      if (byte === quote) {
        const next = bytes[index + 1];
        if (next === quote) {
          index++;
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
      end = index + 1;
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
