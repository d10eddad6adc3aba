import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { ReportTable } from '../table/store/table.js';

/** What a file says or is named by, beside the table. Plain data. */
export interface ExportFacts {
  readonly title: string;
  /** Graph function name. */
  readonly report: string;
  readonly period?: string;
  readonly date?: IsoDate;
  readonly refreshDate: IsoDate | null;
  readonly fetchedAt: IsoInstant;
  readonly connectionName: string;
  /** Not all rows as they came, but those that were on screen, in that order. */
  readonly asShown?: boolean;
  /** True where the service should have been asked for newer data and could not. */
  readonly archivedCopy?: true;
}

/** One opened report, as a writer needs it. */
export interface ExportInput extends ExportFacts {
  readonly table: ReportTable;
  /** Rows to export, in this order; absent for all rows in the order of the file. */
  readonly rows?: Uint32Array;
}

export interface ExportOptions {
  /**
   * Puts `'` before text cells that a spreadsheet would run as a formula. Changes data, so it is the user's choice. Only the
   * normalised CSV does it: the delivered CSV stays as it came, and nothing runs JSON or Markdown.
   */
  readonly neutralizeFormulas?: boolean;
  /** Markdown: the table without the title and facts above it. */
  readonly onlyTable?: boolean;
}

/** Indexes of the rows to export. */
export function* rowsOf(input: ExportInput): Generator<number> {
  if (input.rows !== undefined) {
    yield* input.rows;
    return;
  }
  for (let row = 0; row < input.table.rowCount; row++) {
    yield row;
  }
}
