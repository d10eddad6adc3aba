import { GrowableArray, type ChunkedArray } from './growableArray.js';

/** Stands for "no number" among 32-bit integers. */
const NO_INTEGER = -(2 ** 31);

/** Numbers as they are stored: in four bytes each as long as that is enough, which it is for nearly every count. */
export class NumberCells {
  #integers: GrowableArray<Int32Array> | undefined = new GrowableArray(Int32Array);
  #doubles: GrowableArray<Float64Array> | undefined;

  get length(): number {
    return (this.#doubles ?? this.#integers)?.length ?? 0;
  }

  /** @param value `NaN` where there is none */
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

  /** No more after this. `stored` is the same number for cells of the same value. */
  finish(): { readonly stored: ChunkedArray<Int32Array | Float64Array>; readonly numberAt: (row: number) => number } {
    if (this.#integers !== undefined) {
      const stored = this.#integers.finish();
      return {
        stored,
        numberAt: (row) => {
          const value = stored.at(row) ?? NO_INTEGER;
          return value === NO_INTEGER ? Number.NaN : value;
        },
      };
    }
    const stored = (this.#doubles ?? new GrowableArray(Float64Array)).finish();
    return { stored, numberAt: (row) => stored.at(row) ?? Number.NaN };
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
