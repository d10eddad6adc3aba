import { type ColumnDefinition, mayHaveDecimals } from '../../catalog/definition.js';
import { atOnce, inSlices, type Steps, type TimeSlicer } from '../../../base/timeSlicer.js';
import type { ColumnInfo, TableWarning } from '../../../shared/report.js';
import type { CellBlock } from './cellBlock.js';
import { type Column, countByText, storedLength } from './column.js';
import { ColumnarTable } from './columnarTable.js';
import { isConcealed } from '../../../shared/concealedNames.js';
import { inferType, inferUnit } from './inference.js';
import { copiedColumn, LazyColumn } from './lazyColumn.js';
import { MAX_COLUMNS, MAX_NAME_CHARACTERS, MAX_ROWS, maxAddedCells, tooLarge } from './limits.js';

export interface NewColumn {
  readonly name: string;
  /** Absent if the catalog does not have the column; its type is then inferred from its cells at the end. */
  readonly definition?: ColumnDefinition;
  /** True if the file has no name for the column. Without any value it is a superfluous comma, and left out. */
  readonly unnamed?: boolean;
  /** True if its cells stay texts, whatever they look like, and whatever the catalog says. */
  readonly isText?: boolean;
  /** True if the table shall not have it. It has its place in the rows that are added. */
  readonly leftOut?: boolean;
}

interface PendingColumn extends NewColumn {
  readonly cells: LazyColumn;
}

interface FinishedColumn {
  readonly info: ColumnInfo;
  readonly data: Column;
  readonly isUnnamed: boolean;
  readonly identity: boolean;
  readonly warnings: readonly TableWarning[];
}

/**
 * Builds a table from rows of texts. CSV, JSON and merged histories all end here. Time and memory are those of the cells that rows have:
 * blank ones cost nothing, however many columns there are.
 *
 * All methods throw UsageReportsError `tooLarge` at the limits of `limits.ts`.
 */
export class TableBuilder {
  readonly #columns: PendingColumn[] = [];
  #rowCount = 0;
  #addedCells = 0;

  /** @param bytesRead how many bytes the rows so far took in their file; tables that are made of other tables have none */
  constructor(private readonly bytesRead: () => number = () => Number.POSITIVE_INFINITY) {}

  get rowCount(): number {
    return this.#rowCount;
  }

  get columnCount(): number {
    return this.#columns.length;
  }

  /** Adds a column on the right. It is blank in the rows that exist already. */
  addColumn(column: NewColumn): void {
    if (this.#columns.length >= MAX_COLUMNS) {
      throw tooLarge('columns', MAX_COLUMNS);
    }
    if (column.name.length > MAX_NAME_CHARACTERS) {
      throw tooLarge('nameCharacters', MAX_NAME_CHARACTERS);
    }
    const type = column.isText === true ? 'text' : (column.definition?.type ?? 'text');
    this.#columns.push({ ...column, cells: new LazyColumn(type) });
  }

  /** Adds a row. Missing cells on the right are blank; cells beyond the last column are ignored. */
  addRow(cells: readonly string[]): void {
    const row = this.#addRows(1);
    const width = Math.min(cells.length, this.#columns.length);
    for (let index = 0; index < width; index++) {
      const column = this.#columns[index];
      if (column?.leftOut !== true) {
        this.#countAdded(column?.cells.set(row, cells[index] ?? '') ?? 0);
      }
    }
  }

  /**
   * Adds a row with values in a few columns; all others are blank.
   * @param columns indexes of these columns, each of them once
   * @param cells texts by column
   * @param repeated how many cells the row has of which the file has the text only once, for several rows
   */
  addSparseRow(columns: readonly number[], cells: readonly string[], repeated = 0): void {
    const row = this.#addRows(1);
    this.#countAdded(repeated);
    for (const index of columns) {
      this.#countAdded(this.#columns[index]?.cells.set(row, cells[index] ?? '') ?? 0);
    }
  }

  /** Adds all records of a block, with the same rules as {@link addRow}. */
  addBlock(block: CellBlock): void {
    const row = this.#addRows(block.records);
    const width = Math.min(block.width, this.#columns.length);
    for (let index = 0; index < width; index++) {
      const column = this.#columns[index];
      if (column?.leftOut !== true) {
        this.#countAdded(column?.cells.setCells(row, block, index) ?? 0);
      }
    }
  }

  /**
   * @param order indexes of the added columns, in the order that the table shall have
   * @param warnings what the decoder noticed; more are added
   */
  finish(order: readonly number[], warnings: readonly TableWarning[]): ColumnarTable {
    return atOnce(this.#finishing(order, warnings));
  }

  /**
   * The same, with turns for the event loop in between.
   * @throws the slicer's `AbortError`
   */
  finishInSlices(
    order: readonly number[],
    warnings: readonly TableWarning[],
    slicer: TimeSlicer,
  ): Promise<ColumnarTable> {
    return inSlices(this.#finishing(order, warnings), slicer);
  }

  *#finishing(order: readonly number[], warnings: readonly TableWarning[]): Steps<ColumnarTable> {
    const all: FinishedColumn[] = [];
    for (const index of order) {
      const column = this.#columns[index];
      if (column !== undefined && column.leftOut !== true) {
        all.push(yield* finishColumn(column, this.#rowCount));
      }
    }
    const finished = all.filter(({ isUnnamed, data }) => !isUnnamed || !isBlank(data));
    const concealed = yield* concealedColumns(finished);
    return new ColumnarTable(
      finished.map((column) => (concealed.has(column) ? { ...column.info, concealed: true } : column.info)),
      finished.map(({ data }) => data),
      this.#rowCount,
      [
        ...(this.#rowCount === 0 && !warnings.some(({ kind }) => kind === 'noData')
          ? [{ kind: 'noRows' } as const]
          : []),
        ...warnings,
        ...finished.flatMap((column) => column.warnings),
        ...(concealed.size > 0
          ? [{ kind: 'concealedNames', columns: [...concealed].map(({ info }) => info.name) } as const]
          : []),
      ],
    );
  }

  /** @returns the first of the new rows */
  #addRows(count: number): number {
    const first = this.#rowCount;
    this.#rowCount += count;
    if (this.#rowCount > MAX_ROWS) {
      throw tooLarge('rows', MAX_ROWS);
    }
    return first;
  }

  #countAdded(cells: number): void {
    if (cells > 0) {
      this.#addedCells += cells;
      const most = maxAddedCells(this.bytesRead());
      if (this.#addedCells > most) {
        throw tooLarge('addedCells', most);
      }
    }
  }
}

function* finishColumn(column: PendingColumn, rowCount: number): Steps<FinishedColumn> {
  const { name, definition, unnamed, isText = false, cells } = column;
  const isUnnamed = unnamed === true;
  if (definition === undefined) {
    const texts = cells.finish(rowCount);
    const type = texts.storage === 'dictionary' && !isText ? yield* inferType(texts.texts) : 'text';
    const info: ColumnInfo = { name, type, known: false, ...(type === 'number' ? { unit: inferUnit(name) } : {}) };
    const data =
      type === 'text' ? texts : yield* copiedColumn(type, rowCount, storedLength(texts), (row) => texts.text(row));
    return { info, data, isUnnamed, identity: true, warnings: [] };
  }
  const { label, type, unit, application, ownTexts } = definition;
  const data = cells.finish(rowCount);
  const irregular = cells.irregularities;
  return {
    info: {
      name,
      ...(label === undefined ? {} : { label }),
      type: isText ? 'text' : type,
      known: true,
      ...(unit === undefined || isText ? {} : { unit }),
      ...(isText || !mayHaveDecimals(definition) ? {} : { decimals: true }),
      ...(application === undefined ? {} : { application }),
      ...(ownTexts === undefined ? {} : { ownTexts }),
    },
    data,
    isUnnamed,
    identity: definition.identity === true,
    warnings:
      irregular === undefined
        ? []
        : [{ kind: 'irregularValues', column: name, count: irregular.count, example: irregular.example }],
  };
}

function isBlank(column: Column): boolean {
  return column.storage === 'dictionary' && column.codes.every((code) => code === 0);
}

/**
 * Finds columns whose names are concealed, among the catalog's identity columns and all columns that it does not know. The service conceals
 * a URL by leaving it empty, so a blank URL column counts as concealed if another column is.
 */
function* concealedColumns(columns: readonly FinishedColumn[]): Steps<ReadonlySet<FinishedColumn>> {
  const concealed = new Set<FinishedColumn>();
  for (const column of columns) {
    const { identity, data } = column;
    if (identity && data.storage === 'dictionary' && isConcealed(countByText(data), data.length)) {
      concealed.add(column);
    }
    yield storedLength(data);
  }
  if (concealed.size === 0) {
    return concealed;
  }
  const isBlankUrl = ({ info, identity, data }: FinishedColumn) =>
    identity && info.known && /\bURL\b/i.test(info.name) && isBlank(data);
  return new Set(columns.filter((column) => concealed.has(column) || isBlankUrl(column)));
}
