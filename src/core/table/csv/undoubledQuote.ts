const QUOTE = 0x22;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Mends a record that reaches to the end of the file only because a name ends in a quote that was not doubled: `"Screen 24"",5`. Read
 * strictly, the cell goes on with a quote and a comma, and all later rows are part of it.
 *
 * @param record the last record, which is not finished
 * @param width number of cells of the file's other records
 * @returns the bytes with the quote doubled; `undefined` if that gives no whole record, so that the file really ends too early
 */
export function withDoubledQuote(record: Uint8Array, width: number): Uint8Array | undefined {
  for (let at = 0, cells = 1; at < record.length; at++, cells++) {
    const { end, possibleEnds } = scanCell(record, at);
    if (end === undefined) {
      const following = cellsAfterEach(record, possibleEnds);
      const place = possibleEnds.find((_, index) => cells + (following[index] ?? 0) === width);
      return place === undefined ? undefined : withQuoteAt(record, place);
    }
    if (record[end] !== COMMA) {
      return undefined;
    }
    at = end;
  }
  return undefined;
}

/**
 * @returns `end`: offset of the comma or line break after the cell; `undefined` if the cell is not closed. `possibleEnds`: doubled quotes that
 *   a comma or a line break follows
 */
function scanCell(bytes: Uint8Array, from: number): { end: number | undefined; possibleEnds: readonly number[] } {
  const possibleEnds: number[] = [];
  let at = from;
  if (bytes[from] === QUOTE) {
    for (at++; at < bytes.length && (bytes[at] !== QUOTE || bytes[at + 1] === QUOTE); at++) {
      if (bytes[at] === QUOTE) {
        if (isEnd(bytes, at + 2)) {
          possibleEnds.push(at);
        }
        at++;
      }
    }
    if (at >= bytes.length) {
      return { end: undefined, possibleEnds };
    }
    at++;
  }
  while (at < bytes.length && bytes[at] !== COMMA && bytes[at] !== LINE_FEED) {
    at++;
  }
  return { end: at, possibleEnds };
}

/**
 * For each possible end of the open cell the number of cells that would follow it in its record; `NaN` if that has no end. No byte is read
 * twice for it: where the cells after one end begin to be those after another, their number is known.
 */
function cellsAfterEach(bytes: Uint8Array, possibleEnds: readonly number[]): number[] {
  /** By offset of the comma or line break in front of them. */
  const known = new Map<number, number>();
  const numbers: number[] = [];
  for (const possible of possibleEnds.toReversed()) {
    const passed: number[] = [];
    let at: number | undefined = possible + 2;
    while (at !== undefined && at < bytes.length && bytes[at] === COMMA && !known.has(at)) {
      passed.push(at);
      at = scanCell(bytes, at + 1).end;
    }
    let cells = at === undefined || at >= bytes.length ? Number.NaN : (known.get(at) ?? 0);
    for (const comma of passed.toReversed()) {
      cells++;
      known.set(comma, cells);
    }
    numbers.push(cells);
  }
  return numbers.reverse();
}

function isEnd(bytes: Uint8Array, at: number): boolean {
  return (
    bytes[at] === COMMA || bytes[at] === LINE_FEED || (bytes[at] === CARRIAGE_RETURN && bytes[at + 1] === LINE_FEED)
  );
}

function withQuoteAt(bytes: Uint8Array, place: number): Uint8Array {
  const mended = new Uint8Array(bytes.length + 1);
  mended.set(bytes.subarray(0, place));
  mended[place] = QUOTE;
  mended.set(bytes.subarray(place), place + 1);
  return mended;
}
