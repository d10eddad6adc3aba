import { parseBoolean } from './boolean.js';
import type { CellBlock } from './cellBlock.js';
import type { ColumnBuilder, ScalarColumn } from './column.js';
import { Growing } from './growing.js';
import { IrregularTexts, irregularValue } from './irregularTexts.js';
import { SeenCells, type StoredCells } from './seenCells.js';

const noBoolean = 0;

/** Booleans as a byte that stands for a spelling (`True`, `yes`, …); there are far fewer spellings than a byte can count. */
export class BooleanColumnBuilder implements ColumnBuilder, StoredCells {
  readonly #codes = new Growing(Uint8Array);
  readonly #spellings: string[] = [''];
  readonly #values: (boolean | undefined)[] = [undefined];
  readonly #texts = new IrregularTexts();
  readonly #seen = new SeenCells();
  #lastText = '';
  #lastCode = noBoolean;

  get length(): number {
    return this.#codes.length;
  }

  get irregularities() {
    return this.#texts.irregularities;
  }

  add(text: string): void {
    this.pushText(text);
  }

  pushStored(code: number): void {
    this.#codes.push(code);
  }

  pushText(text: string): number | undefined {
    const code = text === this.#lastText ? this.#lastCode : this.#read(this.length, text);
    this.#codes.push(code);
    return text === this.#lastText ? code : undefined;
  }

  addCells(block: CellBlock, column: number): void {
    this.#seen.addCells(this, block, column);
  }

  #read(row: number, text: string): number {
    let code = this.#spellings.indexOf(text);
    if (code < 0) {
      const value = parseBoolean(text);
      const oddly = value ?? parseBoolean(text.trim());
      if (oddly === undefined) {
        this.#texts.keepIrregular(row, text);
        return noBoolean;
      }
      if (value === undefined) {
        // Blanks around it: endless spellings, so the text is kept by row instead.
        this.#texts.keep(row, text);
        return this.#codeOf(oddly ? 'True' : 'False', oddly);
      }
      code = this.#codeOf(text, value);
    }
    this.#lastText = text;
    this.#lastCode = code;
    return code;
  }

  #codeOf(spelling: string, value: boolean): number {
    const known = this.#spellings.indexOf(spelling);
    if (known >= 0) {
      return known;
    }
    this.#values.push(value);
    return this.#spellings.push(spelling) - 1;
  }

  finish(): ScalarColumn {
    const codes = this.#codes.finish();
    const spellings = this.#spellings;
    const values = this.#values;
    const exact = this.#texts.byRow;
    const codeAt = (row: number) => codes.at(row) ?? noBoolean;
    return {
      storage: 'scalar',
      length: codes.length,
      stored: codes,
      exact,
      numberAt: (row) => {
        const value = values[codeAt(row)];
        return value === undefined ? Number.NaN : Number(value);
      },
      value: (row) => values[codeAt(row)] ?? irregularValue(exact.get(row)),
      text: (row) => exact.get(row) ?? spellings[codeAt(row)] ?? '',
    };
  }
}
