import { type CellBlock, textOf } from './cellBlock.js';
import type { ColumnBuilder, ScalarColumn } from './column.js';
import { IrregularTexts, irregularValue } from './irregularTexts.js';
import { NumberCells } from './numberCells.js';
import { isRounded, parseNumber, wholeNumberAt } from './number.js';
import { ShortBytes } from './shortBytes.js';

/** Numbers as doubles, `NaN` where blank. */
export class NumberColumnBuilder implements ColumnBuilder {
  readonly #cells = new NumberCells();
  readonly #texts = new IrregularTexts();
  readonly #short = new ShortBytes();

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
    const whole = wholeNumberAt(this.#short.bytes, 0, this.#short.write(text));
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

  addCells({ bytes, records, width, starts, ends }: CellBlock, column: number): void {
    for (let cell = column; cell < records * width; cell += width) {
      const from = starts[cell] ?? 0;
      const to = ends[cell] ?? 0;
      const whole = wholeNumberAt(bytes, from, to);
      if (whole >= 0) {
        this.#cells.push(whole);
      } else {
        this.add(textOf(bytes, from, to));
      }
    }
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
