import type { CellValue } from '../shared/report.js';
import { type CellBlock, textOf } from './cellBlock.js';
import type { ColumnBuilder, DictionaryColumn } from './column.js';
import { Growing } from './growing.js';
import { splitList } from './lists.js';
import { SeenCells, type StoredCells } from './seenCells.js';

/** After so many texts it shows whether they repeat. If they do not, looking each one up is paid for nothing. */
const enoughTexts = 2048;

/** Texts, each stored once as long as they repeat: products and departments by the hundred, names of people one each. */
export class DictionaryColumnBuilder implements ColumnBuilder, StoredCells {
  readonly #codes = new Growing(Uint32Array);
  readonly #texts: string[] = [''];
  #codeByText: Map<string, number> | undefined = new Map();
  readonly #seen = new SeenCells();
  #lastText = '';
  #lastCode = 0;
  readonly irregularities = undefined;

  constructor(private readonly type: 'text' | 'list') {}

  get length(): number {
    return this.#codes.length;
  }

  add(text: string): void {
    this.pushText(text);
  }

  pushStored(code: number): void {
    this.#codes.push(code);
  }

  pushText(text: string): number | undefined {
    const code = text === '' ? 0 : text === this.#lastText ? this.#lastCode : this.#codeOf(text);
    this.#codes.push(code);
    return this.#codeByText === undefined ? undefined : code;
  }

  addCells(block: CellBlock, column: number): void {
    if (this.#codeByText === undefined) {
      addTexts(this, block, column);
    } else {
      this.#seen.addCells(this, block, column);
    }
  }

  #codeOf(text: string): number {
    let code = this.#codeByText?.get(text);
    if (code === undefined) {
      code = this.#texts.push(text) - 1;
      this.#codeByText?.set(text, code);
      if (code > enoughTexts && code * 2 > this.length) {
        this.#codeByText = undefined;
      }
    }
    this.#lastText = text;
    this.#lastCode = code;
    return code;
  }

  finish(): DictionaryColumn {
    const codes = this.#codes.toArray();
    const texts = this.#texts;
    const distinct = this.#codeByText !== undefined;
    this.#codeByText = undefined;
    const textAt = (row: number) => texts[codes[row] ?? 0] ?? '';
    const valueAt: (row: number) => CellValue =
      this.type === 'list'
        ? (row) => {
            const text = textAt(row);
            return text === '' ? null : splitList(text);
          }
        : (row) => {
            const text = textAt(row);
            return text === '' ? null : text;
          };
    return { storage: 'dictionary', length: codes.length, codes, texts, distinct, value: valueAt, text: textAt };
  }
}

function addTexts(builder: DictionaryColumnBuilder, { bytes, records, width, starts, ends }: CellBlock, column: number): void {
  for (let cell = column; cell < records * width; cell += width) {
    builder.pushText(textOf(bytes, starts[cell] ?? 0, ends[cell] ?? 0));
  }
}
