import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { ReportTable } from '../table/store/table.js';
import type { AboutSheet } from './aboutSheet.js';

/** Facts about a report that an export writes into the file or its name. Plain data. */
export interface ExportFacts {
  readonly title: string;
  /** Graph function name. */
  readonly report: string;
  /** What the rows are all of, such as a product, where other files of this report have others. */
  readonly part?: string;
  readonly period?: string;
  readonly date?: IsoDate;
  readonly refreshDate: IsoDate | null;
  readonly fetchedAt: IsoInstant;
  readonly connectionName: string;
  /** Whether it is a detail report: about individual users, groups or sites. */
  readonly personal: boolean;
  /** Names the connection in file names. */
  readonly fileLabel: string;
  /** True if the rows are those of a view, in its order, instead of the whole report. */
  readonly asShown?: boolean;
  /** What rows of the report are grouped by, where groups are exported in their place; with the names of the file. */
  readonly groupedBy?: readonly string[];
  /** How many groups are too small to be shown. */
  readonly hiddenGroups?: number;
  /** Names of the columns that say who or what a row is about, as far as it is known. */
  readonly keyColumns?: readonly string[];
  /** Name of the saved view that the rows and columns are of. */
  readonly view?: string;
  /** True if the report is from the archive because newer data could not be fetched. */
  readonly archivedCopy?: true;
  /** What the table is put together from, where that is several reports. */
  readonly joined?: readonly JoinedSnapshot[];
}

/** An archived snapshot that a table is put together from. Plain data. */
export interface JoinedSnapshot {
  readonly title: string;
  /** Graph function name. */
  readonly report: string;
  readonly period?: string;
  readonly refreshDate: IsoDate | null;
  readonly fetchedAt: IsoInstant;
  readonly rowCount: number;
  /** Refresh dates of the earlier snapshots that it is compared with. */
  readonly comparedWith?: readonly IsoDate[];
}

/** One opened report, as a writer needs it. */
export interface ExportInput extends ExportFacts {
  readonly table: ReportTable;
  /** Rows to export, in this order; absent for all rows of the report. */
  readonly rows?: Uint32Array;
}

export interface ExportOptions {
  /**
   * Puts `'` where a spreadsheet would begin a formula in a text, see `neutralizedText`. This changes data, so it is the user's choice. Only
   * normalized CSV and tab-separated text do it: CSV as delivered stays as it is, and no program runs JSON or Markdown.
   */
  readonly neutralizeFormulas?: boolean;
  /** Markdown only: writes the table without the title and facts above it. */
  readonly onlyTable?: boolean;
  /** Excel only: the sheet that says what the others have; absent for none. */
  readonly about?: AboutSheet;
  /** Normalized CSV and tab-separated text only: leaves out the line with the names of the columns. */
  readonly withoutNames?: boolean;
}

/** Names of the columns whose names of users, groups, or sites are concealed. */
export function concealedNames({ columns }: Pick<ReportTable, 'columns'>): readonly string[] {
  return columns.filter(({ concealed }) => concealed === true).map(({ name }) => name);
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
