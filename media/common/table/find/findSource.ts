import type { FindResult, FindStep, FindText, ViewCell } from '../../../../src/shared/find.js';
import type { TableView } from '../../../../src/shared/report.js';
import type { RowRange } from '../grid/rowWindow.js';

/** Where a text is looked for. Requests reject with a sentence for the screen, or with an `AbortError`. */
export interface FindSource {
  /** Opens the table again if the host has lost it. @returns whether it had */
  reopen?(): boolean;
  find(view: TableView, find: FindText, from: ViewCell, step: FindStep, signal: AbortSignal): Promise<FindResult>;
  /** @returns the columns with the text, for each of the rows */
  getFound(
    view: TableView,
    find: FindText,
    rows: RowRange,
    signal: AbortSignal,
  ): Promise<readonly (readonly number[])[]>;
}
