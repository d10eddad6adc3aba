import type { CopyFormat, RowsPart, RowsRequest } from '../../../../src/shared/pages/common.js';
import type { RowSpan, TableView } from '../../../../src/shared/report.js';

/** Where a grid's rows come from. Requests reject with a sentence for the screen, or with an `AbortError`. */
export interface RowSource {
  /** Opens the table again if the host has lost it. @returns whether it had; then the rows arrive with a new epoch */
  reopen?(): boolean;
  getRows(request: RowsRequest, signal: AbortSignal): Promise<RowsPart>;
  copyRows(copy: CopyRequest): void;
}

/** Rows of a view to be copied, all of them without `rows`; with `columns` only the cells in these, in this order. */
export interface CopyRequest {
  readonly view: TableView;
  readonly rows?: readonly RowSpan[];
  readonly columns?: readonly number[];
  /** Leaves out the line with the names of the columns, of formats that can be read without it. */
  readonly withoutNames?: true;
  readonly format?: CopyFormat;
}
