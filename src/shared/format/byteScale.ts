import { nameWithoutUnit } from '../measures.js';
import { columnLabel, type ColumnInfo } from '../report.js';

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
  /** Index of the column that says why a cell of this one is blank; absent if none does. */
  readonly blanksAt?: number;
}

/** Of these there have to be so many: beside a site of 2 TB, the hundredth of a terabyte would be too coarse for all others. */
const LEAST_TERABYTES = 10;

/** @param largest the column's largest amount in bytes, without its sign */
export function byteScale(largest: number): ByteScale {
  const least = (power: number) => (power >= BYTE_UNITS.indexOf('terabyte') ? LEAST_TERABYTES : 1) * 1024 ** power;
  const power = BYTE_UNITS.findLastIndex((_, index) => largest >= least(index));
  const size = 1024 ** Math.max(0, power);
  return {
    unit: BYTE_UNITS[Math.max(0, power)] ?? 'byte',
    size,
    decimals: power <= 0 ? 0 : largest / size >= 1000 ? 1 : 2,
  };
}

/** The label of a column whose cells have no unit of their own: `Storage Used (Byte)` becomes `Storage Used (GB)`. */
export function labelWithUnit(label: string, unit: string): string {
  return `${label.replace(/\s*\(bytes?\)\s*$/i, '')} (${unit})`;
}

/** A column whose cells each have the unit that suits them, so that its header has none. */
export function withUnitInCells<C extends ColumnInfo>(column: C): C {
  return column.unit === 'bytes' ? { ...column, label: nameWithoutUnit(columnLabel(column)) } : column;
}
