import type { ViewCell } from '../../../../src/shared/find.js';
import type { RowRange } from './rowWindow.js';

/** The cells of a view with a text that somebody looks for. With each change the grid gets another object. */
export interface FoundCells {
  /** The one that was found last. */
  readonly current: ViewCell | undefined;
  /** Columns with the text in a row; `undefined` while that is not known. */
  columnsOf(row: number): readonly number[] | undefined;
  /** Other rows are on screen. */
  rowsMoved(rows: RowRange): void;
}
