import type { DirectoryDays, DirectoryFile, ReadDirectory } from './directoryFiles.js';
import { LARGE_REPORT_BYTES } from './openTable.js';

/**
 * Reads what is archived of a directory as attributes of users: small files in this process, large ones in a worker, which ends with it.
 *
 * @throws UsageReportsError if the users cannot be read, and `tableLost`. Other parts that cannot be read are named in the result
 */
export async function openDirectory(
  files: readonly (DirectoryFile & { readonly bytes: number })[],
  days: DirectoryDays,
): Promise<ReadDirectory> {
  if (files.reduce((sum, { bytes }) => sum + bytes, 0) <= LARGE_REPORT_BYTES.json) {
    const { readDirectory } = await import('./localDirectory.js');
    return readDirectory(files, days);
  }
  const { readDirectoryInWorker } = await import('./workerDirectory.js');
  return readDirectoryInWorker(files, days);
}
