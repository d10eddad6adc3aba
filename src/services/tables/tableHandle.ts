import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { ExportFacts, ExportOptions } from '../../core/export/exportInput.js';
import type { WriterId } from '../../core/export/writers.js';
import type { Disposable } from '../../base/emitter.js';
import type { IsoDate } from '../../base/dates.js';
import type {
  CellValue,
  ColumnInfo,
  ColumnValues,
  Chart,
  QuickFilter,
  TableTotals,
  TableView,
  TableWarning,
} from '../../shared/report.js';

/**
 * A report's table as the rooms above know it: facts at hand, everything else asked for. Where the rows are (in this process, or
 * in a worker) is not for them to know, so every question is answered later, and the answers are plain data.
 *
 * Whoever holds one disposes of it; questions after that are rejected.
 */
export interface TableHandle extends Disposable {
  readonly columns: readonly ColumnInfo[];
  readonly rowCount: number;
  readonly warnings: readonly TableWarning[];
  /** `Report Refresh Date` of the newest row, or `null` where the report has no such column or no rows. */
  readonly refreshDate: IsoDate | null;

  /**
   * Rows of a view from `start` (inclusive) to `end` (exclusive), a cell per column. The order of the view last asked for is kept,
   * so that scrolling does not sort again.
   * @throws the signal's `AbortError`
   */
  rows(view: TableView, start: number, end: number, signal?: AbortSignal): Promise<ViewRows>;

  /** What there is to draw, see `picturesOf`. */
  charts(definition: ReportDefinition): Promise<readonly Chart[]>;

  /**
   * What the amounts in the rows of a view come to.
   * @throws the signal's `AbortError`
   */
  totals(view: TableView, signal?: AbortSignal): Promise<TableTotals>;

  /**
   * The most frequent values of a column that contain a text, at most `limit`, see `columnValues`.
   * @throws the signal's `AbortError`
   */
  values(column: number, search: string, limit: number, signal?: AbortSignal): Promise<ColumnValues>;

  /** What administrators often filter by, as far as the columns are there, with the number of rows each leaves. */
  quickFilters(): Promise<readonly QuickFilter[]>;

  /** The table, or some of its rows, as the bytes of a file. */
  write(job: WriteJob): AsyncIterable<Uint8Array>;
}

export interface ViewRows {
  /** Rows in the view after filtering. */
  readonly viewRowCount: number;
  readonly rows: readonly (readonly CellValue[])[];
}

export interface WriteJob {
  readonly writer: WriterId;
  readonly facts: ExportFacts;
  readonly options?: ExportOptions;
  /** Which rows in which order; absent for all rows as the file has them. */
  readonly view?: TableView;
  /** Of these rows only those at these places of the view. */
  readonly positions?: readonly number[];
}
