import type { Format, ReportDefinition } from '../catalog/definition.js';
import { UsageReportsError } from '../shared/errors.js';
import type { ColumnValues, Picture, QuickFilter, TableTotals, TableView } from '../shared/report.js';
import { abortErrorOf, throwIfAborted, untilAborted } from '../table/breath.js';
import type { OpenedTable, RowsOfView, WriteJob } from './openedTable.js';
import { WorkerLine } from './workerLine.js';
import type { TableFacts } from './workerMessages.js';

export interface WorkerOptions {
  readonly signal?: AbortSignal;
  /** Most heap that the worker may use, in megabytes; absent for what Node thinks right for this machine. */
  readonly memoryMB?: number;
}

/** Pieces of the file travel together in this size: fewer messages than a download has chunks. */
const parcelBytes = 256 * 1024;

/**
 * A table on a thread of its own: decoded there, kept there, asked by messages. This thread only passes bytes on.
 *
 * @param chunks given away as they come: their buffers go over to the other thread
 * @throws UsageReportsError as decoding does, and `tableLost` where the thread ends by itself; the signal's `AbortError`; whatever
 *   iterating over `chunks` throws
 */
export async function decodeInWorker(
  chunks: AsyncIterable<Uint8Array>,
  format: Format,
  definition: ReportDefinition,
  { signal, memoryMB }: WorkerOptions = {},
): Promise<OpenedTable> {
  const { script } = await import('./worker.js');
  throwIfAborted(signal);
  const line = new WorkerLine(script, { kind: 'usageReportsTable', format, definition }, memoryMB);
  const onAbort = () => line.end(abortErrorOf(signal));
  signal?.addEventListener('abort', onAbort, { once: true });
  const stop = new AbortController();
  line.onEnd(() => stop.abort());
  feed(line, untilAborted(chunks, stop.signal)).catch((error: unknown) =>
    line.end(error instanceof Error ? error : new Error(String(error))),
  );
  try {
    return new WorkerTable(line, await line.opened);
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

async function feed(line: WorkerLine, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  let parcel: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    parcel.push(owned(chunk));
    bytes += chunk.length;
    if (bytes >= parcelBytes) {
      await line.send(parcel);
      parcel = [];
      bytes = 0;
    }
  }
  await line.send(parcel);
  line.sendEnd();
}

/** A chunk with a buffer of its own goes over as it is; part of a larger buffer is copied, since the rest may be somebody else's. */
function owned(chunk: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = chunk;
  return buffer instanceof ArrayBuffer && buffer.byteLength === chunk.byteLength ? new Uint8Array(buffer) : Uint8Array.from(chunk);
}

class WorkerTable implements OpenedTable {
  readonly columns;
  readonly rowCount;
  readonly warnings;
  readonly refreshDate;

  constructor(
    private readonly line: WorkerLine,
    facts: TableFacts,
  ) {
    this.columns = facts.columns;
    this.rowCount = facts.rowCount;
    this.warnings = facts.warnings;
    this.refreshDate = facts.refreshDate;
    forgotten.register(this, line, this);
  }

  dispose(): void {
    forgotten.unregister(this);
    this.line.end(closed());
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

/** Whoever forgets to dispose of a table does not keep its hundreds of megabytes: they go when the garbage collector comes by. */
const forgotten = new FinalizationRegistry<WorkerLine>((line) => line.end(closed()));

function closed(): UsageReportsError {
  return new UsageReportsError('invalidRequest', 'The report has been closed.', { argument: 'report' });
}
