import type { CellValue } from './report.js';

/** What is looked for in the cells of a table. */
export interface FindText {
  /** Found without regard to case, as the filter of rows finds it. The empty text is in no cell. */
  readonly text: string;
  /** Columns whose cells are looked at, by their index in the table, in the order in which a row is read. */
  readonly columns: readonly number[];
}

/** A cell of a view. */
export interface ViewCell {
  /** In the view, from 0. */
  readonly row: number;
  /** Index in the table. */
  readonly column: number;
}

/** `here`: the cell itself, or the first after it. What passes the last cell goes on at the first, and the other way around. */
export const FIND_STEPS = ['here', 'next', 'previous'] as const;
export type FindStep = (typeof FIND_STEPS)[number];

export interface FoundCell extends ViewCell {
  /** From 1, as rows and columns are read. */
  readonly number: number;
  readonly value: CellValue;
  /** As the file has it. */
  readonly text: string;
  /** Of a blank cell: what the column has that says why, see {@link ColumnInfo.blanksIn}. */
  readonly blankState?: string;
}

export interface FindResult {
  /** Cells with the text in all rows of the view. */
  readonly total: number;
  /** `null` where no cell has it. */
  readonly cell: FoundCell | null;
}
