import type { ShownColumn } from '../../../../src/shared/format/byteScale.js';
import { CellSelection } from './cellSelection.js';
import { columnLayout, type ColumnLayout } from './columnLayout.js';
import type { CellPosition } from './navigation.js';
import { pinnedWidths } from './pinnedWidths.js';
import type { WidthController } from './widthController.js';

/** The grid whose columns are on screen. */
export interface GridColumnsHost {
  readonly columns: readonly ShownColumn[];
  /** Which of the columns are shown, in which order; absent for all of them in their own. */
  readonly layout: ColumnLayout | undefined;
  selection: CellSelection;
  active: CellPosition;
}

/** The columns that are on screen: which, in which order, and how wide. */
export class GridColumns {
  #layout = columnLayout([]);
  #pinnedWidths: readonly number[] = [];

  constructor(
    private readonly grid: GridColumnsHost,
    private readonly widths: WidthController,
  ) {}

  get layout(): ColumnLayout {
    return this.#layout;
  }

  /** Widths in pixels of the columns that stay in view. */
  get pinnedWidths(): readonly number[] {
    return this.#pinnedWidths;
  }

  /** Widths of the shown columns in pixels. The pinned ones leave most of the view to the others. */
  get shownWidths(): readonly number[] {
    return this.#layout.shown.map((index, position) => this.#pinnedWidths[position] ?? this.widths.widths[index] ?? 0);
  }

  /** Takes over the grid's layout. The active cell stays in its column, wherever that is now. */
  changeLayout(): void {
    const { grid } = this;
    const layout = grid.layout ?? columnLayout(grid.columns);
    const column = this.#layout.shown[grid.active.column];
    if (!grid.selection.isRows && layout.shown.join() !== this.#layout.shown.join()) {
      // Other columns stand where those were.
      grid.selection = CellSelection.none;
    }
    this.#layout = layout;
    const position = column === undefined ? -1 : layout.shown.indexOf(column);
    // In place of a column that is gone is the next one.
    const last = Math.max(0, layout.shown.length - 1);
    grid.active = { row: grid.active.row, column: position >= 0 ? position : Math.min(grid.active.column, last) };
  }

  /**
   * @param viewWidth pixels; `undefined` before the first rendering
   * @param areWhole whether the pinned columns rather scroll with the others than get narrower
   */
  fitPinned(viewWidth: number | undefined, areWhole: boolean): void {
    this.#pinnedWidths = pinnedWidths(
      this.#layout.pinned.map((index) => this.widths.widths[index] ?? 0),
      viewWidth,
      areWhole,
    );
  }
}
