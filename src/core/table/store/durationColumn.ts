import { type CellBlock, decodeCell } from './cellBlock.js';
import type { ColumnBuilder, ScalarColumn, StoredNumbers } from './column.js';
import {
  durationForm,
  type DurationForm,
  formatDuration,
  parseDuration,
  parseIsoDurationBytes,
} from '../../../base/duration.js';
import { IrregularTexts, irregularValue } from './irregularTexts.js';
import { AsciiBuffer } from './asciiBuffer.js';
import { NumberCells, numberReader } from './numberCells.js';

/** Stores durations as seconds, `NaN` if blank. `text` writes them in the form of the column's first duration. */
export class DurationColumnBuilder implements ColumnBuilder {
  readonly #cells = new NumberCells();
  #form: DurationForm | undefined;
  readonly #texts = new IrregularTexts();
  readonly #short = new AsciiBuffer();
  /** The previous text and its value: durations of zero come in long runs, as many users never had a call. */
  #lastPlainText = '';
  #lastPlainValue = Number.NaN;

  get length(): number {
    return this.#cells.length;
  }

  get irregularities() {
    return this.#texts.irregularities;
  }

  add(text: string): void {
    this.#cells.push(text === this.#lastPlainText ? this.#lastPlainValue : this.#read(this.length, text));
  }

  addCells({ bytes, records, width, starts, ends }: CellBlock, column: number): void {
    for (let cell = column; cell < records * width; cell += width) {
      const from = starts[cell] ?? 0;
      const to = ends[cell] ?? 0;
      const seconds = this.#form === 'clock' ? -1 : parseIsoDurationBytes(bytes, from, to);
      if (seconds >= 0) {
        this.#form = 'iso';
        this.#cells.push(seconds);
      } else {
        this.add(decodeCell(bytes, from, to));
      }
    }
  }

  #read(row: number, text: string): number {
    if (text === '') {
      return Number.NaN;
    }
    const plain = this.#form === 'clock' ? -1 : parseIsoDurationBytes(this.#short.bytes, 0, this.#short.write(text));
    if (plain >= 0) {
      this.#form = 'iso';
      this.#lastPlainText = text;
      this.#lastPlainValue = plain;
      return plain;
    }
    const trimmed = text.trim();
    const value = parseDuration(trimmed);
    if (Number.isNaN(value)) {
      this.#texts.addIrregular(row, text);
      return value;
    }
    this.#form ??= durationForm(trimmed);
    if (formatDuration(value, this.#form) === text) {
      this.#lastPlainText = text;
      this.#lastPlainValue = value;
    } else {
      this.#texts.addExact(row, text);
    }
    return value;
  }

  addBlanks(count: number): void {
    this.#cells.fill(count);
  }

  finish(length = this.length): ScalarColumn {
    const cells = { length, stored: this.#cells.finish(), exactTexts: this.#texts.byRow };
    return durationColumn(cells, this.#form ?? 'iso');
  }
}

export function durationColumn(cells: StoredNumbers<Float64Array | Int32Array>, form: DurationForm): ScalarColumn {
  const { exactTexts } = cells;
  const numberAt = numberReader(cells.stored);
  return {
    storage: 'scalar',
    ...cells,
    parts: { kind: 'duration', form, ...cells },
    numberAt,
    value: (row) => {
      const value = numberAt(row);
      return Number.isNaN(value) ? irregularValue(exactTexts.get(row)) : value;
    },
    text: (row) => {
      const value = numberAt(row);
      return exactTexts.get(row) ?? (Number.isNaN(value) ? '' : formatDuration(value, form));
    },
  };
}
