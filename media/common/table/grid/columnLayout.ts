import type { ColumnInfo } from '../../../../src/shared/report.js';

/**
 * Which columns of a table are on screen, from left to right. Columns are named by their index in the table: sorting, filters, copies and
 * files know nothing of the layout.
 */
export interface ColumnLayout {
  readonly shown: readonly number[];
  /** The columns that stay in view while the table scrolls sideways: the first ones of `shown`. */
  readonly pinned: readonly number[];
  readonly hidden: readonly HiddenColumn[];
  /** All columns in their order, also those that are hidden. */
  readonly order: readonly number[];
}

export interface HiddenColumn {
  readonly column: number;
  /** `constant`: it has the same value in every row. `chosen`: somebody has hidden it. */
  readonly why: 'constant' | 'chosen';
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
  /** Columns that are left out because they have the same value in every row. */
  readonly constant?: readonly number[];
  readonly showConstant?: boolean | undefined;
  /** The order that somebody gave the columns. What is not in it stands behind the column that it usually follows. */
  readonly order?: readonly number[] | undefined;
  /** Columns that somebody has hidden. */
  readonly hidden?: readonly number[];
  /** Columns that somebody wants to see although they are the same in every row. */
  readonly unfolded?: readonly number[];
  /** Columns that somebody has pinned; absent where nobody has: then it is the most telling one. */
  readonly pinned?: readonly number[] | undefined;
}

/** What a row is about comes first, then everything else in the order of the file, unless somebody wants it otherwise. */
export function columnLayout(columns: readonly ColumnInfo[], options: LayoutOptions = {}): ColumnLayout {
  const { keys = [], constant = [], showConstant = false, hidden: chosen = [], unfolded = [] } = options;
  const known = [...new Set(keys)].filter((key) => key < columns.length);
  const leading = known.length > 0 ? known : firstTelling(columns, constant);
  const usual = [...new Set([...leading, ...columns.keys()])];
  const order = options.order === undefined ? usual : completed(options.order, usual);
  const kept = new Set([...leading, ...(showConstant ? constant : unfolded)]);
  const hidden = leaveOne(
    order.flatMap((column): HiddenColumn[] =>
      chosen.includes(column)
        ? [{ column, why: 'chosen' }]
        : constant.includes(column) && !kept.has(column)
          ? [{ column, why: 'constant' }]
          : [],
    ),
    columns.length,
  );
  const hiddenColumns = new Set(hidden.map(({ column }) => column));
  const visible = order.filter((column) => !hiddenColumns.has(column));
  const wanted = new Set(options.pinned ?? leading.slice(0, 1));
  const pinned = visible.filter((column) => wanted.has(column));
  return { shown: [...pinned, ...visible.filter((column) => !wanted.has(column))], pinned, hidden, order };
}

/**
 * Where on screen a column comes to stand that is moved to a place, from the left: pinned columns stay before the others, so it stops at the
 * border between the two.
 */
export function placeFor({ shown, pinned }: ColumnLayout, from: number, to: number): number {
  const [first, last] = from < pinned.length ? [0, pinned.length - 1] : [pinned.length, shown.length - 1];
  return Math.max(first, Math.min(last, to));
}

/** A table all of whose columns are hidden would have nothing left to show: what nobody has hidden comes back, or else the first one. */
function leaveOne(hidden: readonly HiddenColumn[], count: number): readonly HiddenColumn[] {
  if (hidden.length < count) {
    return hidden;
  }
  const chosen = hidden.filter(({ why }) => why === 'chosen');
  return chosen.length < count ? chosen : chosen.slice(1);
}

/** An order with all columns in it. */
function completed(order: readonly number[], usual: readonly number[]): readonly number[] {
  const result = [...new Set(order)].filter((column) => usual.includes(column));
  usual.forEach((column, at) => {
    if (!result.includes(column)) {
      result.splice(at === 0 ? 0 : result.indexOf(usual[at - 1] ?? -1) + 1, 0, column);
    }
  });
  return result;
}

/** Of a report that names no key: its first text that differs from row to row, or else its day. */
function firstTelling(columns: readonly ColumnInfo[], constant: readonly number[]): readonly number[] {
  const find = (type: ColumnInfo['type']) =>
    columns.findIndex((column, index) => column.type === type && !constant.includes(index));
  const found = [find('text'), find('date')].find((index) => index >= 0);
  return found === undefined ? [] : [found];
}
