import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FindResult, FindStep, FoundCell, ViewCell } from '../../../../src/shared/find.js';
import type { TableView } from '../../../../src/shared/report.js';
import { RequestController } from '../../base/host/requestController.js';
import type { FoundCells } from '../grid/foundCells.js';
import type { RowRange } from '../grid/rowWindow.js';
import type { FindSource } from './findSource.js';
import { FoundRows } from './foundRows.js';

/** The table that is looked in. */
export interface FindGrid {
  readonly active: { readonly row: number };
  readonly activeColumn: number | undefined;
  visibleRows(): RowRange;
  showCell(cell: ViewCell): void;
}

/** What is looked for, and where. */
export interface FinderHost extends ReactiveControllerHost {
  readonly text: string | undefined;
  readonly source: FindSource | undefined;
  readonly grid: FindGrid | null;
  readonly view: TableView;
  /** Why nothing can be found yet; absent where it can. */
  readonly notYet: string | undefined;
  /** Indexes of the columns that are looked in, as they are shown. */
  readonly shown: readonly number[];
  readonly changeFound: (found: FoundCells | undefined) => void;
}

/** Goes from one cell with a text to the next. It begins at the active cell, and takes it along. */
export class Finder implements ReactiveController {
  readonly #results: RequestController<FindResult>;
  readonly #rows: FoundRows;
  /** The cell that was found last; absent where the table has changed since. */
  #current: FoundCell | undefined;
  /** The step that is under way, and the one that was asked for meanwhile. */
  #running: FindStep | undefined;
  #waiting: FindStep | undefined;
  /** What the grid was told last. */
  #told: { readonly part: unknown; readonly current: unknown } | undefined;

  constructor(private readonly host: FinderHost) {
    this.#results = new RequestController(host, () => host.source?.reopen?.() === true);
    this.#rows = new FoundRows(host);
    host.addController(this);
  }

  get current(): FoundCell | undefined {
    return this.#current;
  }

  /** Cells with the text in all rows; `undefined` while that is not known. */
  get total(): number | undefined {
    return this.#results.value?.total;
  }

  get failure(): string | undefined {
    return this.#results.failure;
  }

  get retry(): () => void {
    return this.#results.retry;
  }

  hostUpdated(): void {
    const current = this.#current;
    const { part } = this.#rows;
    const isFinding = part !== undefined || current !== undefined;
    if (!isFinding && this.#told !== undefined) {
      this.#told = undefined;
      this.host.changeFound(undefined);
    } else if (isFinding && (this.#told?.part !== part || this.#told?.current !== current)) {
      this.#told = { part, current };
      this.host.changeFound({
        current,
        columnsOf: (row) => this.#rows.columnsOf(row),
        rowsMoved: (rows) => this.#rows.show(rows),
      });
    }
  }

  /** A text that was typed just now is found first. Steps that come faster than the cells wait, the last of them. */
  step(step: FindStep): void {
    if (this.#results.value === undefined && this.#running === undefined) {
      this.look('here');
    } else if (this.#running === undefined) {
      this.look(step);
    } else if (this.#running !== 'here') {
      this.#waiting = step;
    }
  }

  forget(): void {
    this.#results.clear();
    this.#rows.startOver(undefined);
    this.#current = undefined;
    this.#running = undefined;
    this.#waiting = undefined;
  }

  /** @param moves whether the found cell becomes the active one */
  look(step: FindStep, moves = true): void {
    const { text = '', source, grid, view, shown, notYet } = this.host;
    if (step === 'here') {
      this.forget();
    }
    if (text === '' || notYet !== undefined || source === undefined || grid === null) {
      return;
    }
    const find = { text, columns: shown };
    // The header is before the first row.
    const isHead = grid.active.row < 0;
    const from = { row: Math.max(0, grid.active.row), column: (isHead ? shown[0] : grid.activeColumn) ?? 0 };
    this.#running = step;
    this.#results.start(async (signal) => {
      try {
        const result = await source.find(view, find, from, isHead && step === 'next' ? 'here' : step, signal);
        if (!signal.aborted) {
          this.#arrived(result, moves, grid);
          if (step === 'here') {
            this.#rows.startOver((rows, stop) => source.getFound(view, find, rows, stop));
          }
          this.#rows.show(grid.visibleRows());
        }
        return result;
      } finally {
        if (!signal.aborted) {
          this.#running = undefined;
        }
      }
    });
  }

  #arrived({ cell }: FindResult, moves: boolean, grid: FindGrid): void {
    if (moves && cell !== null) {
      grid.showCell(cell);
      this.#current = cell;
    }
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) {
      queueMicrotask(() => this.step(waiting));
    }
  }
}
