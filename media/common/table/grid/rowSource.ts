import type { CopyFormat, RowsPart, RowsRequest } from '../../../../src/shared/pages/common.js';
import type { TableView } from '../../../../src/shared/report.js';

/** Where a grid's rows come from. Requests reject with a sentence for the screen, or with an `AbortError`. */
export interface RowSource {
  /** Opens the table again if the host has lost it. @returns whether it had; then the rows arrive with a new epoch */
  reopen?(): boolean;
  getRows(request: RowsRequest, signal: AbortSignal): Promise<RowsPart>;
  copyRows(copy: CopyRequest): void;
}

/** Rows of a view to be copied, with a header line; all of them without `rows`. With `column` only this cell of the one row, alone. */
export interface CopyRequest {
  readonly view: TableView;
  readonly rows?: readonly number[];
  readonly column?: number;
  readonly format?: CopyFormat;
}
