/**
 * Cells of some records of one width, as places in the bytes that they were read from: a column takes its cells out of many records at
 * a time, and what it can read from bytes never becomes a text. Good for as long as the call that hands it over.
 */
export interface CellBlock {
  readonly bytes: Uint8Array;
  readonly records: number;
  /** Cells of each record. */
  readonly width: number;
  /** Place of the first byte of each cell, record after record. */
  readonly starts: Uint32Array;
  /** Place after the last byte of each cell. */
  readonly ends: Uint32Array;
}

// A cell that begins with a byte order mark keeps it, and a byte that is no UTF-8 becomes U+FFFD.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of a cell of UTF-8. */
export function decodeCell(bytes: Uint8Array, from: number, to: number): string {
  return from === to ? '' : utf8.decode(bytes.subarray(from, to));
}

/** A record of the block as texts. */
export function decodeRecord({ bytes, width, starts, ends }: CellBlock, record: number): string[] {
  return Array.from({ length: width }, (_, column) => {
    const cell = record * width + column;
    return decodeCell(bytes, starts[cell] ?? 0, ends[cell] ?? 0);
  });
}

/** The block without its first record. */
export function withoutFirstRecord({ bytes, records, width, starts, ends }: CellBlock): CellBlock {
  return { bytes, records: records - 1, width, starts: starts.subarray(width), ends: ends.subarray(width) };
}
