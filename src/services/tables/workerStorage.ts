import type { JoinOptions } from './filesToJoin.js';
import { joinInWorker } from './joinInWorker.js';
import type { WorkerOptions } from './startWorker.js';
import type { StorageFile, StorageTable } from './storageFile.js';
import type { StorageTableFacts } from './workerMessages.js';

/** Joins files of storage in a worker; see {@link joinInWorker}. */
export async function joinStorageInWorker(
  files: readonly StorageFile[],
  { attributes, ...options }: JoinOptions & WorkerOptions = {},
): Promise<StorageTable> {
  const told = files.map(({ facts }) => facts);
  const { table, facts } = await joinInWorker<StorageTableFacts>(
    { kind: 'usageReportsStorage', files: told, attributes },
    files,
    options,
  );
  return { table, facts: facts.storage };
}
