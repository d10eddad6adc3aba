import type { ColumnDefinition } from '../../catalog/definition.js';
import type { ColumnInfo, TableWarning } from '../../../shared/report.js';
import type { CellBlock } from './cellBlock.js';
import { type Column, type ColumnBuilder, countByText } from './column.js';
import { ColumnarTable } from './columnarTable.js';
import { columnBuilder } from './columnBuilder.js';
import { isConcealed } from '../../../shared/concealedNames.js';
import { inferType, inferUnit } from './inference.js';

export interface NewColumn {
  readonly name: string;
  /** Absent if the catalog does not have the column; its type is then inferred from its cells at the end. */
  readonly definition?: ColumnDefinition;
  /** True if the file has no name for the column. Without any value it is a superfluous comma, and left out. */
  readonly unnamed?: boolean;
}

interface PendingColumn extends NewColumn {
  readonly builder: ColumnBuilder;
}

interface FinishedColumn {
  readonly info: ColumnInfo;
  readonly data: Column;
  readonly identity: boolean;
  readonly warnings: readonly TableWarning[];
}

/** Builds a table from rows of texts. CSV, JSON and merged histories all end here. */
export class TableBuilder {
  readonly #columns: PendingColumn[] = [];
  #rowCount = 0;

  get rowCount(): number {
    return this.#rowCount;
  }

  get columnCount(): number {
    return this.#columns.length;
  }

  /** Adds a column on the right. It is blank in the rows that exist already. */
  addColumn(column: NewColumn): void {
    const builder = columnBuilder(column.definition?.type ?? 'text');
    addBlanks(builder, this.#rowCount);
    this.#columns.push({ ...column, builder });
  }

  /** Adds a row. Missing cells on the right are blank; cells beyond the last column are ignored. */
  addRow(cells: readonly string[]): void {
    let at = 0;
    for (const { builder } of this.#columns) {
      builder.add(cells[at++] ?? '');
    }
    this.#rowCount++;
  }

  /** Adds all records of a block, with the same rules as {@link addRow}. */
  addBlock(block: CellBlock): void {
    for (const [index, { builder }] of this.#columns.entries()) {
      if (index < block.width) {
        builder.addCells(block, index);
      } else {
        addBlanks(builder, block.records);
      }
    }
    this.#rowCount += block.records;
  }

  /**
   * @param order indexes of the added columns, in the order that the table shall have
   * @param warnings what the decoder noticed; more are added
   */
  finish(order: readonly number[], warnings: readonly TableWarning[]): ColumnarTable {
    const finished = order
      .flatMap((index) => this.#columns[index] ?? [])
      .map((column) => ({ ...finishColumn(column), unnamed: column.unnamed === true }))
      .filter(({ data, unnamed }) => !unnamed || !isBlank(data));
    const concealed = concealedColumns(finished);
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
}

function addBlanks(builder: ColumnBuilder, rows: number): void {
  for (let row = 0; row < rows; row++) {
    builder.add('');
  }
}

function finishColumn({ name, definition, builder }: PendingColumn): FinishedColumn {
  if (definition === undefined) {
    const texts = builder.finish();
    const type = texts.storage === 'dictionary' ? inferType(texts.texts) : 'text';
    const info: ColumnInfo = { name, type, known: false, ...(type === 'number' ? { unit: inferUnit(name) } : {}) };
    return { info, data: type === 'text' ? texts : rebuilt(texts, columnBuilder(type)), identity: true, warnings: [] };
  }
  const { label, type, unit, application } = definition;
  const data = builder.finish();
  const irregular = builder.irregularities;
  return {
    info: {
      name,
      ...(label === undefined ? {} : { label }),
      type,
      known: true,
      ...(unit === undefined ? {} : { unit }),
      ...(application === undefined ? {} : { application }),
    },
    data,
    identity: definition.identity === true,
    warnings:
      irregular === undefined
        ? []
        : [{ kind: 'irregularValues', column: name, count: irregular.count, example: irregular.example }],
  };
}

function rebuilt(column: Column, builder: ColumnBuilder): Column {
  for (let row = 0; row < column.length; row++) {
    builder.add(column.text(row));
  }
  return builder.finish();
}

function isBlank(column: Column): boolean {
  return column.storage === 'dictionary' && column.codes.every((code) => code === 0);
}

/**
 * Finds columns whose names are concealed, among the catalog's identity columns and all columns that it does not know. The service conceals
 * a URL by leaving it empty, so a blank URL column counts as concealed if another column is.
 */
function concealedColumns(columns: readonly FinishedColumn[]): ReadonlySet<FinishedColumn> {
  const candidates = columns.filter(({ identity, data }) => identity && data.storage === 'dictionary');
  const concealed = new Set(
    candidates.filter(({ data }) => data.storage === 'dictionary' && isConcealed(countByText(data), data.length)),
  );
  if (concealed.size === 0) {
    return concealed;
  }
  const isBlankUrl = ({ info, data }: FinishedColumn) => info.known && /\bURL\b/i.test(info.name) && isBlank(data);
  return new Set(
    columns.filter((column) => concealed.has(column) || (candidates.includes(column) && isBlankUrl(column))),
  );
}
