import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import { startWorker, type WorkerOptions } from './startWorker.js';
import type { StorageFile, StorageTable } from './storageFile.js';
import type { StorageTableFacts, StorageWork } from './workerMessages.js';
import { WorkerTable } from './workerTable.js';

/**
 * Decodes and joins files of storage in a worker, where the table stays.
 *
 * @throws UsageReportsError `tableLost` if the worker ends unexpectedly; the signal's `AbortError`
 */
export async function joinStorageInWorker(
  files: readonly StorageFile[],
  { attributes, ...options }: JoinInWorkerOptions = {},
): Promise<StorageTable> {
  const work: StorageWork = { kind: 'usageReportsStorage', files: files.map(({ facts }) => facts), attributes };
  const mayBreak = files.map((file) => ({ chunks: () => file.chunks(), mayBreak: true }));
  const { channel, facts } = await startWorker<StorageTableFacts>(work, mayBreak, options);
  return { table: new WorkerTable(channel, facts), facts: facts.storage };
}

interface JoinInWorkerOptions extends WorkerOptions {
  readonly attributes?: readonly AttributesFile[];
}
