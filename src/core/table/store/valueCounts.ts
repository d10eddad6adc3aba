import { composedText } from '../../../base/composedText.js';
import type { ColumnInfo } from '../../../shared/report.js';
import { type Column, countByText } from './column.js';
import { meaningOf } from './columnNames.js';
import { splitList } from './lists.js';

/**
 * Counts the rows of each value of a column. Values that mean the same are one value, spelled like the first of them. The values of a list
 * are its members; a name that is twice in one cell counts one row.
 */
export class ValueCounts implements Iterable<readonly [label: string, rows: number]> {
  readonly #isList: boolean;
  readonly #meaning: (text: string) => string;
  readonly #rows = new Map<string, number>();
  /** Of values whose spelling isn't their meaning. */
  readonly #labels = new Map<string, string>();
  #blank = 0;
  #further = 0;

  /** @param maxSize values beyond this number are counted, but not listed */
  constructor(
    { name, type }: Pick<ColumnInfo, 'name' | 'type'>,
    private readonly maxSize = Number.POSITIVE_INFINITY,
  ) {
    this.#isList = type === 'list';
    this.#meaning = meaningOf(name);
  }

  /** Number of rows without a value. */
  get blank(): number {
    return this.#blank;
  }

  /** Number of values that are listed. */
  get size(): number {
    return this.#rows.size;
  }

  /** Number of values that are not listed. A value may count several times. */
  get further(): number {
    return this.#further;
  }

  /** @param isWanted only values that pass are counted */
  add(text: string, rows: number, isWanted: (label: string) => boolean = () => true): void {
    if (text === '') {
      this.#blank += rows;
      return;
    }
    const composed = composedText(text);
    for (const label of this.#isList ? new Set(splitList(composed)) : [composed]) {
      if (isWanted(label)) {
        this.#addValue(label, rows);
      }
    }
  }

  #addValue(label: string, rows: number): void {
    const value = this.#meaning(label);
    const known = this.#rows.get(value);
    if (known === undefined && this.#rows.size >= this.maxSize) {
      this.#further++;
      return;
    }
    if (known === undefined && value !== label) {
      this.#labels.set(value, label);
    }
    this.#rows.set(value, (known ?? 0) + rows);
  }

  *[Symbol.iterator](): Generator<readonly [label: string, rows: number]> {
    for (const [value, rows] of this.#rows) {
      yield [this.#labels.get(value) ?? value, rows];
    }
  }
}

/**
 * Each text of a column with its number of rows, as filters offer it: a boolean is `True` or `False`, however the file spells it. A text may
 * come more than once.
 *
 * @param rows rows to count; all by default
 */
export function* textCounts(
  cells: Column,
  type: ColumnInfo['type'],
  rows?: Uint32Array,
): Iterable<readonly [text: string, rows: number]> {
  if (cells.storage === 'dictionary') {
    // A text that only other rows have isn't there.
    for (const counted of countByText(cells, rows)) {
      if (counted[1] > 0) {
        yield counted;
      }
    }
    return;
  }
  for (let at = 0; at < (rows?.length ?? cells.length); at++) {
    const row = rows === undefined ? at : (rows[at] ?? 0);
    const value = cells.value(row);
    const text = type === 'boolean' && typeof value === 'boolean' ? (value ? 'True' : 'False') : cells.text(row);
    yield [value === null ? '' : text, 1];
  }
}
