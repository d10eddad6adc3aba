import type { TableView } from '../../../../src/shared/report.js';
import { dragOverCells } from './cellDrag.js';
import { CellSelection } from './cellSelection.js';
import type { ColumnLayout } from './columnLayout.js';
import { cellCopy, type CopyOptions, copyRequest, rowCopy } from './copyRequest.js';
import type { CellPosition } from './navigation.js';
import type { RowSource } from './rowSource.js';
import { type SelectedCells, selectedCells } from './selectedCells.js';

/** The grid whose cells are selected and copied. */
export interface GridSelectionHost {
  readonly columnLayout: ColumnLayout;
  readonly scroller: HTMLElement | null;
  readonly view: TableView;
  readonly source: RowSource | undefined;
  /** Of the view. */
  readonly rowCount: number;
  readonly selection: CellSelection;
  active: CellPosition;
  select(selection: CellSelection): void;
  focusActive(): void;
}

interface Selected {
  readonly selection: CellSelection;
  /** Columns on screen. */
  readonly shown: readonly number[];
  readonly cells: SelectedCells | undefined;
}

/** Selects cells with the mouse, and copies them. */
export class GridSelection {
  #last: Selected | undefined;

  constructor(private readonly grid: GridSelectionHost) {}

  /** What is selected, for those around the grid: the same object for as long as it is the same. */
  get selected(): SelectedCells | undefined {
    const { selection, columnLayout } = this.grid;
    const { shown } = columnLayout;
    if (this.#last?.selection !== selection || this.#last.shown !== shown) {
      this.#last = { selection, shown, cells: selectedCells(selection, shown) };
    }
    return this.#last.cells;
  }

  /** A press on a cell: with Ctrl it takes the row in or out, with Shift it extends the selection, and held down it goes on to other cells. */
  press(event: MouseEvent, row: number): void {
    const { grid } = this;
    const element = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
    if (event.button !== 0 || element === null) {
      return;
    }
    const column = Number(element.dataset['index']);
    const cell = { row, column: this.#positionOf(column) };
    if (event.shiftKey) {
      // Otherwise the browser would select the text in between.
      event.preventDefault();
      grid.select(grid.selection.extendTo(cell, { ...grid.active, row: Math.max(0, grid.active.row) }));
    } else {
      grid.select(event.ctrlKey || event.metaKey ? grid.selection.toggleRow(cell) : CellSelection.none);
    }
    this.#activate(cell);
    if (grid.scroller !== null) {
      dragOverCells(event, grid.scroller, { row, column }, (entered) => {
        const to = { row: entered.row, column: this.#positionOf(entered.column) };
        grid.select(grid.selection.extendTo(to, cell));
        this.#activate(to);
      });
    }
  }

  /** Copies what is selected, or the row of the active cell. */
  copy(options: CopyOptions): void {
    const { view, selection, active, rowCount, columnLayout, source } = this.grid;
    const request = copyRequest({ view, selection, active, rowCount, shown: columnLayout.shown }, options);
    if (request !== undefined) {
      source?.copyRows(request);
    }
  }

  /** @param column index in the table */
  copyCell(row: number, column: number): void {
    const { view, source, rowCount } = this.grid;
    if (row < rowCount) {
      source?.copyRows(cellCopy(view, row, column));
    }
  }

  /** Copies the rows of what is selected, if a row is one of them; or else this row. */
  copyRows(row: number): void {
    const { view, source, selection } = this.grid;
    if (selection.hasRow(row)) {
      source?.copyRows(selection.isAllRows(this.grid.rowCount) ? { view } : { view, rows: selection.rows });
    } else {
      source?.copyRows(rowCopy(view, row));
    }
  }

  #activate(cell: CellPosition): void {
    this.grid.active = cell;
    this.grid.focusActive();
  }

  #positionOf(column: number): number {
    return this.grid.columnLayout.shown.indexOf(column);
  }
}
