import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ROW_HEIGHT } from './metrics.js';
import type { RowRange } from './rowWindow.js';
import { ScrollMap } from './scrollMap.js';

/** Rows rendered beyond both edges of the viewport. */
const OVERSCAN_ROWS = 8;

/** The grid whose rows scroll. */
export interface ViewportHost extends ReactiveControllerHost {
  /** The element with the scrollbars; absent before the first rendering. */
  readonly scroller: HTMLElement | null;
  readonly rowCount: number;
  /** Pixels of the scroller that the header and the totals cover. */
  readonly coveredHeight: number;
  viewportChanged(): void;
}

/** Which rows are on screen, and where. */
export class Viewport implements ReactiveController {
  readonly #scroll = new ScrollMap();
  readonly #resize = new ResizeObserver(() => this.measure());
  #height = 0;
  #width: number | undefined;

  constructor(private readonly grid: ViewportHost) {
    grid.addController(this);
  }

  /** Height of the element that the rows are placed in. */
  get physicalHeight(): number {
    return this.#scroll.physicalHeight;
  }

  /** Width of the view in pixels; `undefined` before the first rendering. */
  get width(): number | undefined {
    return this.#width;
  }

  /** Rows that the Page Up and Page Down keys move by. */
  get pageRows(): number {
    return Math.max(1, Math.floor(this.#height / ROW_HEIGHT) - 1);
  }

  hostDisconnected(): void {
    this.#resize.disconnect();
  }

  observe(element: Element): void {
    this.#resize.observe(element);
  }

  /** Adapts the scrollbar to the number of rows. */
  fitRows(): void {
    this.#scroll.resize(this.grid.rowCount * ROW_HEIGHT, this.#height);
  }

  measure(): void {
    const height = Math.max(0, (this.grid.scroller?.clientHeight ?? 0) - this.grid.coveredHeight);
    const clientWidth = this.grid.scroller?.clientWidth ?? 0;
    const width = clientWidth > 0 ? clientWidth : undefined;
    if (height !== this.#height || width !== this.#width) {
      this.#height = height;
      this.#width = width;
      this.#changed();
    }
  }

  visibleRows(): RowRange {
    const start = Math.max(0, Math.floor(this.#scroll.top / ROW_HEIGHT));
    const end = Math.ceil((this.#scroll.top + this.#height) / ROW_HEIGHT);
    return { start, end: Math.min(this.grid.rowCount, end) };
  }

  /** The visible rows, some around them, and `activeRow`: if its element went, the focus would be lost. */
  renderedRows(activeRow: number): number[] {
    const { start, end } = this.visibleRows();
    const first = Math.max(0, start - OVERSCAN_ROWS);
    const last = Math.min(this.grid.rowCount, end + OVERSCAN_ROWS);
    const rows = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
    if (activeRow >= 0 && activeRow < this.grid.rowCount && (activeRow < first || activeRow >= last)) {
      return activeRow < first ? [activeRow, ...rows] : [...rows, activeRow];
    }
    return rows;
  }

  /** Top of a row in pixels. */
  topOf(row: number): number {
    return this.#scroll.place(row * ROW_HEIGHT);
  }

  /** The user has scrolled. */
  scrolled(): void {
    const { scroller } = this.grid;
    this.#scroll.scrolled(scroller?.scrollTop ?? 0);
    scroller?.toggleAttribute('data-sideways', scroller.scrollLeft > 0);
    this.#changed();
  }

  /** The first row on screen; a fraction where a part of it is. */
  get topRow(): number {
    return this.#scroll.top / ROW_HEIGHT;
  }

  scrollToRow(row: number): void {
    this.#scrollTo(row * ROW_HEIGHT);
  }

  /** Leaves the rows on screen where they are after the number of rows has changed. */
  stay(): void {
    this.#scrollTo(this.#scroll.top);
  }

  revealRow(row: number): void {
    const top = row * ROW_HEIGHT;
    if (row >= 0 && top < this.#scroll.top) {
      this.#scrollTo(top);
    } else if (row >= 0 && top + ROW_HEIGHT > this.#scroll.top + this.#height) {
      this.#scrollTo(top + ROW_HEIGHT - this.#height);
    }
  }

  /** @param position of the column, from the left; one that is in view anyway needs nothing */
  revealColumn(position: number): void {
    const { scroller } = this.grid;
    const head = scroller?.querySelectorAll<HTMLElement>('[role=columnheader]')[position];
    if (scroller === null || head === undefined || head.classList.contains('pinned')) {
      return;
    }
    // Where it is without the scrolling of the table; the pinned columns cover what is below them.
    const left = head.getBoundingClientRect().left - scroller.getBoundingClientRect().left - scroller.clientLeft;
    const pinned = scroller.querySelectorAll<HTMLElement>('.head-cell.pinned');
    const covered = [...pinned].reduce((sum, { offsetWidth }) => sum + offsetWidth, 0);
    const right = left + head.offsetWidth;
    if (left < covered) {
      scroller.scrollLeft += left - covered;
    } else if (right > scroller.clientWidth) {
      // Of a column that is wider than its room the beginning is shown.
      scroller.scrollLeft += Math.min(right - scroller.clientWidth, left - covered);
    }
  }

  #scrollTo(top: number): void {
    const scrollTop = this.#scroll.scrollTo(top);
    const { scroller } = this.grid;
    if (scroller !== null && scroller.scrollTop !== scrollTop) {
      scroller.scrollTop = scrollTop;
    }
    this.#changed();
  }

  #changed(): void {
    this.grid.requestUpdate();
    this.grid.viewportChanged();
  }
}
