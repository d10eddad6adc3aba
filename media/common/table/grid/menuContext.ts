import { concealedForm } from '../../../../src/shared/concealedNames.js';
import type { CellValue, ColumnInfo } from '../../../../src/shared/report.js';
import { valueFilter } from '../filters/valueFilter.js';

/**
 * What VS Code is told of the place where its context menu is opened, in the attribute `data-vscode-context`. The conditions in the
 * manifest use these names, and the commands get all of it as their argument: no text of a cell may be in it.
 */
export type MenuContext = {
  /** VS Code's own Cut, Copy, and Paste are left out. */
  readonly preventDefaultContextMenuItems: true;
  /** Index in the table. */
  readonly column: number;
} & (
  | {
      readonly webviewSection: 'usageReportsCell' | 'usageReportsGroup';
      /** Position in the rows on screen. */
      readonly row: number;
      readonly canFilter: boolean;
      /** The cell is one of several that are selected, but not as whole rows. */
      readonly isRange: boolean;
      /** The row has a user's readable name. */
      readonly isUser: boolean;
      /** Where it has it. */
      readonly userColumn?: number;
    }
  | {
      readonly webviewSection: 'usageReportsHeader' | 'usageReportsGroupHeader';
      readonly canFilter: boolean;
      readonly canHide: boolean;
      readonly isPinned: boolean;
    }
);

export interface MenuState {
  readonly columns: readonly ColumnInfo[];
  /** Whether the rows are groups of others: they are shown by a filter of those, and their columns stay as they are. */
  readonly hasGroups: boolean;
  /** Columns that name users. */
  readonly userColumns: readonly number[];
  /** Whether the rows can be filtered and sorted yet. */
  readonly canFilter: boolean;
  /** Whether columns can be hidden: the last one stays. */
  readonly canHide: boolean;
  readonly pinned: readonly number[];
  /** Whether the cell is one of several that are selected, but not as whole rows. */
  readonly isRange: boolean;
  /** The cells of a row; `undefined` while it is on its way. */
  readonly cells: (row: number) => readonly CellValue[] | undefined;
}

/** @param row -1 for the header */
export function menuContext(row: number, column: number, state: MenuState): MenuContext | undefined {
  const info = state.columns[column];
  if (info === undefined) {
    return undefined;
  }
  const { canFilter, canHide, pinned, hasGroups } = state;
  if (row < 0) {
    return {
      webviewSection: hasGroups ? 'usageReportsGroupHeader' : 'usageReportsHeader',
      ...{ column, canFilter, canHide },
      isPinned: pinned.includes(column),
      preventDefaultContextMenuItems: true,
    };
  }
  const cells = state.cells(row);
  const value = cells?.[column];
  const { columns, userColumns } = state;
  // Of several users in a row, the one of the cell is meant. A group is of many.
  const ofCell = userColumns.filter((one) => one === column);
  const userColumn =
    cells === undefined || hasGroups ? undefined : namingColumn(cells, columns, [...ofCell, ...userColumns]);
  return {
    webviewSection: hasGroups ? 'usageReportsGroup' : 'usageReportsCell',
    row,
    column,
    canFilter: canFilter && value !== undefined && valueFilter(value, column, info) !== undefined,
    isRange: state.isRange,
    isUser: userColumn !== undefined,
    ...(userColumn === undefined ? {} : { userColumn }),
    preventDefaultContextMenuItems: true,
  };
}

/** The first of the columns that says which user a row is about: its cell is neither blank nor concealed. */
export function namingColumn(
  cells: readonly CellValue[],
  columns: readonly ColumnInfo[],
  userColumns: readonly number[],
): number | undefined {
  return userColumns.find((index) => {
    const value = cells[index];
    const isConcealed = columns[index]?.concealed === true;
    return typeof value === 'string' && value.trim() !== '' && !(isConcealed && concealedForm(value) !== undefined);
  });
}
