/**
 * Cells of consecutive records of the same width, as offsets into the bytes of the file. A column reads its cells of many records at once,
 * and cells that it can parse from bytes never become strings. Valid only during the call that passes it.
 */
export interface CellBlock {
  readonly bytes: Uint8Array;
  readonly records: number;
  /** Number of cells in each record. */
  readonly width: number;
  /** Offset of each cell's first byte, record after record. */
  readonly starts: Uint32Array;
  /** Offset after each cell's last byte. */
  readonly ends: Uint32Array;
}

// `ignoreBOM` keeps a byte order mark at the start of a cell. A byte that is not UTF-8 becomes U+FFFD.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

export function decodeCell(bytes: Uint8Array, from: number, to: number): string {
  return from === to ? '' : utf8.decode(bytes.subarray(from, to));
}

/** One record's cells as strings. */
export function decodeRecord({ bytes, width, starts, ends }: CellBlock, record: number): string[] {
  return Array.from({ length: width }, (_, column) => {
    const cell = record * width + column;
    return decodeCell(bytes, starts[cell] ?? 0, ends[cell] ?? 0);
  });
}

export function withoutFirstRecord({ bytes, records, width, starts, ends }: CellBlock): CellBlock {
  return { bytes, records: records - 1, width, starts: starts.subarray(width), ends: ends.subarray(width) };
}
