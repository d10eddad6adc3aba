import { type CellBlock, decodeCell } from './cellBlock.js';
import type { ColumnBuilder, ScalarColumn, StoredNumbers } from './column.js';
import { IrregularTexts, irregularValue } from './irregularTexts.js';
import { NumberCells, numberReader } from './numberCells.js';
import { isRounded, parseNumber, parseWholeNumberBytes } from './number.js';
import { AsciiBuffer } from './asciiBuffer.js';

/** Stores numbers; `numberAt` is `NaN` if a cell is blank. */
export class NumberColumnBuilder implements ColumnBuilder {
  readonly #cells = new NumberCells();
  readonly #texts = new IrregularTexts();
  readonly #short = new AsciiBuffer();

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
    const whole = parseWholeNumberBytes(this.#short.bytes, 0, this.#short.write(text));
    this.#cells.push(whole >= 0 ? whole : this.#readIrregular(text));
  }

  /** Adds a number that is no text; `NaN` is a blank cell. */
  addNumber(value: number): void {
    this.#cells.push(value);
  }

  #readIrregular(text: string): number {
    const row = this.length;
    const value = parseNumber(text.trim());
    if (Number.isNaN(value)) {
      this.#texts.addIrregular(row, text);
    } else if (String(value) !== text) {
      this.#texts.addExact(row, text);
    }
    return value;
  }

  addCells({ bytes, records, width, starts, ends }: CellBlock, column: number): void {
    for (let cell = column; cell < records * width; cell += width) {
      const from = starts[cell] ?? 0;
      const to = ends[cell] ?? 0;
      const whole = parseWholeNumberBytes(bytes, from, to);
      if (whole >= 0) {
        this.#cells.push(whole);
      } else {
        this.add(decodeCell(bytes, from, to));
      }
    }
  }

  addBlanks(count: number): void {
    this.#cells.fill(count);
  }

  finish(length = this.length): ScalarColumn {
    return numberColumn({ length, stored: this.#cells.finish(), exactTexts: this.#texts.byRow });
  }
}

export function numberColumn(cells: StoredNumbers<Float64Array | Int32Array>): ScalarColumn {
  const { exactTexts } = cells;
  const numberAt = numberReader(cells.stored);
  return {
    storage: 'scalar',
    ...cells,
    parts: { kind: 'number', ...cells },
    numberAt,
    value: (row) => {
      const value = numberAt(row);
      if (Number.isNaN(value)) {
        return irregularValue(exactTexts.get(row));
      }
      return isRounded(value) ? (exactTexts.get(row)?.trim() ?? value) : value;
    },
    text: (row) => {
      const value = numberAt(row);
      return exactTexts.get(row) ?? (Number.isNaN(value) ? '' : String(value));
    },
  };
}
