import { GrowableArray, type ChunkedArray } from './growableArray.js';

/** The 32-bit integer that stands for a cell without a number. */
export const NO_INTEGER = -(2 ** 31);

/** Stores numbers in four bytes each, which is enough for nearly every count, and changes to doubles at the first number that needs one. */
export class NumberCells {
  #integers: GrowableArray<Int32Array> | undefined = new GrowableArray(Int32Array);
  #doubles: GrowableArray<Float64Array> | undefined;

  get length(): number {
    return (this.#doubles ?? this.#integers)?.length ?? 0;
  }

  /** @param value `NaN` if the cell has no number */
  push(value: number): void {
    const integers = this.#integers;
    if (integers !== undefined) {
      if ((value | 0) === value && value !== NO_INTEGER) {
        integers.push(value);
        return;
      }
      if (Number.isNaN(value)) {
        integers.push(NO_INTEGER);
        return;
      }
      this.#widen(integers.finish());
    }
    this.#doubles?.push(value);
  }

  /** Adds as many cells without a number. */
  fill(count: number): void {
    if (this.#integers !== undefined) {
      this.#integers.fill(NO_INTEGER, count);
    } else {
      this.#doubles?.fill(Number.NaN, count);
    }
  }

  /** Nothing can be added afterwards. Cells with the same value have the same number in the result; see {@link numberReader}. */
  finish(): ChunkedArray<Int32Array | Float64Array> {
    return (this.#integers ?? this.#doubles ?? new GrowableArray(Float64Array)).finish();
  }

  #widen(integers: ChunkedArray<Int32Array>): void {
    const doubles = new GrowableArray(Float64Array);
    for (let row = 0; row < integers.length; row++) {
      const value = integers.at(row) ?? NO_INTEGER;
      doubles.push(value === NO_INTEGER ? Number.NaN : value);
    }
    this.#doubles = doubles;
    this.#integers = undefined;
  }
}

/** Reads what {@link NumberCells} has stored: `NaN` for a cell without a number. */
export function numberReader(stored: ChunkedArray<Int32Array | Float64Array>): (row: number) => number {
  return stored.chunkOf(0) instanceof Float64Array
    ? (row) => stored.at(row) ?? Number.NaN
    : (row) => {
        const value = stored.at(row) ?? NO_INTEGER;
        return value === NO_INTEGER ? Number.NaN : value;
      };
}
