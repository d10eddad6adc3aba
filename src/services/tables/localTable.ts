import type { ReportDefinition } from '../../core/catalog/definition.js';
import { tableOfColumns } from '../../core/export/tableOfColumns.js';
import { writers } from '../../core/export/writers.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import { UsageReportsError } from '../../base/errors.js';
import type {
  CellStatistics,
  ColumnFacts,
  ColumnFilter,
  ColumnValues,
  Chart,
  QuickFilter,
  TableTotals,
  TableView,
} from '../../shared/report.js';
import { TEXT_COST, TimeSlicer } from '../../base/timeSlicer.js';
import { filterRows } from '../../core/table/query/columnFilters.js';
import { columnarOf } from '../../core/table/store/columnarTable.js';
import { dataDaysOf } from '../../core/table/store/dataDays.js';
import { cellStatisticsOf } from '../../core/table/query/cellStatistics.js';
import { columnFactsOf } from '../../core/table/query/columnFacts.js';
import { columnsAsRead } from '../../core/table/query/columnsAsRead.js';
import { columnValues } from '../../core/table/query/columnValues.js';
import { chartsInTurn } from '../../core/table/charts/charts.js';
import { knownColumns } from '../../core/table/query/knownColumns.js';
import { longestPeriodOf } from '../../core/table/store/reportPeriods.js';
import { quickFiltersOf } from '../../core/table/query/quickFilters.js';
import type { FindResult, FindStep, FindText, FoundCell, ViewCell } from '../../shared/find.js';
import type { ReportTable } from '../../core/table/store/table.js';
import { rowsAt } from '../../core/table/query/rowsAt.js';
import { totalsOf } from '../../core/table/query/totals.js';
import { type GroupColumn, meaningfulStatistics } from '../../core/table/query/groupStatistics.js';
import { runQuery } from '../../core/table/query/runQuery.js';
import { blankText, cellText, type CellWords } from '../../shared/format/cellTexts.js';
import { createFormat } from '../../shared/format/format.js';
import type { GroupKey, Query } from '../../shared/query/query.js';
import type { QueryProvenance } from '../../shared/query/provenance.js';
import type { Derivation } from './derivation.js';
import type { CellsOfView, QueryHandle, QueryOptions, TableHandle, ViewRows, WriteJob } from './tableHandle.js';
import { gzip } from './gzip.js';
import { LastView, type ShownAs } from './lastView.js';

export class LocalTable implements TableHandle {
  readonly #lastView = new LastView(() => this.#shownAs);
  #table: ReportTable | undefined;
  readonly columns;
  readonly rowCount;
  readonly countedRows;
  readonly countedFilter;
  readonly warnings;
  readonly refreshDate;
  readonly newestRowDay;
  readonly #fetchedAt: IsoInstant | undefined;
  #shownAs: ShownAs | undefined;

  /**
   * @param fetchedAt when the file was fetched, if that is known
   * @param refreshedOn refresh date of a table that has no column with it
   */
  constructor(table: ReportTable, fetchedAt?: IsoInstant, refreshedOn: IsoDate | null = null) {
    this.#table = table;
    this.#fetchedAt = fetchedAt;
    this.columns = table.columns;
    this.rowCount = table.rowCount;
    const longest = longestPeriodOf(columnarOf(table));
    this.countedRows = longest?.rows.length ?? table.rowCount;
    this.countedFilter = longest?.filter;
    const { refreshDate, newestRowDay, implausible } = dataDaysOf(table, fetchedAt);
    this.refreshDate = refreshDate ?? refreshedOn;
    this.newestRowDay = newestRowDay;
    this.warnings = [...table.warnings, ...implausible];
  }

  dispose(): void {
    this.#table = undefined;
    this.#lastView.close();
  }

  showAs(words: CellWords): Promise<void> {
    const format = createFormat(words.language);
    this.#shownAs = {
      words,
      shown: (index) => {
        const column = this.columns[index];
        return column && cellText(column, this.keys[index], words, format);
      },
      blanks: (index) => {
        const [column, statesIn] = [this.columns[index], this.#statesOf(index)];
        return column === undefined || statesIn === undefined
          ? undefined
          : { statesIn, textOf: blankText(column, words) };
      },
    };
    return Promise.resolve();
  }

  /** What the cells of the first columns are as keys of groups. */
  protected get keys(): readonly GroupKey['by'][] {
    return [];
  }

  async rows(view: TableView, start: number, end: number, signal?: AbortSignal): Promise<ViewRows> {
    const table = this.#required;
    const indexes = await this.#lastView.rowsOf(table, view, signal);
    const rows = Array.from(indexes.subarray(start, end), (row) =>
      table.columns.map((_, column) => table.value(row, column)),
    );
    return { viewRowCount: indexes.length, rows };
  }

  async charts(definition: ReportDefinition): Promise<readonly Chart[]> {
    const charts: Chart[] = [];
    const slicer = new TimeSlicer(undefined);
    for (const group of chartsInTurn(this.#required, definition, this.#fetchedAt)) {
      charts.push(...group);
      await slicer.spend((this.rowCount + 1) * TEXT_COST);
    }
    return charts;
  }

  async totals(view: TableView, signal?: AbortSignal): Promise<TableTotals> {
    const table = this.#required;
    return totalsOf(table, await this.#lastView.rowsOf(table, view, signal), signal);
  }

  async cellStatistics(
    view: TableView,
    { rows, columns }: CellsOfView,
    definition: ReportDefinition | undefined,
    signal?: AbortSignal,
  ): Promise<CellStatistics> {
    const table = this.#required;
    const order = await this.#lastView.rowsOf(table, view, signal);
    return cellStatisticsOf(columnarOf(table), rowsAt(rows, order, table.rowCount), columns, definition, signal);
  }

  async values(
    column: number,
    search: string,
    limit: number,
    filters: readonly ColumnFilter[],
    signal?: AbortSignal,
  ): Promise<ColumnValues> {
    const table = columnarOf(this.#required);
    const rows = filters.length === 0 ? undefined : await filterRows(table, allRows(table), filters, signal);
    return columnValues(table, column, search, limit, { rows, signal, shown: this.#shownAs?.shown });
  }

  async find(
    view: TableView,
    find: FindText,
    from: ViewCell,
    step: FindStep,
    signal?: AbortSignal,
  ): Promise<FindResult> {
    const table = this.#required;
    const matches = await this.#lastView.matchesOf(table, view, find, signal);
    const cell = matches.step(from, step);
    const row = cell === undefined ? undefined : (await this.#lastView.rowsOf(table, view, signal))[cell.row];
    return {
      total: matches.total,
      cell: cell === undefined || row === undefined ? null : { ...cell, ...this.#foundIn(table, row, cell.column) },
    };
  }

  #foundIn(table: ReportTable, row: number, column: number): Pick<FoundCell, 'value' | 'text' | 'blankState'> {
    const text = table.text(row, column);
    const states = text === '' ? this.#statesOf(column) : undefined;
    return {
      ...{ value: table.value(row, column), text },
      ...(states === undefined ? {} : { blankState: table.text(row, states) }),
    };
  }

  /** The column that says why cells of a column are blank. */
  #statesOf(column: number): number | undefined {
    const name = this.columns[column]?.blanksIn;
    const index = name === undefined ? -1 : this.columns.findIndex((one) => one.name === name);
    return index < 0 ? undefined : index;
  }

  async foundColumns(
    view: TableView,
    find: FindText,
    start: number,
    end: number,
    signal?: AbortSignal,
  ): Promise<readonly (readonly number[])[]> {
    const matches = await this.#lastView.matchesOf(this.#required, view, find, signal);
    return matches.columnsOf(start, end);
  }

  async quickFilters(): Promise<readonly QuickFilter[]> {
    const table = columnarOf(this.#required);
    const all = allRows(table);
    const filters: QuickFilter[] = [];
    const options = { period: this.countedFilter, isKnown: knownColumns(table) };
    for (const quick of quickFiltersOf(columnsAsRead(table), this.refreshDate, options)) {
      filters.push(
        quick.filters === undefined
          ? quick
          : { ...quick, rowCount: (await filterRows(table, all, quick.filters)).length },
      );
    }
    return filters;
  }

  async columnFacts(): Promise<readonly ColumnFacts[]> {
    return columnFactsOf(this.#required);
  }

  async query(query: Query, options: QueryOptions = {}, signal?: AbortSignal): Promise<LocalQueryTable> {
    const asked = this.#required;
    const { refreshDate } = this;
    const { definition, earlier, origin = {} } = options;
    const context = {
      definition,
      earlier,
      refreshDate,
      fetchedAt: this.#fetchedAt,
      signal,
      shown: this.#shownAs?.shown,
    };
    const { table, rowsPassed, rowsInSeveralGroups, leftOut, groupColumns } = await runQuery(asked, query, context);
    const provenance: QueryProvenance = {
      ...origin,
      refreshDate,
      ...(earlier === undefined ? {} : { earlierRefreshDate: earlier.refreshDate }),
      rowsRead: asked.rowCount,
      rowsPassed,
      ...(rowsInSeveralGroups === 0 ? {} : { rowsInSeveralGroups }),
      leftOut,
    };
    return this.#withWords(new LocalQueryTable(table, provenance, groupColumns, query.groupBy));
  }

  async derive(derivation: Derivation, signal?: AbortSignal): Promise<LocalTable> {
    const { derivedTable } = await import('./derivedTable.js');
    const derived = await derivedTable(this.#required, derivation, signal);
    return this.#withWords(
      new LocalTable(derived, this.#fetchedAt, derivation.kind === 'same' ? this.refreshDate : null),
    );
  }

  /** What is made of a table is shown where the table is. */
  #withWords<T extends LocalTable>(made: T): T {
    if (this.#shownAs !== undefined) {
      void made.showAs(this.#shownAs.words);
    }
    return made;
  }

  async *write({ writer, facts, options = {}, view, rows: spans, columns }: WriteJob): AsyncGenerator<Uint8Array> {
    const table = this.#required;
    const order = view === undefined ? undefined : await this.#lastView.rowsOf(table, view);
    const rows = spans === undefined ? order : rowsAt(spans, order, table.rowCount);
    const written = columns === undefined ? table : tableOfColumns(table, columns);
    yield* writers[writer]({ ...facts, table: written, rows }, options, gzip);
  }

  get #required(): ReportTable {
    if (this.#table === undefined) {
      throw new UsageReportsError('invalidRequest', 'The report has been closed.', { argument: 'report' });
    }
    return this.#table;
  }
}

/** The answer to a query. */
class LocalQueryTable extends LocalTable implements QueryHandle {
  /** @param groupColumns what the columns of groups have; absent for rows */
  constructor(
    table: ReportTable,
    readonly provenance: QueryProvenance,
    private readonly groupColumns?: readonly GroupColumn[],
    private readonly groupBy: readonly GroupKey[] = [],
  ) {
    super(table, provenance.fetchedAt);
  }

  protected override get keys(): readonly GroupKey['by'][] {
    // A range has two columns.
    return this.groupBy.flatMap(({ by }) => (by === 'range' ? [by, by] : [by]));
  }

  /** Groups are added up only where they come to what their rows would come to. */
  override async cellStatistics(
    view: TableView,
    { rows, columns }: CellsOfView,
    definition: ReportDefinition | undefined,
    signal?: AbortSignal,
  ): Promise<CellStatistics> {
    const { groupColumns } = this;
    if (groupColumns === undefined) {
      return super.cellStatistics(view, { rows, columns }, definition, signal);
    }
    const amounts = columns.filter((index) => groupColumns[index]?.isKey === false);
    const found = await super.cellStatistics(view, { rows, columns: amounts }, undefined, signal);
    return meaningfulStatistics(
      found,
      amounts.flatMap((index) => groupColumns[index] ?? []),
    );
  }
}

function allRows({ rowCount }: ReportTable): Uint32Array {
  return Uint32Array.from({ length: rowCount }, (_, row) => row);
}
