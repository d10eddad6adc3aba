import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { ChangeKind } from '../../shared/pages/snapshotDiff.js';
import type { TableView } from '../../shared/report.js';
import type { DifferenceJob, OpenedDifference, StoredFile } from './openedDifference.js';
import type { RowsOfView } from './openedTable.js';
import { OnThread, startWorker, type WorkerOptions } from './startWorker.js';
import type { WorkerLine } from './workerLine.js';
import type { DifferenceFacts } from './workerMessages.js';

/**
 * Two snapshots on a thread of their own: decoded and compared there; the rows that differ stay there and are asked by messages.
 *
 * @throws UsageReportsError as decoding does, and `tableLost` where the thread ends by itself; the signal's `AbortError`; whatever
 *   iterating over the chunks throws
 */
export async function compareInWorker(
  before: StoredFile,
  after: StoredFile,
  definition: ReportDefinition,
  options: WorkerOptions = {},
): Promise<OpenedDifference> {
  const work = { kind: 'usageReportsDifference', before: before.format, after: after.format, definition } as const;
  const { line, facts } = await startWorker<DifferenceFacts>(work, [before, after], options);
  return new WorkerDifference(line, facts);
}

class WorkerDifference extends OnThread implements OpenedDifference {
  readonly difference;
  readonly tabs;

  constructor(line: WorkerLine, facts: DifferenceFacts) {
    super(line);
    this.difference = facts.difference;
    this.tabs = facts.tabs;
  }

  rows(change: ChangeKind, view: TableView, start: number, end: number, signal?: AbortSignal): Promise<RowsOfView> {
    return this.line.ask('rows', [change, view, start, end], signal);
  }

  async *write(job: DifferenceJob): AsyncGenerator<Uint8Array> {
    yield* this.line.write(job);
  }
}
