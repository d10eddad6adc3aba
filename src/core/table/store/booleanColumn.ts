import { parseBoolean } from './boolean.js';
import type { CellBlock } from './cellBlock.js';
import type { ColumnBuilder, ScalarColumn, StoredNumbers } from './column.js';
import { GrowableArray } from './growableArray.js';
import { IrregularTexts, irregularValue } from './irregularTexts.js';
import { CellCache, type CachedCellSink } from './cellCache.js';

const NO_BOOLEAN = 0;

/** Stores a boolean as one byte: the index of its spelling (`True`, `yes`, …). A column has far fewer than 256 spellings. */
export class BooleanColumnBuilder implements ColumnBuilder, CachedCellSink {
  readonly #codes = new GrowableArray(Uint8Array);
  readonly #spellings: string[] = [''];
  readonly #values: (boolean | undefined)[] = [undefined];
  readonly #texts = new IrregularTexts();
  readonly #cellCache = new CellCache();
  #lastText = '';
  #lastCode = NO_BOOLEAN;

  get length(): number {
    return this.#codes.length;
  }

  get irregularities() {
    return this.#texts.irregularities;
  }

  add(text: string): void {
    this.pushText(text);
  }

  /** Adds 1 for yes or 0 for no; `NaN` is a blank cell. */
  addNumber(value: number): void {
    this.#codes.push(
      Number.isNaN(value) ? NO_BOOLEAN : value === 0 ? this.#codeOf('False', false) : this.#codeOf('True', true),
    );
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
    this.#cellCache.addCells(this, block, column);
  }

  #read(row: number, text: string): number {
    let code = this.#spellings.indexOf(text);
    if (code < 0) {
      const value = parseBoolean(text);
      const oddly = value ?? parseBoolean(text.trim());
      if (oddly === undefined) {
        this.#texts.addIrregular(row, text);
        return NO_BOOLEAN;
      }
      if (value === undefined) {
        // With blanks around it there is no end of spellings, so the exact text is stored by row.
        this.#texts.addExact(row, text);
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

  addBlanks(count: number): void {
    this.#codes.fill(NO_BOOLEAN, count);
  }

  finish(length = this.length): ScalarColumn {
    const cells = { length, stored: this.#codes.finish(), exactTexts: this.#texts.byRow };
    return booleanColumn(cells, { spellings: this.#spellings, values: this.#values });
  }
}

/** @param meaning by code: how it is written, and what it says */
export function booleanColumn(
  cells: StoredNumbers<Uint8Array>,
  meaning: { readonly spellings: readonly string[]; readonly values: readonly (boolean | undefined)[] },
): ScalarColumn {
  const { stored, exactTexts } = cells;
  const { spellings, values } = meaning;
  const codeAt = (row: number) => stored.at(row) ?? NO_BOOLEAN;
  return {
    storage: 'scalar',
    ...cells,
    parts: { kind: 'boolean', ...meaning, ...cells },
    numberAt: (row) => {
      const value = values[codeAt(row)];
      return value === undefined ? Number.NaN : Number(value);
    },
    value: (row) => values[codeAt(row)] ?? irregularValue(exactTexts.get(row)),
    text: (row) => exactTexts.get(row) ?? spellings[codeAt(row)] ?? '',
  };
}
