import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { ExportFacts, ExportOptions } from '../../core/export/exportInput.js';
import type { WriterId } from '../../core/export/writers.js';
import type { EarlierGroups } from '../../core/table/query/changes.js';
import type { FindResult, FindStep, FindText, ViewCell } from '../../shared/find.js';
import type { Disposable } from '../../base/emitter.js';
import type { Derivation } from './derivation.js';
import type { IsoDate } from '../../base/dates.js';
import type { QueryOrigin, QueryProvenance } from '../../shared/query/provenance.js';
import type { CellWords } from '../../shared/format/cellTexts.js';
import type { Query } from '../../shared/query/query.js';
import type {
  CellStatistics,
  CellValue,
  ColumnFacts,
  ColumnFilter,
  ColumnInfo,
  ColumnValues,
  Chart,
  QuickFilter,
  RowSpan,
  TableTotals,
  TableView,
  TableWarning,
} from '../../shared/report.js';

/**
 * A report's table, with the rows in this process or in a worker: facts are available immediately, everything else on request, as plain
 * data.
 *
 * The owner disposes of it. Later calls are rejected.
 */
export interface TableHandle extends Disposable {
  readonly columns: readonly ColumnInfo[];
  readonly rowCount: number;
  /** Rows that charts count: of a file that holds several report periods, those of the longest. */
  readonly countedRows: number;
  /** What only the counted rows pass; absent if all rows are counted. */
  readonly countedFilter?: ColumnFilter | undefined;
  readonly warnings: readonly TableWarning[];
  /** The newest `Report Refresh Date`; `null` if the report has none that can be right. */
  readonly refreshDate: IsoDate | null;
  /** The newest day that a row is about; `null` if the rows have no day that can be right. */
  readonly newestRowDay: IsoDate | null;

  /**
   * Tells how a page writes cells, so that its reader finds what is on screen. What is made of the table from then on knows it, too. Nothing
   * else follows it: values of filters, and files, have the table's own texts.
   */
  showAs(words: CellWords): Promise<void>;

  /**
   * Rows of a view from `start` (inclusive) to `end` (exclusive), one cell per column. The row order of the last requested view is
   * cached, so that scrolling does not sort again.
   * @throws the signal's `AbortError`
   */
  rows(view: TableView, start: number, end: number, signal?: AbortSignal): Promise<ViewRows>;

  /** All charts of the table, see `chartsOf`. */
  charts(definition: ReportDefinition): Promise<readonly Chart[]>;

  /**
   * Totals of the amounts in the rows of a view.
   * @throws the signal's `AbortError`
   */
  totals(view: TableView, signal?: AbortSignal): Promise<TableTotals>;

  /**
   * What the cells of some rows of a view come to in some columns, see `cellStatisticsOf`.
   * @param definition what the catalog knows of the report; without it every sum is taken to mean something
   * @throws the signal's `AbortError`
   */
  cellStatistics(
    view: TableView,
    cells: CellsOfView,
    definition: ReportDefinition | undefined,
    signal?: AbortSignal,
  ): Promise<CellStatistics>;

  /**
   * The most frequent values of a column that contain a text, at most `limit`, see `columnValues`. Only rows that pass `filters` are counted.
   * @throws the signal's `AbortError`
   */
  values(
    column: number,
    search: string,
    limit: number,
    filters: readonly ColumnFilter[],
    signal?: AbortSignal,
  ): Promise<ColumnValues>;

  /**
   * Looks for a text in the rows of a view, see `findText`. What was found last is kept, so that the next steps do not look again.
   * @param from where the step begins
   * @throws the signal's `AbortError`
   */
  find(view: TableView, find: FindText, from: ViewCell, step: FindStep, signal?: AbortSignal): Promise<FindResult>;

  /**
   * The columns in which {@link find} finds the text, for each row of the view from `start` (inclusive) to `end` (exclusive).
   * @throws the signal's `AbortError`
   */
  foundColumns(
    view: TableView,
    find: FindText,
    start: number,
    end: number,
    signal?: AbortSignal,
  ): Promise<readonly (readonly number[])[]>;

  /** Filters that administrators often need, as far as the table has the columns, with the number of matching rows. */
  quickFilters(): Promise<readonly QuickFilter[]>;

  /** What is known of each column from all of its cells, see `columnFactsOf`. */
  columnFacts(): Promise<readonly ColumnFacts[]>;

  /**
   * Answers a query from this table, whatever source the query names, see `runQuery`. The answer stays where the table is, and outlives it.
   * @throws UsageReportsError `invalidRequest` with the place in the query, and `tooLarge`; the signal's `AbortError`
   */
  query(query: Query, options?: QueryOptions, signal?: AbortSignal): Promise<QueryHandle>;

  /**
   * Makes another table of this one, which stays where this one is, and outlives it. The caller disposes of it.
   * @throws UsageReportsError `invalidRequest` of a query, and `tooLarge`; the signal's `AbortError`
   */
  derive(derivation: Derivation, signal?: AbortSignal): Promise<TableHandle>;

  /** Writes the table, or some of its rows, as a file. */
  write(job: WriteJob): AsyncIterable<Uint8Array>;
}

/** The answer to a query: a table like any other. The caller disposes of it. */
export interface QueryHandle extends TableHandle {
  readonly provenance: QueryProvenance;
}

/** What a query needs beside the table. Plain data. */
export interface QueryOptions {
  /** What the catalog knows of the report; absent for a table that is none. */
  readonly definition?: ReportDefinition;
  /** The same groups in an earlier snapshot, for a query with changes. */
  readonly earlier?: EarlierGroups;
  /** What the provenance says of the report. */
  readonly origin?: QueryOrigin;
}

/** Cells that some rows have in some columns. */
export interface CellsOfView {
  readonly rows: readonly RowSpan[];
  /** Indexes in the table. */
  readonly columns: readonly number[];
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
  /** Rows and their order. If absent, all rows in the order of the file. */
  readonly view?: TableView;
  /** Only the rows at these places of the view, in this order. */
  readonly rows?: readonly RowSpan[];
  /** Only these columns by their index, in this order. */
  readonly columns?: readonly number[];
}
