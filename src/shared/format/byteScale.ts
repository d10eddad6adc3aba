import { nameWithoutUnit } from '../measures.js';
import { columnLabel, type ColumnFacts, type ColumnInfo } from '../report.js';

export const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;

/** The one unit that all cells of a column of bytes are shown in, so that they can be compared. */
export interface ByteScale {
  readonly unit: (typeof BYTE_UNITS)[number];
  /** Bytes. */
  readonly size: number;
  /** Decimals of every cell; below the least that they can say a cell is said to be less than that. */
  readonly decimals: 0 | 1 | 2;
}

/** A column as a table shows it. */
export interface ShownColumn extends ColumnInfo {
  /** Absent where each cell has the unit that suits it. */
  readonly scale?: ByteScale;
  /** Decimals of every cell, so that they stand one below the other; absent where each has as many as it needs. */
  readonly decimalPlaces?: ColumnFacts['decimalPlaces'];
  /** Index of the column that says why a cell of this one is blank; absent if none does. */
  readonly blanksAt?: number;
}

/** Of these there have to be so many: beside a site of 20 TB, the hundredth of a terabyte would be too coarse for all others. */
const LEAST_TERABYTES = 100;

/** A column in a smaller unit than its largest amount would have has at most so many of them: nobody reads more digits. */
const MOST_OF_SMALLER_UNIT = 100_000;

/**
 * @param largest the column's largest amount in bytes, without its sign
 * @param low what almost all of its amounts reach, see {@link ColumnFacts.fifthPercentile}
 * @returns `undefined` where no one unit can say both: each cell has its own then
 */
export function byteScale(largest: number, low = largest): ByteScale | undefined {
  const least = (power: number) => (power >= BYTE_UNITS.indexOf('terabyte') ? LEAST_TERABYTES : 1) * 1024 ** power;
  const power = Math.max(
    0,
    BYTE_UNITS.findLastIndex((_, index) => largest >= least(index)),
  );
  const [usual, smaller] = [power, power - 1].map((one) => scaleIn(one, largest));
  return [usual, smaller].find(
    (scale) =>
      scale !== undefined &&
      low >= leastShown(scale) &&
      (scale === usual || largest < MOST_OF_SMALLER_UNIT * scale.size),
  );
}

function scaleIn(power: number, largest: number): ByteScale | undefined {
  const unit = BYTE_UNITS[power];
  const size = 1024 ** power;
  return unit && { unit, size, decimals: power === 0 ? 0 : largest / size >= 1000 ? 1 : 2 };
}

/** Less of it is written as less than its last decimal. */
function leastShown({ size, decimals }: ByteScale): number {
  return decimals === 0 ? 0 : (size * 10 ** -decimals) / 2;
}

/** The label of a column whose cells have no unit of their own: `Storage Used (Byte)` becomes `Storage Used (GB)`. */
export function labelWithUnit(label: string, unit: string): string {
  return `${label.replace(/\s*\(bytes?\)\s*$/i, '')} (${unit})`;
}

/** A column whose cells each have the unit that suits them, so that its header has none. */
export function withUnitInCells<C extends ColumnInfo>(column: C): C {
  return column.unit === 'bytes' ? { ...column, label: nameWithoutUnit(columnLabel(column)) } : column;
}
