import type { IsoInstant } from '../../base/dates.js';
import type { Format, ReportDefinition } from '../../core/catalog/definition.js';
import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import type { FindResult, FindStep, FindText, ViewCell } from '../../shared/find.js';
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
import type { QueryProvenance } from '../../shared/query/provenance.js';
import type { CellWords } from '../../shared/format/cellTexts.js';
import type { Query } from '../../shared/query/query.js';
import type { Derivation } from './derivation.js';
import type { CellsOfView, QueryHandle, QueryOptions, TableHandle, ViewRows, WriteJob } from './tableHandle.js';
import { WorkerHandle, startWorker, type WorkerOptions } from './startWorker.js';
import type { WorkerChannel } from './workerChannel.js';
import type { QueryFacts, TableFacts, TableId } from './workerMessages.js';

/**
 * Decodes a table in a worker, where it stays.
 *
 * @param chunks their buffers are transferred to the worker
 * @throws UsageReportsError of decoding, and `tableLost` if the worker ends unexpectedly; the signal's `AbortError`; errors of `chunks`
 */
export async function decodeInWorker(
  chunks: AsyncIterable<Uint8Array>,
  format: Format,
  definition: ReportDefinition,
  { fetchedAt, attributes, ...options }: DecodeInWorkerOptions = {},
): Promise<TableHandle> {
  const { channel, facts } = await startWorker<TableFacts>(
    { kind: 'usageReportsTable', format, definition, fetchedAt, attributes },
    [{ chunks: () => chunks }],
    options,
  );
  return new WorkerTable(channel, facts);
}

interface DecodeInWorkerOptions extends WorkerOptions {
  readonly fetchedAt?: IsoInstant;
  readonly attributes?: readonly AttributesFile[];
}

/** A table in a worker. */
export class WorkerTable extends WorkerHandle implements TableHandle {
  readonly columns;
  readonly rowCount;
  readonly countedRows;
  readonly countedFilter;
  readonly warnings;
  readonly refreshDate;
  readonly newestRowDay;

  constructor(channel: WorkerChannel, facts: TableFacts, table?: TableId) {
    super(channel, table);
    this.columns = facts.columns;
    this.rowCount = facts.rowCount;
    this.countedRows = facts.countedRows;
    this.countedFilter = facts.countedFilter;
    this.warnings = facts.warnings;
    this.refreshDate = facts.refreshDate;
    this.newestRowDay = facts.newestRowDay;
  }

  rows(view: TableView, start: number, end: number, signal?: AbortSignal): Promise<ViewRows> {
    return this.request('rows', [view, start, end], signal);
  }

  charts(definition: ReportDefinition): Promise<readonly Chart[]> {
    return this.request('charts', [definition]);
  }

  totals(view: TableView, signal?: AbortSignal): Promise<TableTotals> {
    return this.request('totals', [view], signal);
  }

  showAs(words: CellWords): Promise<void> {
    return this.request('showAs', [words]);
  }

  cellStatistics(
    view: TableView,
    cells: CellsOfView,
    definition: ReportDefinition | undefined,
    signal?: AbortSignal,
  ): Promise<CellStatistics> {
    return this.request('cellStatistics', [view, cells, definition], signal);
  }

  values(
    column: number,
    search: string,
    limit: number,
    filters: readonly ColumnFilter[],
    signal?: AbortSignal,
  ): Promise<ColumnValues> {
    return this.request('values', [column, search, limit, filters], signal);
  }

  find(view: TableView, find: FindText, from: ViewCell, step: FindStep, signal?: AbortSignal): Promise<FindResult> {
    return this.request('find', [view, find, from, step], signal);
  }

  foundColumns(
    view: TableView,
    find: FindText,
    start: number,
    end: number,
    signal?: AbortSignal,
  ): Promise<readonly (readonly number[])[]> {
    return this.request('foundColumns', [view, find, start, end], signal);
  }

  quickFilters(): Promise<readonly QuickFilter[]> {
    return this.request('quickFilters', []);
  }

  columnFacts(): Promise<readonly ColumnFacts[]> {
    return this.request('columnFacts', []);
  }

  async query(query: Query, options: QueryOptions = {}, signal?: AbortSignal): Promise<QueryHandle> {
    const { channel, answer, facts } = await this.ask(query, options, signal);
    return new WorkerQueryTable(channel, facts, answer);
  }

  async derive(derivation: Derivation, signal?: AbortSignal): Promise<WorkerTable> {
    const { channel, answer, facts } = await this.deriveTable(derivation, signal);
    return new WorkerTable(channel, facts, answer);
  }

  async *write(job: WriteJob): AsyncGenerator<Uint8Array> {
    yield* this.writeTable(job);
  }
}

/** The answer to a query, in the worker of the table that was asked. */
class WorkerQueryTable extends WorkerTable implements QueryHandle {
  readonly provenance: QueryProvenance;

  constructor(channel: WorkerChannel, facts: QueryFacts, answer: TableId) {
    super(channel, facts, answer);
    this.provenance = facts.provenance;
  }
}
