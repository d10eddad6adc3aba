import type { Format, ReportDefinition } from '../../core/catalog/definition.js';
import type { ColumnValues, Chart, QuickFilter, TableTotals, TableView } from '../../shared/report.js';
import type { TableHandle, ViewRows, WriteJob } from './tableHandle.js';
import { WorkerHandle, startWorker, type WorkerOptions } from './startWorker.js';
import type { WorkerChannel } from './workerChannel.js';
import type { TableFacts } from './workerMessages.js';

/**
 * A table on a thread of its own: decoded there, kept there, asked by messages.
 *
 * @param chunks given away as they come
 * @throws UsageReportsError as decoding does, and `tableLost` where the thread ends by itself; the signal's `AbortError`; whatever
 *   iterating over `chunks` throws
 */
export async function decodeInWorker(
  chunks: AsyncIterable<Uint8Array>,
  format: Format,
  definition: ReportDefinition,
  options: WorkerOptions = {},
): Promise<TableHandle> {
  const { line, facts } = await startWorker<TableFacts>(
    { kind: 'usageReportsTable', format, definition },
    [{ chunks: () => chunks }],
    options,
  );
  return new WorkerTable(line, facts);
}

class WorkerTable extends WorkerHandle implements TableHandle {
  readonly columns;
  readonly rowCount;
  readonly warnings;
  readonly refreshDate;

  constructor(line: WorkerChannel, facts: TableFacts) {
    super(line);
    this.columns = facts.columns;
    this.rowCount = facts.rowCount;
    this.warnings = facts.warnings;
    this.refreshDate = facts.refreshDate;
  }

  rows(view: TableView, start: number, end: number, signal?: AbortSignal): Promise<ViewRows> {
    return this.line.ask('rows', [view, start, end], signal);
  }

  charts(definition: ReportDefinition): Promise<readonly Chart[]> {
    return this.line.ask('charts', [definition]);
  }

  totals(view: TableView, signal?: AbortSignal): Promise<TableTotals> {
    return this.line.ask('totals', [view], signal);
  }

  values(column: number, search: string, limit: number, signal?: AbortSignal): Promise<ColumnValues> {
    return this.line.ask('values', [column, search, limit], signal);
  }

  quickFilters(): Promise<readonly QuickFilter[]> {
    return this.line.ask('quickFilters', []);
  }

  async *write(job: WriteJob): AsyncGenerator<Uint8Array> {
    yield* this.line.write(job);
  }
}
