import { nothing, type ReactiveControllerHost } from 'lit';
import type { ColumnFilter, TableView } from '../../../../src/shared/report.js';
import type { ShownColumn } from '../../../../src/shared/format/byteScale.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { isSameFilter, viewWith } from '../filters/filters.js';
import type { ArrangeColumns } from './arrangeColumns.js';
import { dragColumn } from './columnDrag.js';
import type { DrawnSummary } from './drawnSummary.js';
import { type ColumnLayout, placeFor } from './columnLayout.js';
import { headCell } from './headCell.js';
import type { CellPosition } from './navigation.js';
import type { Row } from './rowWindow.js';
import { nextSort } from './sortOrder.js';
import type { WidthController } from './widthController.js';

/** The grid whose columns have headers. Columns are named by their index in the table. */
export interface GridHeadHost extends Pick<ReactiveControllerHost, 'updateComplete'>, ParentNode {
  readonly columns: readonly ShownColumn[];
  readonly columnLayout: ColumnLayout;
  /** So many of the first columns stay in view. */
  readonly pinnedCount: number;
  readonly view: TableView;
  readonly format: Format | undefined;
  readonly summaries: readonly (DrawnSummary | undefined)[] | undefined;
  /** The column whose filter menu is open. */
  readonly filtering: number | undefined;
  /** Why the rows cannot be sorted yet; absent if they can. */
  readonly fixedOrder: string | undefined;
  readonly arrange: ArrangeColumns | undefined;
  readonly scroller: HTMLElement | null;
  /** The rows that are here. */
  readonly heldRows: readonly Row[];
  active: CellPosition;
  readonly changeView: (view: TableView) => void;
  readonly openFilter: (column: number, anchor: HTMLElement) => void;
  readonly setFilter: (column: number, filter: ColumnFilter | undefined) => void;
  focusActive(): void;
  reveal(cell: CellPosition): void;
  revealColumn(column: number): void;
}

/** The headers of a grid, and what they do with their columns. */
export class GridHead {
  constructor(
    private readonly grid: GridHeadHost,
    private readonly widths: WidthController,
  ) {}

  cells(): unknown {
    return this.grid.columnLayout.shown.map((index, position) => this.#cell(index, position));
  }

  #cell(index: number, position: number): unknown {
    const { grid, widths } = this;
    const column = grid.columns[index];
    if (column === undefined) {
      return nothing;
    }
    return headCell(
      column,
      { index, position },
      {
        view: grid.view,
        format: grid.format,
        isActive: grid.active.row === -1 && grid.active.column === position,
        pinnedCount: grid.pinnedCount,
        isFilterOpen: grid.filtering === index,
        summary: grid.summaries?.[index],
        hasSummaries: grid.summaries !== undefined,
        width: widths.widths[index] ?? 0,
      },
      {
        sort: (isAdded) => this.#sort(index, isAdded),
        openFilter: (anchor) => {
          grid.active = { row: -1, column: position };
          grid.openFilter(index, anchor);
        },
        toggleFilter: (filter, set) => this.#toggleFilter(filter, set),
        resize: (event) => widths.drag(event, index),
        fit: () => widths.fit(index, grid.heldRows),
        ...(grid.arrange === undefined ? {} : { grab: (event: PointerEvent) => this.#drag(event) }),
      },
    );
  }

  moveColumn(column: number, by: 1 | -1): void {
    const from = this.#positionOf(column);
    this.#move(from, from + by);
  }

  /** Opens the filter menu of a column below its header. */
  openFilterMenu(column: number): void {
    const { grid } = this;
    const position = this.#positionOf(column);
    grid.active = { row: -1, column: position };
    grid.reveal(grid.active);
    void grid.updateComplete.then(() => {
      const anchor = grid.querySelectorAll<HTMLElement>('.head-button')[position];
      if (anchor !== undefined) {
        anchor.focus({ preventScroll: true });
        grid.openFilter(column, anchor);
      }
    });
  }

  #sort(column: number, isAdded: boolean): void {
    const { grid } = this;
    grid.active = { row: -1, column: this.#positionOf(column) };
    if (grid.fixedOrder === undefined) {
      grid.changeView(viewWith(grid.view, { sort: nextSort(grid.view.sort, column, isAdded) }));
    }
  }

  #toggleFilter(filter: ColumnFilter, set: ColumnFilter | undefined): void {
    const { grid } = this;
    grid.active = { row: -1, column: this.#positionOf(filter.column) };
    grid.setFilter(filter.column, set !== undefined && isSameFilter(set, filter) ? undefined : filter);
  }

  #drag(event: PointerEvent): void {
    const { scroller } = this.grid;
    if (scroller !== null) {
      dragColumn(event, scroller, {
        placeFor: (from, to) => placeFor(this.grid.columnLayout, from, to),
        drop: (from, to) => this.#move(from, to),
      });
    }
  }

  /** @param from place on screen, from the left */
  #move(from: number, to: number): void {
    const { grid } = this;
    const column = grid.columnLayout.shown[from];
    if (column !== undefined) {
      grid.active = { row: -1, column: from };
      grid.arrange?.move(column, to);
      grid.focusActive();
      // The new order comes back from the panel.
      void Promise.resolve().then(() => grid.revealColumn(column));
    }
  }

  #positionOf(column: number): number {
    return this.grid.columnLayout.shown.indexOf(column);
  }
}
