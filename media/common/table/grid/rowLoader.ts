import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isCancelled, messageOf } from '../../../../src/base/errors.js';
import type { RowsPart } from '../../../../src/shared/pages/common.js';
import type { TableView } from '../../../../src/shared/report.js';
import type { RowSource } from './rowSource.js';
import { RowWindow, type Row, type RowRange } from './rowWindow.js';

/** Rows to request before the height of the viewport is known. */
const INITIAL_ROWS = 60;
/** Least milliseconds between two requests while scrolling. */
const REQUEST_DEBOUNCE_MS = 50;

/** The grid that the rows are loaded for. */
export interface RowLoaderHost extends ReactiveControllerHost {
  readonly source: RowSource | undefined;
  readonly view: TableView;
  visibleRows(): RowRange;
  rowsLoaded(rows: readonly Row[]): void;
}

/** Requests the rows that are on screen, and cancels requests for rows that no longer are. */
export class RowLoader implements ReactiveController {
  readonly #window = new RowWindow();
  readonly #requests = new Map<number, AbortController>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastRequest = -Infinity;
  #lastRequestId = 0;
  #failed: { readonly range: RowRange; readonly message: string } | undefined;

  constructor(private readonly grid: RowLoaderHost) {
    grid.addController(this);
  }

  /** Why the last request failed, as a sentence; `undefined` if it did not fail. */
  get failure(): string | undefined {
    return this.#failed?.message;
  }

  /** Rows of the view; `undefined` until the first reply. */
  get rowCount(): number | undefined {
    return this.#window.rowCount;
  }

  /** True while the rows are those of the previous view. */
  get isStale(): boolean {
    return this.#window.isStale;
  }

  /** The rows that are here, which are those on screen and around. */
  get heldRows(): readonly Row[] {
    return this.#window.held;
  }

  row(index: number): Row | undefined {
    return this.#window.row(index);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#cancel();
  }

  /** Another sort or filter of the same report. */
  changeView(): void {
    this.#cancel();
    this.#window.changeView();
  }

  /** Another report; `part` are the rows that came with it. */
  clear(part: RowsPart | undefined): void {
    this.#cancel();
    this.#window.clear(part);
  }

  /** The same report with more rows; `part` begins with the rows that were shown before. */
  extend(part: RowsPart): void {
    this.#cancel();
    this.#window.extend(part);
  }

  /** Requests what is on screen and not here; what failed only after {@link retry}, as the message of a failure itself moves the rows. */
  load(): void {
    clearTimeout(this.#timer);
    const wait = this.#lastRequest + REQUEST_DEBOUNCE_MS - performance.now();
    if (wait > 0) {
      this.#timer = setTimeout(() => this.load(), wait);
      return;
    }
    const { start, end } = this.grid.visibleRows();
    const isFirst = this.#window.isStale || this.#window.rowCount === undefined;
    const wanted = isFirst ? { start: 0, end: Math.max(INITIAL_ROWS, end - start) } : { start, end };
    for (const id of this.#window.forgetScrolledAway(wanted)) {
      this.#requests.get(id)?.abort();
    }
    const range = this.#window.missing(wanted);
    const { source } = this.grid;
    if (range !== undefined && source !== undefined && !this.#hasFailed(range)) {
      this.#lastRequest = performance.now();
      void this.#request(source, range);
    }
  }

  /** Requests the rows again that could not be loaded; if the host has lost the table, opens it again. */
  readonly retry = (): void => {
    if (this.grid.source?.reopen?.() === true) {
      return;
    }
    this.#failed = undefined;
    this.grid.requestUpdate();
    this.load();
  };

  async #request(source: RowSource, range: RowRange): Promise<void> {
    const id = ++this.#lastRequestId;
    const cancel = new AbortController();
    this.#requests.set(id, cancel);
    this.#window.requested(id, range);
    try {
      this.#accept(id, await source.getRows({ view: this.grid.view, ...range }, cancel.signal));
    } catch (error) {
      if (this.#window.forget(id) && !isCancelled(error)) {
        this.#failed = { range, message: messageOf(error) };
        this.grid.requestUpdate();
      }
    } finally {
      this.#requests.delete(id);
    }
  }

  #hasFailed({ start, end }: RowRange): boolean {
    const failed = this.#failed?.range;
    return failed !== undefined && start >= failed.start && end <= failed.end;
  }

  #accept(requestId: number, part: RowsPart): void {
    if (this.#window.accept(requestId, part)) {
      this.#failed = undefined;
      this.grid.rowsLoaded(part.rows);
      this.grid.requestUpdate();
      this.load();
    }
  }

  #cancel(): void {
    this.#requests.forEach((cancel) => cancel.abort());
    this.#failed = undefined;
  }
}
