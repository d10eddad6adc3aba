import type { Irregularities } from './column.js';

const blankText = /^\s*$/;

/** The exact texts of a column under construction, by row, and how many cells do not fit the column's type. */
export class IrregularTexts {
  readonly byRow = new Map<number, string>();
  #count = 0;
  #example = '';

  /** Adds a cell that fits the type, but is written differently from the others or says more than its stored number. */
  addExact(row: number, text: string): void {
    this.byRow.set(row, text);
  }

  /** Adds a cell that does not fit the type. A cell of whitespace only is stored, but counts as blank. */
  addIrregular(row: number, text: string): void {
    this.byRow.set(row, text);
    if (!blankText.test(text)) {
      if (this.#count === 0) {
        this.#example = text;
      }
      this.#count++;
    }
  }

  get irregularities(): Irregularities | undefined {
    return this.#count === 0 ? undefined : { count: this.#count, example: this.#example };
  }
}

/** The value of a cell without a number: its text, or `null` if it is blank. */
export function irregularValue(text: string | undefined): string | null {
  return text === undefined || blankText.test(text) ? null : text;
}
