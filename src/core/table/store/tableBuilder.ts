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
  /** Absent for a column that the catalogue does not have: its type is inferred from its values at the end. */
  readonly definition?: ColumnDefinition;
  /** True where the file has no name for it: without a value it is nothing but a comma too many, and left out. */
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

/** Takes rows of texts, however they were encoded, and makes a table of them. */
export class TableBuilder {
  readonly #columns: PendingColumn[] = [];
  #rowCount = 0;

  get rowCount(): number {
    return this.#rowCount;
  }

  get columnCount(): number {
    return this.#columns.length;
  }

  /** Adds a column on the right; it is blank in the rows that are already there. */
  addColumn(column: NewColumn): void {
    const builder = columnBuilder(column.definition?.type ?? 'text');
    addBlanks(builder, this.#rowCount);
    this.#columns.push({ ...column, builder });
  }

  /** Adds a row; cells that it lacks on the right are blank, cells beyond the columns are not looked at. */
  addRow(cells: readonly string[]): void {
    let at = 0;
    for (const { builder } of this.#columns) {
      builder.add(cells[at++] ?? '');
    }
    this.#rowCount++;
  }

  /** Adds all records of a block; cells that they lack on the right are blank, cells beyond the columns are not looked at. */
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
   * @param order indexes of the columns, in the table's order
   * @param warnings what was noticed on the way here
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
        ...(this.#rowCount === 0 ? [{ kind: 'noRows' } as const] : []),
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
  const { type, unit } = definition;
  const data = builder.finish();
  const irregular = builder.irregularities;
  return {
    info: { name, type, known: true, ...(unit === undefined ? {} : { unit }) },
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
 * Columns of concealed names, among those that name someone and those that nobody announced. A concealed URL is an empty one, so
 * a blank column of URLs counts where another column is concealed.
 */
function concealedColumns(columns: readonly FinishedColumn[]): ReadonlySet<FinishedColumn> {
  const named = columns.filter(({ identity, data }) => identity && data.storage === 'dictionary');
  const concealed = new Set(
    named.filter(({ data }) => data.storage === 'dictionary' && isConcealed(countByText(data), data.length)),
  );
  if (concealed.size === 0) {
    return concealed;
  }
  const isBlankUrl = ({ info, data }: FinishedColumn) => info.known && /\bURL\b/i.test(info.name) && isBlank(data);
  return new Set(columns.filter((column) => concealed.has(column) || (named.includes(column) && isBlankUrl(column))));
}
