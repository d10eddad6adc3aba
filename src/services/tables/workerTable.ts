import type { Format, ReportDefinition } from '../../core/catalog/definition.js';
import type { ColumnValues, Picture, QuickFilter, TableTotals, TableView } from '../../shared/report.js';
import type { OpenedTable, RowsOfView, WriteJob } from './openedTable.js';
import { OnThread, startWorker, type WorkerOptions } from './startWorker.js';
import type { WorkerLine } from './workerLine.js';
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
): Promise<OpenedTable> {
  const { line, facts } = await startWorker<TableFacts>({ kind: 'usageReportsTable', format, definition }, [{ chunks: () => chunks }], options);
  return new WorkerTable(line, facts);
}

class WorkerTable extends OnThread implements OpenedTable {
  readonly columns;
  readonly rowCount;
  readonly warnings;
  readonly refreshDate;

  constructor(line: WorkerLine, facts: TableFacts) {
    super(line);
    this.columns = facts.columns;
    this.rowCount = facts.rowCount;
    this.warnings = facts.warnings;
    this.refreshDate = facts.refreshDate;
  }

  rows(view: TableView, start: number, end: number, signal?: AbortSignal): Promise<RowsOfView> {
    return this.line.ask('rows', [view, start, end], signal);
  }

  pictures(definition: ReportDefinition): Promise<readonly Picture[]> {
    return this.line.ask('pictures', [definition]);
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
