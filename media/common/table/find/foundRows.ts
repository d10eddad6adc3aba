import type { ReactiveControllerHost } from 'lit';
import { RequestController } from '../../base/host/requestController.js';
import type { RowRange } from '../grid/rowWindow.js';

/** Rows beyond those on screen whose found cells are requested as well, so that a small step needs no new request. */
const MARGIN_ROWS = 100;

/** The columns with the text in some rows, the first of which is `start`. */
interface FoundPart {
  readonly start: number;
  readonly columns: readonly (readonly number[])[];
}

type Ask = (rows: RowRange, signal: AbortSignal) => Promise<readonly (readonly number[])[]>;

/** Knows which cells have the text in the rows on screen and around. */
export class FoundRows {
  readonly #request: RequestController<FoundPart>;
  #ask: Ask | undefined;
  /** The rows that are here or on their way. */
  #rows: RowRange | undefined;

  constructor(element: ReactiveControllerHost) {
    this.#request = new RequestController(element);
  }

  /** Another object whenever other cells are known; `undefined` while none are. */
  get part(): FoundPart | undefined {
    return this.#request.value;
  }

  columnsOf(row: number): readonly number[] | undefined {
    const { part } = this;
    return part?.columns[row - part.start];
  }

  /** Looks for something else, or for nothing. */
  startOver(ask: Ask | undefined): void {
    this.#request.clear();
    this.#ask = ask;
    this.#rows = undefined;
  }

  /** These rows are on screen. */
  show({ start, end }: RowRange): void {
    const [ask, here] = [this.#ask, this.#rows];
    if (ask === undefined || (here !== undefined && start >= here.start && end <= here.end)) {
      return;
    }
    const rows = { start: Math.max(0, start - MARGIN_ROWS), end: end + MARGIN_ROWS };
    this.#rows = rows;
    this.#request.start(async (signal) => ({ start: rows.start, columns: await ask(rows, signal) }));
  }
}
