import type { OpenJoinedOptions } from './filesToJoin.js';
import type { SizedStorageFile, StorageTable } from './storageFile.js';
import { areLarge, toldFiles } from './whereToJoin.js';

/**
 * Puts files of storage together: small ones in this process, large ones in a worker, where the table stays. A file that cannot be read is left
 * out, which the facts say.
 *
 * @param files of each report the newest first, then earlier ones, oldest first
 * @throws UsageReportsError `tableLost`; the signal's `AbortError`
 */
export async function openStorageTable(
  files: readonly SizedStorageFile[],
  { signal, attributes, onProgress }: OpenJoinedOptions = {},
): Promise<StorageTable> {
  const told = toldFiles(files, onProgress);
  if (!areLarge(files, attributes)) {
    const { joinStorageLocally } = await import('./localStorage.js');
    return joinStorageLocally(told, { signal, attributes });
  }
  const { joinStorageInWorker } = await import('./workerStorage.js');
  return joinStorageInWorker(told, { signal, attributes });
}
