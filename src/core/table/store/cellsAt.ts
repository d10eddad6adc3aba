import type { DataDayLimits } from '../../../base/dates.js';
import type { ScalarColumn } from './column.js';
import { FORM_BITS, NO_DAY } from './dateColumn.js';
import { CHUNK_BITS, CHUNK_LENGTH, ChunkedArray } from './growableArray.js';
import { NO_INTEGER } from './numberCells.js';

// Cells of a column in some rows, read in one loop: to call `numberAt` for each of millions takes several times as long. A negative row is no row.

const MASK = CHUNK_LENGTH - 1;

/** What a column of numbers stores in these rows. */
export function numbersAt(
  { chunks }: ChunkedArray<Float64Array | Int32Array>,
  rows: Int32Array,
): ChunkedArray<Float64Array | Int32Array> {
  const areDoubles = chunks[0] instanceof Float64Array;
  const found: (Float64Array | Int32Array)[] = [];
  for (let from = 0; from < rows.length; from += CHUNK_LENGTH) {
    const some = rows.subarray(from, from + CHUNK_LENGTH);
    found.push(
      areDoubles
        ? read(chunks, some, new Float64Array(some.length), Number.NaN)
        : read(chunks, some, new Int32Array(some.length), NO_INTEGER),
    );
  }
  return new ChunkedArray(found, rows.length);
}

/** Days of a column since 1970-01-01; {@link NO_DAY} for a cell without a day within the limits. */
export function daysAt(column: ScalarColumn, rows: Int32Array, { first, last }: DataDayLimits): Int32Array {
  const { parts } = column;
  if (parts.kind !== 'date') {
    return rows.map((row) => {
      const day = row < 0 ? Number.NaN : column.numberAt(row);
      return day >= first && day <= last ? day : NO_DAY;
    });
  }
  const days = read(parts.stored.chunks, rows, new Int32Array(rows.length), NO_DAY);
  for (let at = 0; at < days.length; at++) {
    const day = (days[at] ?? NO_DAY) >> FORM_BITS;
    days[at] = day >= first && day <= last ? day : NO_DAY;
  }
  return days;
}

function read<T extends Float64Array | Int32Array>(
  chunks: readonly (Float64Array | Int32Array)[],
  rows: Int32Array,
  cells: T,
  none: number,
): T {
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? -1;
    cells[at] = row < 0 ? none : (chunks[row >> CHUNK_BITS]?.[row & MASK] ?? none);
  }
  return cells;
}
