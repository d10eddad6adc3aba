import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { ChangeKind } from '../../shared/diff.js';
import type { TableView } from '../../shared/report.js';
import type { DiffJob, DiffHandle, SnapshotFile } from './diffHandle.js';
import type { ViewRows } from './tableHandle.js';
import { WorkerHandle, startWorker, type WorkerOptions } from './startWorker.js';
import type { WorkerChannel } from './workerChannel.js';
import type { DiffFacts } from './workerMessages.js';

/**
 * Two snapshots on a thread of their own: decoded and compared there; the rows that differ stay there and are asked by messages.
 *
 * @throws UsageReportsError as decoding does, and `tableLost` where the thread ends by itself; the signal's `AbortError`; whatever
 *   iterating over the chunks throws
 */
export async function compareInWorker(
  before: SnapshotFile,
  after: SnapshotFile,
  definition: ReportDefinition,
  options: WorkerOptions = {},
): Promise<DiffHandle> {
  const work = { kind: 'usageReportsDifference', before: before.format, after: after.format, definition } as const;
  const { line, facts } = await startWorker<DiffFacts>(work, [before, after], options);
  return new WorkerDiff(line, facts);
}

class WorkerDiff extends WorkerHandle implements DiffHandle {
  readonly diff;
  readonly tabs;

  constructor(line: WorkerChannel, facts: DiffFacts) {
    super(line);
    this.diff = facts.diff;
    this.tabs = facts.tabs;
  }

  rows(change: ChangeKind, view: TableView, start: number, end: number, signal?: AbortSignal): Promise<ViewRows> {
    return this.line.ask('rows', [change, view, start, end], signal);
  }

  async *write(job: DiffJob): AsyncGenerator<Uint8Array> {
    yield* this.line.write(job);
  }
}
