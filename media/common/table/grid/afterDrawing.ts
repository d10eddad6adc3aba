import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RowLoader } from './rowLoader.js';
import type { Viewport } from './viewport.js';

/** What waits until the rows are drawn: a scroll position, which needs room for them, and the focus, which needs a cell. */
export class AfterDrawing implements ReactiveController {
  /** The first row on screen when the rows are here. */
  #toRow: number | undefined;
  #stays = false;
  #focuses = false;

  constructor(
    private readonly grid: ReactiveControllerHost & ParentNode,
    private readonly loader: RowLoader,
    private readonly viewport: Viewport,
  ) {
    grid.addController(this);
  }

  scrollToRow(row: number): void {
    this.#toRow = row;
  }

  /** The scrollbar stands for another number of rows; the rows on screen stay. */
  stay(): void {
    this.#stays = true;
  }

  focusActive(): void {
    this.#focuses = true;
    this.grid.requestUpdate();
  }

  hostUpdated(): void {
    const { loader, viewport } = this;
    if (this.#toRow !== undefined && !loader.isStale) {
      viewport.scrollToRow(this.#toRow);
      this.#toRow = undefined;
      this.#stays = false;
    }
    if (this.#stays) {
      this.#stays = false;
      viewport.stay();
    }
    if (this.#focuses) {
      const reached = this.grid.querySelector<HTMLElement>('[tabindex="0"]');
      // A grid that is new has no rows yet.
      this.#focuses = reached === null && loader.rowCount === undefined;
      reached?.focus({ preventScroll: true });
    }
  }
}
