import { Growing } from './growing.js';

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
  finish(): { readonly stored: Int32Array | Float64Array; numberAt(row: number): number } {
    if (this.#integers !== undefined) {
      const stored = this.#integers.finish();
      return {
        stored,
        numberAt: (row) => {
          const value = stored[row] ?? noInteger;
          return value === noInteger ? Number.NaN : value;
        },
      };
    }
    const stored = this.#doubles?.finish() ?? new Float64Array();
    return { stored, numberAt: (row) => stored[row] ?? Number.NaN };
  }

  #widen(integers: Int32Array): void {
    const doubles = new Growing(Float64Array);
    for (const value of integers) {
      doubles.push(value === noInteger ? Number.NaN : value);
    }
    this.#doubles = doubles;
    this.#integers = undefined;
  }
}
