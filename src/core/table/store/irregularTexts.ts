import type { Irregularities } from './column.js';

const blankText = /^\s*$/;

/** The sparse part of a column under construction: exact texts by row, and how many of them do not fit the column's type. */
export class IrregularTexts {
  readonly byRow = new Map<number, string>();
  #count = 0;
  #example = '';

  /** A cell that fits, but is written unlike the column's others, or says more than its stored number. */
  addExact(row: number, text: string): void {
    this.byRow.set(row, text);
  }

  /** A cell that does not fit. One of nothing but blanks is blank. */
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

/** Value of a cell that has no number: its text where it has one, `null` where it is blank. */
export function irregularValue(text: string | undefined): string | null {
  return text === undefined || blankText.test(text) ? null : text;
}
