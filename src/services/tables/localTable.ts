import type { Format, ReportDefinition } from '../../core/catalog/definition.js';
import { writers } from '../../core/export/writers.js';
import { UsageReportsError } from '../../base/errors.js';
import type { ColumnValues, Chart, QuickFilter, TableTotals, TableView } from '../../shared/report.js';
import { yieldToEventLoop } from '../../base/yieldToEventLoop.js';
import { filterRows } from '../../core/table/query/columnFilters.js';
import { columnarOf } from '../../core/table/store/columnarTable.js';
import { columnValues } from '../../core/table/query/columnValues.js';
import { decodeCsv } from '../../core/table/csv/decodeCsv.js';
import { decodeJson } from '../../core/table/json/decodeJson.js';
import { chartsInTurn } from '../../core/table/charts/charts.js';
import { quickFiltersOf } from '../../core/table/query/quickFilters.js';
import type { ReportTable } from '../../core/table/store/table.js';
import { totalsOf } from '../../core/table/query/totals.js';
import { viewOf } from '../../core/table/query/view.js';
import type { TableHandle, ViewRows, WriteJob } from './tableHandle.js';
import { SharedWork } from '../../base/sharedWork.js';

/** From so many rows on, pictures take longer than a frame. */
const MIN_ROWS_TO_YIELD = 5_000;

/**
 * A table in this process. The whole of it (decoders, views, pictures, writers) is one script that is loaded with the first report:
 * nobody needs it to look at the sidebar.
 */
export async function decodeLocally(
  chunks: AsyncIterable<Uint8Array>,
  format: Format,
  definition: ReportDefinition,
  signal?: AbortSignal,
): Promise<TableHandle> {
  const decode = format === 'csv' ? decodeCsv : decodeJson;
  return new LocalTable(await decode(chunks, definition, { signal }));
}

export class LocalTable implements TableHandle {
  /** Row numbers of the view last asked for. */
  #last: { readonly key: string; readonly indexes: Uint32Array } | undefined;
  /** Views that are being made, each for everybody who asks for it meanwhile. */
  readonly #making = new Map<string, SharedWork<Uint32Array>>();
  #table: ReportTable | undefined;
  readonly columns;
  readonly rowCount;
  readonly warnings;
  readonly refreshDate;

  constructor(table: ReportTable) {
    this.#table = table;
    this.columns = table.columns;
    this.rowCount = table.rowCount;
    this.warnings = table.warnings;
    this.refreshDate = table.refreshDate;
  }

  dispose(): void {
    this.#table = undefined;
    this.#last = undefined;
  }

  async rows(view: TableView, start: number, end: number, signal?: AbortSignal): Promise<ViewRows> {
    const table = this.#required;
    const indexes = await this.#indexesOf(table, view, signal);
    const rows = Array.from(indexes.subarray(start, end), (row) =>
      table.columns.map((_, column) => table.value(row, column)),
    );
    return { viewRowCount: indexes.length, rows };
  }

  async charts(definition: ReportDefinition): Promise<readonly Chart[]> {
    const charts: Chart[] = [];
    for (const some of chartsInTurn(this.#required, definition)) {
      charts.push(...some);
      if (this.rowCount >= MIN_ROWS_TO_YIELD) {
        await yieldToEventLoop();
      }
    }
    return charts;
  }

  async totals(view: TableView, signal?: AbortSignal): Promise<TableTotals> {
    const table = this.#required;
    return totalsOf(table, await this.#indexesOf(table, view, signal), signal);
  }

  async values(column: number, search: string, limit: number, signal?: AbortSignal): Promise<ColumnValues> {
    return columnValues(this.#required, column, search, limit, signal);
  }

  async quickFilters(): Promise<readonly QuickFilter[]> {
    const table = columnarOf(this.#required);
    const all = Uint32Array.from({ length: table.rowCount }, (_, row) => row);
    const counted: QuickFilter[] = [];
    for (const quick of quickFiltersOf(table.columns, table.refreshDate)) {
      counted.push(
        quick.filters === undefined
          ? quick
          : { ...quick, rowCount: (await filterRows(table, all, quick.filters)).length },
      );
    }
    return counted;
  }

  async *write({ writer, facts, options = {}, view, positions }: WriteJob): AsyncGenerator<Uint8Array> {
    const table = this.#required;
    const indexes = view === undefined ? undefined : await this.#indexesOf(table, view);
    const rows = positions === undefined ? indexes : chosen(positions, indexes, table.rowCount);
    yield* writers[writer]({ ...facts, table, ...(rows === undefined ? {} : { rows }) }, options);
  }

  get #required(): ReportTable {
    if (this.#table === undefined) {
      throw new UsageReportsError('invalidRequest', 'The report has been closed.', { argument: 'report' });
    }
    return this.#table;
  }

  async #indexesOf(table: ReportTable, view: TableView, signal?: AbortSignal): Promise<Uint32Array> {
    const known = limitToKnownColumns(view, table);
    const key = JSON.stringify([known.sort ?? null, known.filter ?? '', known.filters ?? []]);
    if (this.#last?.key !== key) {
      let making = this.#making.get(key);
      if (making === undefined) {
        making = new SharedWork((stop) => viewOf(table, known, { signal: stop }));
        this.#making.set(key, making);
        making.onSettled(() => this.#making.delete(key));
      }
      const indexes = await making.wait(signal);
      // Closed meanwhile: then nothing is kept.
      this.#last = this.#table === undefined ? undefined : { key, indexes };
      return indexes;
    }
    return this.#last.indexes;
  }
}

function chosen(positions: readonly number[], indexes: Uint32Array | undefined, rowCount: number): Uint32Array {
  const rows =
    indexes === undefined ? positions.filter((place) => place < rowCount) : positions.map((place) => indexes[place]);
  return Uint32Array.from(rows.filter((row) => row !== undefined));
}

/** A view as far as the table has its columns: a remembered sort or filter may be of another version's columns. */
function limitToKnownColumns({ sort, filter, filters }: TableView, table: ReportTable): TableView {
  const known = ({ column }: { readonly column: number }) => column < table.columns.length;
  return { sort: sort !== undefined && known(sort) ? sort : undefined, filter, filters: filters?.filter(known) };
}
