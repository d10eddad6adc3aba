import type { ColumnBuilder, ScalarColumn } from './column.js';
import { IrregularTexts, irregularValue } from './irregularTexts.js';
import { NumberCells } from './numberCells.js';
import { isRounded, parseNumber, parseWhole } from './number.js';

/** Numbers as doubles, `NaN` where blank. */
export class NumberColumnBuilder implements ColumnBuilder {
  readonly #cells = new NumberCells();
  readonly #texts = new IrregularTexts();

  get length(): number {
    return this.#cells.length;
  }

  get irregularities() {
    return this.#texts.irregularities;
  }

  add(text: string): void {
    if (text === '') {
      this.#cells.push(Number.NaN);
      return;
    }
    const whole = parseWhole(text);
    this.#cells.push(whole >= 0 ? whole : this.#readOddly(text));
  }

  #readOddly(text: string): number {
    const row = this.length;
    const value = parseNumber(text.trim());
    if (Number.isNaN(value)) {
      this.#texts.keepIrregular(row, text);
    } else if (String(value) !== text) {
      this.#texts.keep(row, text);
    }
    return value;
  }

  finish(): ScalarColumn {
    const { stored, numberAt } = this.#cells.finish();
    const exact = this.#texts.byRow;
    return {
      storage: 'scalar',
      length: stored.length,
      stored,
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
