import type { FactsToJoin, FileToJoin } from './filesToJoin.js';
import { startWorker, type WorkerOptions, type WorkFile } from './startWorker.js';
import type { StorageWork, TableFacts, UsersWork } from './workerMessages.js';
import { WorkerTable } from './workerTable.js';

/**
 * Decodes and joins files in a worker, where the table stays. A file that breaks is left out.
 *
 * @throws UsageReportsError `tableLost` if the worker ends unexpectedly; the signal's `AbortError`
 */
export async function joinInWorker<R extends TableFacts>(
  work: UsersWork | StorageWork,
  files: readonly FileToJoin<FactsToJoin>[],
  options: WorkerOptions,
): Promise<{ readonly table: WorkerTable; readonly facts: R }> {
  const { channel, facts } = await startWorker<R>(work, thatMayBreak(files), options);
  return { table: new WorkerTable(channel, facts), facts };
}

export function thatMayBreak(files: readonly Pick<FileToJoin<FactsToJoin>, 'chunks'>[]): WorkFile[] {
  return files.map((file) => ({ chunks: () => file.chunks(), mayBreak: true }));
}
