import type { ColumnFilter, ColumnInfo, TableView } from '../../../../src/shared/report.js';
import type { GridAction, TablePlace } from '../../../../src/shared/tableActions.js';
import { viewWith } from '../filters/filters.js';
import { valueFilter } from '../filters/valueFilter.js';
import type { ArrangeColumns } from './arrangeColumns.js';
import { CellSelection } from './cellSelection.js';
import type { ColumnLayout } from './columnLayout.js';
import type { CopyOptions } from './copyRequest.js';
import { menuContext } from './menuContext.js';
import type { Row } from './rowWindow.js';

/** The grid whose cells and headers have a context menu. Columns are named by their index in the table. */
export interface GridMenuHost {
  readonly columns: readonly ColumnInfo[];
  /** Columns that name users; absent where the page has no context menu. */
  readonly userColumns: readonly number[] | undefined;
  readonly hasGroups: boolean;
  readonly view: TableView;
  /** Why the rows cannot be sorted and filtered yet; absent if they can. */
  readonly fixedOrder: string | undefined;
  readonly selection: CellSelection;
  readonly columnLayout: ColumnLayout;
  readonly arrange: ArrangeColumns | undefined;
  readonly changeView: (view: TableView) => void;
  readonly openRow: ((row: number) => void) | undefined;
  readonly setFilter: (column: number, filter: ColumnFilter | undefined) => void;
  /** The cells of a row; `undefined` while it is on its way. */
  rowAt(row: number): Row | undefined;
  select(selection: CellSelection): void;
  /** Puts the focus on a cell; row -1 is the header. */
  focusCell(row: number, column: number): void;
  /** Copies what is selected, or the row of the active cell. */
  copy(options: CopyOptions): void;
  copyCell(row: number, column: number): void;
  /** Copies the selected rows, if the row is one of them; or else the row alone. */
  copyRows(row: number): void;
  openFilterMenu(column: number): void;
}

/** The context menu, which VS Code shows: tells it what the menu is about, and does what was chosen. */
export class GridMenu {
  constructor(private readonly grid: GridMenuHost) {}

  /** VS Code reads from the target of the event upward what its menu is about. By keyboard, the target is what has the focus. */
  open(event: Event): void {
    const { userColumns, columns, hasGroups, fixedOrder, selection, columnLayout } = this.grid;
    const target = event.target as HTMLElement;
    const cell = target.closest<HTMLElement>('[data-index]');
    if (userColumns === undefined || cell === null) {
      return;
    }
    const column = Number(cell.dataset['index']);
    const row = Number(cell.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? -1);
    const isIn = selection.has(row, columnLayout.shown.indexOf(column));
    const context = menuContext(row, column, {
      columns,
      userColumns,
      hasGroups,
      canFilter: fixedOrder === undefined,
      canHide: columnLayout.shown.length > 1,
      pinned: columnLayout.pinned,
      isRange: isIn && !selection.isRows,
      cells: (one) => this.grid.rowAt(one),
    });
    if (context === undefined) {
      return;
    }
    cell.dataset['vscodeContext'] = JSON.stringify(context);
    if (row >= 0 && !isIn) {
      this.grid.select(CellSelection.none);
    }
    this.grid.focusCell(row, column);
  }

  act(action: GridAction, { row = -1, column }: TablePlace): void {
    const { fixedOrder } = this.grid;
    if (isCopyAction(action)) {
      this.#copy(action, row, column);
    } else if (action === 'showRow' || action === 'showGroup') {
      this.grid.openRow?.(row);
    } else if (isColumnAction(action)) {
      this.#arrange(action, column);
    } else if (fixedOrder === undefined) {
      this.#choose(action, row, column);
    }
  }

  #copy(action: CopyAction, row: number, column: number): void {
    switch (action) {
      case 'copyCell':
        return this.grid.copyCell(row, column);
      case 'copyRows':
        return this.grid.copyRows(row);
      case 'copyCells':
      case 'copyWithHeaders':
        return this.grid.copy({ withNames: action === 'copyWithHeaders' });
      case 'copyAsCsv':
        return this.grid.copy({ format: 'csvNormalized' });
      case 'copyAsJson':
        return this.grid.copy({ format: 'json' });
      case 'copyAsMarkdown':
        return this.grid.copy({ format: 'markdown' });
    }
  }

  #arrange(action: ColumnAction, column: number): void {
    const { arrange } = this.grid;
    switch (action) {
      case 'hideColumn':
        return arrange?.hide(column);
      case 'pinColumn':
      case 'unpinColumn':
        return arrange?.pin(column, action === 'pinColumn');
      case 'chooseColumns':
        return arrange?.choose();
    }
  }

  #choose(
    action: Exclude<GridAction, ColumnAction | CopyAction | 'showRow' | 'showGroup'>,
    row: number,
    column: number,
  ): void {
    switch (action) {
      case 'filterByValue':
        return this.#filterByValue(row, column);
      case 'filterColumn':
        return this.grid.openFilterMenu(column);
      case 'sortAscending':
      case 'sortDescending':
        return this.grid.changeView(
          viewWith(this.grid.view, { sort: [{ column, descending: action === 'sortDescending' }] }),
        );
    }
  }

  #filterByValue(row: number, column: number): void {
    const value = this.grid.rowAt(row)?.[column];
    const info = this.grid.columns[column];
    const filter = value === undefined || info === undefined ? undefined : valueFilter(value, column, info);
    if (filter !== undefined) {
      this.grid.setFilter(column, filter);
    }
  }
}

type CopyAction = Extract<GridAction, `copy${string}`>;

function isCopyAction(action: GridAction): action is CopyAction {
  return action.startsWith('copy');
}

type ColumnAction = Extract<GridAction, 'hideColumn' | 'pinColumn' | 'unpinColumn' | 'chooseColumns'>;

function isColumnAction(action: GridAction): action is ColumnAction {
  return ['hideColumn', 'pinColumn', 'unpinColumn', 'chooseColumns'].includes(action);
}
