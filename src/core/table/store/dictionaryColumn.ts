import type { CellValue } from '../../../shared/report.js';
import type { CellBlock } from './cellBlock.js';
import type { ColumnBuilder, DictionaryColumn } from './column.js';
import { GrowableArray } from './growableArray.js';
import { splitList } from './lists.js';
import { CellCache, type CachedCellSink } from './cellCache.js';
import { TextPool, type Texts, TextPoolBuilder } from './textPool.js';

/** With this many distinct texts it is known whether they repeat. If they do not, looking up each one is a waste. */
const MIN_TEXTS_TO_POOL = 2048;

/**
 * Stores texts. Texts that repeat (products, departments) are stored once each; if most texts turn out to be unique (names, IDs), the
 * column switches to a `TextPool` without looking for repetitions.
 */
export class DictionaryColumnBuilder implements ColumnBuilder, CachedCellSink {
  readonly #codes = new GrowableArray(Uint32Array);
  #texts: string[] = [''];
  #codeByText = new Map<string, number>();
  readonly #cellCache = new CellCache();
  #lastText = '';
  #lastCode = 0;
  /** All texts, once it is known that they do not repeat. */
  #pool: TextPoolBuilder | undefined;
  readonly irregularities = undefined;

  constructor(private readonly type: 'text' | 'list') {}

  get length(): number {
    return this.#codes.length;
  }

  add(text: string): void {
    this.pushText(text);
  }

  /** Adds a text of another column, without making a string of it once it is known that texts do not repeat. */
  addTextOf(texts: Texts, code: number): void {
    const isAdded =
      this.#pool !== undefined && texts instanceof TextPool && code !== 0 && texts.readAscii(code, this.#addAscii);
    if (!isAdded) {
      this.pushText(texts.at(code) ?? '');
    }
  }

  readonly #addAscii = (bytes: Uint8Array, from: number, to: number): void => {
    this.#codes.push(this.#pool?.length ?? 0);
    this.#pool?.addBytes(bytes, from, to);
  };

  addCells(block: CellBlock, column: number): void {
    if (this.#pool === undefined) {
      this.#cellCache.addCells(this, block, column);
    } else {
      this.#addToPool(this.#pool, block, column);
    }
  }

  pushStored(code: number): void {
    this.#codes.push(code);
  }

  pushText(text: string): number | undefined {
    if (text === '') {
      this.#codes.push(0);
    } else if (this.#pool !== undefined) {
      this.#codes.push(this.#pool.length);
      this.#pool.add(text);
    } else {
      const code = text === this.#lastText ? this.#lastCode : this.#codeOf(text);
      this.#codes.push(code);
      return code;
    }
    return undefined;
  }

  #codeOf(text: string): number {
    let code = this.#codeByText.get(text);
    if (code === undefined) {
      code = this.#texts.push(text) - 1;
      this.#codeByText.set(text, code);
      if (code > MIN_TEXTS_TO_POOL && code * 2 > this.length) {
        this.#pool = new TextPoolBuilder();
        this.#texts.forEach((known) => this.#pool?.add(known));
        this.#texts = [];
        this.#codeByText = new Map();
      }
    }
    this.#lastText = text;
    this.#lastCode = code;
    return code;
  }

  #addToPool(pool: TextPoolBuilder, { bytes, records, width, starts, ends }: CellBlock, column: number): void {
    for (let cell = column; cell < records * width; cell += width) {
      const from = starts[cell] ?? 0;
      const to = ends[cell] ?? 0;
      if (from === to) {
        this.#codes.push(0);
      } else {
        this.#codes.push(pool.length);
        pool.addBytes(bytes, from, to);
      }
    }
  }

  addBlanks(count: number): void {
    this.#codes.fill(0, count);
  }

  finish(length = this.length): DictionaryColumn {
    const codes = this.#codes.toArray();
    const distinct = this.#pool === undefined;
    const texts = this.#pool?.finish() ?? this.#texts;
    this.#codeByText = new Map();
    return dictionaryColumn(this.type, length, codes, texts, distinct);
  }
}

/**
 * A column of texts by code; code 0 is the blank cell.
 *
 * @param length number of rows. `codes` may end before: the last rows are blank then
 * @param distinct false if the same text may have several codes
 */
export function dictionaryColumn(
  type: 'text' | 'list',
  length: number,
  codes: Uint32Array,
  texts: Texts,
  distinct: boolean,
): DictionaryColumn {
  const text = (row: number) => texts.at(codes[row] ?? 0) ?? '';
  const value: (row: number) => CellValue =
    type === 'list'
      ? (row) => {
          const list = text(row);
          return list === '' ? null : splitList(list);
        }
      : (row) => {
          const cell = text(row);
          return cell === '' ? null : cell;
        };
  return { storage: 'dictionary', type, length, codes, texts, distinct, value, text };
}
