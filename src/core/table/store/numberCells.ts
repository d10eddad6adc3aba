import { Growing, type Pieces } from './growing.js';

/** Stands for "no number" among 32-bit integers. */
const noInteger = -(2 ** 31);

/** Numbers as they are stored: in four bytes each as long as that is enough, which it is for nearly every count. */
export class NumberCells {
  #integers: Growing<Int32Array> | undefined = new Growing(Int32Array);
  #doubles: Growing<Float64Array> | undefined;

  get length(): number {
    return (this.#doubles ?? this.#integers)?.length ?? 0;
  }

  /** @param value `NaN` where there is none */
  push(value: number): void {
    const integers = this.#integers;
    if (integers !== undefined) {
      if ((value | 0) === value && value !== noInteger) {
        integers.push(value);
        return;
      }
      if (Number.isNaN(value)) {
        integers.push(noInteger);
        return;
      }
      this.#widen(integers.finish());
    }
    this.#doubles?.push(value);
  }

  /** No more after this. `stored` is the same number for cells of the same value. */
  finish(): { readonly stored: Pieces<Int32Array | Float64Array>; readonly numberAt: (row: number) => number } {
    if (this.#integers !== undefined) {
      const stored = this.#integers.finish();
      return {
        stored,
        numberAt: (row) => {
          const value = stored.at(row) ?? noInteger;
          return value === noInteger ? Number.NaN : value;
        },
      };
    }
    const stored = (this.#doubles ?? new Growing(Float64Array)).finish();
    return { stored, numberAt: (row) => stored.at(row) ?? Number.NaN };
  }

  #widen(integers: Pieces<Int32Array>): void {
    const doubles = new Growing(Float64Array);
    for (let row = 0; row < integers.length; row++) {
      const value = integers.at(row) ?? noInteger;
      doubles.push(value === noInteger ? Number.NaN : value);
    }
    this.#doubles = doubles;
    this.#integers = undefined;
  }
}
