import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RowsPlace } from '../../../../src/shared/pages/report.js';
import { whenPageHasFocus } from '../../base/host/whenPageHasFocus.js';
import { CellSelection } from './cellSelection.js';
import type { CellPosition, GridSize } from './navigation.js';

/** The grid that somebody comes back to. */
export interface GridPlaceHost extends ReactiveControllerHost, Element {
  readonly selection: CellSelection;
  active: CellPosition;
  readonly size: GridSize;
  /** Whether the rows of the view are here. */
  readonly hasRows: boolean;
  /** The first row on screen; a fraction where a part of it is. */
  readonly topRow: number;
  readonly changePlace: (place: RowsPlace) => void;
  takeSelection(selection: CellSelection): void;
  /** Scrolls to a row after the next drawing. */
  scrollToRow(row: number): void;
  focusActive(): void;
}

/** Tells where somebody is in the rows, and brings them there again. */
export class GridPlace implements ReactiveController {
  /** Where the rows were left, until they are here. */
  #left: RowsPlace | undefined;
  /** Where the grid was in the window, until it is drawn there again. */
  #leftTop: number | undefined;
  #told: Pick<GridPlaceHost, 'selection' | 'active'> | undefined;
  /** A page that VS Code takes the focus from has no focused element any more: what had it the last time counts. */
  #isFocused = false;
  #stopWaiting: (() => void) | undefined;
  readonly #wentTo = ({ target }: Event): void => {
    const isFocused = target instanceof Node && this.grid.contains(target);
    if (isFocused !== this.#isFocused) {
      this.#isFocused = isFocused;
      this.tell();
    }
  };

  constructor(private readonly grid: GridPlaceHost) {
    grid.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('focusin', this.#wentTo);
    document.addEventListener('pointerdown', this.#wentTo, { capture: true });
    // Of the rows as well as of the page.
    document.addEventListener('scrollend', this.tell, { capture: true });
  }

  hostDisconnected(): void {
    document.removeEventListener('focusin', this.#wentTo);
    document.removeEventListener('pointerdown', this.#wentTo, { capture: true });
    document.removeEventListener('scrollend', this.tell, { capture: true });
    this.#stopWaiting?.();
  }

  hostUpdate(): void {
    if (this.#left !== undefined && this.grid.hasRows) {
      this.#restore(this.#left);
      this.#left = undefined;
    }
  }

  hostUpdated(): void {
    if (this.#leftTop !== undefined) {
      window.scrollBy({ top: this.#windowTop - this.#leftTop, behavior: 'instant' });
      this.#leftTop = undefined;
    }
    const { selection, active, hasRows } = this.grid;
    if (hasRows && (this.#told?.selection !== selection || this.#told.active !== active)) {
      this.tell();
    }
  }

  /** @param place where the rows were left that are on their way; absent where they begin at the top */
  comeBack(place: RowsPlace | undefined): void {
    this.#left = place;
  }

  /** Tells where somebody is now. On the way back nobody is anywhere else. */
  readonly tell = (): void => {
    const { selection, active, hasRows, topRow, changePlace } = this.grid;
    if (this.#left !== undefined || !hasRows) {
      return;
    }
    this.#told = { selection, active };
    const { kind, rows, columns, anchor } = selection;
    changePlace({
      top: topRow,
      windowTop: this.#windowTop,
      active,
      ...(kind === 'none' || anchor === undefined ? {} : { selection: { kind, rows, columns, anchor } }),
      ...(this.#isFocused ? { focused: true } : {}),
    });
  };

  get #windowTop(): number {
    return this.grid.getBoundingClientRect().top;
  }

  /** What is saved could have been written by anybody: what the table does not have is left out. */
  #restore({ top, windowTop, active, selection, focused }: RowsPlace): void {
    const { grid } = this;
    const { rows, columns } = grid.size;
    if (active.row >= rows || active.column >= columns) {
      return;
    }
    grid.active = active;
    grid.scrollToRow(top);
    this.#leftTop = windowTop;
    if (
      selection !== undefined &&
      selection.anchor.row < rows &&
      selection.anchor.column < columns &&
      (selection.rows.at(-1)?.end ?? 0) <= rows &&
      (selection.columns?.end ?? 0) <= columns
    ) {
      grid.takeSelection(CellSelection.of(selection));
    }
    // Told again when it is scrolled there.
    this.#told = { selection: grid.selection, active };
    if (focused === true) {
      this.#isFocused = true;
      this.#stopWaiting = whenPageHasFocus(() => grid.focusActive());
    }
  }
}
