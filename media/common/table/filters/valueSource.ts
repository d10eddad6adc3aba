import type { ColumnValues } from '../../../../src/shared/report.js';

/** Where the values of a column come from. Requests reject with a sentence for the screen, or with an `AbortError`. */
export interface ValueSource {
  getValues(column: number, search: string, signal: AbortSignal): Promise<ColumnValues>;
}
