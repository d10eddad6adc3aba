import type { ColumnFilter, ColumnValues } from '../../../../src/shared/report.js';

/** Where the values of a column come from. Requests reject with a sentence for the screen, or with an `AbortError`. */
export interface ValueSource {
  /** Opens the table again if the host has lost it. @returns whether it had */
  reopen?(): boolean;
  /** @param filters only rows that pass them are counted */
  getValues(
    column: number,
    search: string,
    filters: readonly ColumnFilter[],
    signal: AbortSignal,
  ): Promise<ColumnValues>;
}
