import type { ColumnInfo } from '../../../../src/shared/report.js';

/**
 * Which columns of a table are on screen, from left to right. Columns are named by their index in the table: sorting, filters, copies and
 * files know nothing of the layout.
 */
export interface ColumnLayout {
  readonly shown: readonly number[];
  /** The column that stays in view while the table scrolls sideways, always the first one shown; -1 where there is none. */
  readonly pinned: number;
  readonly hidden: readonly HiddenColumn[];
}

export interface HiddenColumn {
  readonly column: number;
  /** `constant`: it has the same value in every row. */
  readonly why: 'constant';
}

/** Where a column is. */
export interface ColumnPlace {
  /** In the table. */
  readonly index: number;
  /** On screen, from the left. */
  readonly position: number;
}

export interface LayoutOptions {
  /** Columns that say who or what a row is about, the most telling first. */
  readonly keys?: readonly number[];
  /** Columns that have the same value in every row. */
  readonly constant?: readonly number[];
  readonly showConstant?: boolean;
}

/** What a row is about comes first, then everything else in the order of the file. What is the same in every row is left out. */
export function columnLayout(
  columns: readonly ColumnInfo[],
  { keys = [], constant = [], showConstant = false }: LayoutOptions = {},
): ColumnLayout {
  const all = columns.map((_, index) => index);
  const known = [...new Set(keys)].filter((key) => key < columns.length);
  const leading = known.length > 0 ? known : firstTelling(columns, constant);
  const others = all.filter((index) => !leading.includes(index));
  const isHidden = (index: number) => !showConstant && constant.includes(index);
  const hidden = others.filter(isHidden);
  // A table whose columns are all the same in every row would have nothing left to show.
  const isEmptied = leading.length === 0 && hidden.length === others.length;
  return {
    shown: [...leading, ...others.filter((index) => isEmptied || !isHidden(index))],
    pinned: leading[0] ?? -1,
    hidden: isEmptied ? [] : hidden.map((column) => ({ column, why: 'constant' })),
  };
}

/** Of a report that names no key: its first text that differs from row to row, or else its day. */
function firstTelling(columns: readonly ColumnInfo[], constant: readonly number[]): readonly number[] {
  const find = (type: ColumnInfo['type']) =>
    columns.findIndex((column, index) => column.type === type && !constant.includes(index));
  const found = [find('text'), find('date')].find((index) => index >= 0);
  return found === undefined ? [] : [found];
}
