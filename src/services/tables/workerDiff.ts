import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { ChangeKind } from '../../shared/diff.js';
import type { CellStatistics, TableView } from '../../shared/report.js';
import type { DiffJob, DiffHandle, SnapshotFile } from './diffHandle.js';
import type { CellsOfView, ViewRows } from './tableHandle.js';
import { WorkerHandle, startWorker, type WorkerOptions } from './startWorker.js';
import type { WorkerChannel } from './workerChannel.js';
import type { DiffFacts } from './workerMessages.js';

/**
 * Decodes and compares two snapshots in a worker. The rows that differ stay there.
 *
 * @throws UsageReportsError of decoding, and `tableLost` if the worker ends unexpectedly; the signal's `AbortError`; errors of the chunks
 */
export async function compareInWorker(
  before: SnapshotFile,
  after: SnapshotFile,
  definition: ReportDefinition,
  options: WorkerOptions = {},
): Promise<DiffHandle> {
  const work = { kind: 'usageReportsDiff', before: before.format, after: after.format, definition } as const;
  const { channel, facts } = await startWorker<DiffFacts>(work, [before, after], options);
  return new WorkerDiff(channel, facts);
}

class WorkerDiff extends WorkerHandle implements DiffHandle {
  readonly diff;
  readonly tabs;

  constructor(channel: WorkerChannel, facts: DiffFacts) {
    super(channel);
    this.diff = facts.diff;
    this.tabs = facts.tabs;
  }

  rows(change: ChangeKind, view: TableView, start: number, end: number, signal?: AbortSignal): Promise<ViewRows> {
    return this.request('rows', [change, view, start, end], signal);
  }

  cellStatistics(
    change: ChangeKind,
    view: TableView,
    cells: CellsOfView,
    definition: ReportDefinition,
    signal?: AbortSignal,
  ): Promise<CellStatistics> {
    return this.request('cellStatistics', [change, view, cells, definition], signal);
  }

  async *write(job: DiffJob): AsyncGenerator<Uint8Array> {
    yield* this.writeTable(job);
  }
}
