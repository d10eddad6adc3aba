import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import { bytesOf, LARGE_REPORT_BYTES } from './openTable.js';
import type { SizedStorageFile, StorageTable } from './storageFile.js';

export interface OpenStorageOptions {
  readonly signal?: AbortSignal;
  /** Files whose columns the table has as well, of the owner of each row. */
  readonly attributes?: readonly AttributesFile[];
  /** Called before each file is read. @param file from 1 on */
  readonly onProgress?: (file: number, files: number) => void;
}

/**
 * Puts files of storage together: small ones in this process, large ones in a worker, where the table stays. A file that cannot be read is left
 * out, which the facts say.
 *
 * @param files of each report the newest first, then earlier ones, oldest first
 * @throws UsageReportsError `tableLost`; the signal's `AbortError`
 */
export async function openStorageTable(
  files: readonly SizedStorageFile[],
  { signal, attributes, onProgress }: OpenStorageOptions = {},
): Promise<StorageTable> {
  const told = files.map((file, at) => ({
    facts: file.facts,
    chunks: () => {
      onProgress?.(at + 1, files.length);
      return file.chunks();
    },
  }));
  const share = files.reduce(
    (sum, { bytes, facts }) => sum + bytes / LARGE_REPORT_BYTES[facts.format],
    bytesOf(attributes) / LARGE_REPORT_BYTES.csv,
  );
  if (share <= 1) {
    const { joinStorageLocally } = await import('./localStorage.js');
    return joinStorageLocally(told, { signal, attributes });
  }
  const { joinStorageInWorker } = await import('./workerStorage.js');
  return joinStorageInWorker(told, { signal, attributes });
}
