import type { ColumnValues } from '../../../../src/shared/report.js';

/** Where the values of a column come from. Requests reject with a sentence for the screen, or with an `AbortError`. */
export interface ValueSource {
  /** Opens the table again if the host has lost it. @returns whether it had */
  reopen?(): boolean;
  getValues(column: number, search: string, signal: AbortSignal): Promise<ColumnValues>;
}
