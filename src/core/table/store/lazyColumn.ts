import { type Steps, TEXT_COST } from '../../../base/timeSlicer.js';
import type { ColumnType } from '../../../shared/report.js';
import type { CellBlock } from './cellBlock.js';
import type { Column, ColumnBuilder, Irregularities } from './column.js';
import { columnBuilder } from './columnBuilder.js';

/** Cells that are copied between two pauses. */
const CELLS_PER_STEP = 1024;

/**
 * A column under construction that takes memory for its blank cells only where a value follows them. A file of a few kilobytes may have
 * millions of cells that are not there: rows that end early, columns without any value, properties that only one row has.
 */
export class LazyColumn {
  #builder: ColumnBuilder | undefined;

  constructor(private readonly type: ColumnType) {}

  get irregularities(): Irregularities | undefined {
    return this.#builder?.irregularities;
  }

  /**
   * Sets the cell of a row, which must be below all rows that have been set.
   * @returns how many blank cells were stored above it
   */
  set(row: number, text: string): number {
    if (text === '') {
      return 0;
    }
    const builder = this.#required;
    const gap = row - builder.length;
    builder.addBlanks(gap);
    builder.add(text);
    return gap;
  }

  /**
   * Sets the column's cells of a block, from this row on.
   * @returns how many blank cells were stored above them
   */
  setCells(row: number, block: CellBlock, column: number): number {
    if (isBlankIn(block, column)) {
      return 0;
    }
    const builder = this.#required;
    const gap = row - builder.length;
    builder.addBlanks(gap);
    builder.addCells(block, column);
    return gap;
  }

  /** @param length number of rows */
  finish(length: number): Column {
    return this.#required.finish(length);
  }

  get #required(): ColumnBuilder {
    return (this.#builder ??= columnBuilder(this.type));
  }
}

function isBlankIn({ records, width, starts, ends }: CellBlock, column: number): boolean {
  for (let cell = column; cell < records * width; cell += width) {
    if (starts[cell] !== ends[cell]) {
      return false;
    }
  }
  return true;
}

/**
 * A column of the given texts.
 * @param length number of rows
 * @param filled number of rows to read; those after them are blank
 */
export function* copiedColumn(
  type: ColumnType,
  length: number,
  filled: number,
  textOf: (row: number) => string,
): Steps<Column> {
  const column = new LazyColumn(type);
  for (let row = 0; row < filled; row++) {
    if (row % CELLS_PER_STEP === CELLS_PER_STEP - 1) {
      yield CELLS_PER_STEP * TEXT_COST;
    }
    column.set(row, textOf(row));
  }
  return column.finish(length);
}
