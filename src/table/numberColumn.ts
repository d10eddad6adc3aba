import type { ColumnBuilder, ScalarColumn } from './column.js';
import { FIRST_CAPACITY, grown } from './growing.js';
import { IrregularTexts, irregularValue } from './irregularTexts.js';
import { isRounded, parseNumber, parseWhole } from './number.js';

/** Numbers as doubles, `NaN` where blank. */
export class NumberColumnBuilder implements ColumnBuilder {
  #values = new Float64Array(FIRST_CAPACITY);
  #length = 0;
  readonly #texts = new IrregularTexts();

  get length(): number {
    return this.#length;
  }

  get irregularities() {
    return this.#texts.irregularities;
  }

  add(text: string): void {
    const row = this.#length++;
    if (row === this.#values.length) {
      this.#values = grown(this.#values);
    }
    this.#values[row] = text === '' ? Number.NaN : this.#read(row, text);
  }

  #read(row: number, text: string): number {
    const whole = parseWhole(text);
    return whole >= 0 ? whole : this.#readOddly(row, text);
  }

  #readOddly(row: number, text: string): number {
    const value = parseNumber(text.trim());
    if (Number.isNaN(value)) {
      this.#texts.keepIrregular(row, text);
    } else if (String(value) !== text) {
      this.#texts.keep(row, text);
    }
    return value;
  }

  finish(): ScalarColumn {
    const values = this.#values.slice(0, this.#length);
    const exact = this.#texts.byRow;
    const numberAt = (row: number) => values[row] ?? Number.NaN;
    return {
      storage: 'scalar',
      length: values.length,
      exact,
      numberAt,
      value: (row) => {
        const value = numberAt(row);
        if (Number.isNaN(value)) {
          return irregularValue(exact.get(row));
        }
        return isRounded(value) ? (exact.get(row)?.trim() ?? value) : value;
      },
      text: (row) => {
        const value = numberAt(row);
        return exact.get(row) ?? (Number.isNaN(value) ? '' : String(value));
      },
    };
  }
}
