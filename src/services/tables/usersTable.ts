import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import { bytesOf, LARGE_REPORT_BYTES } from './openTable.js';
import type { SizedUserFile, UsersTable } from './userFile.js';

export interface OpenUsersOptions {
  readonly signal?: AbortSignal;
  /** Files whose columns the table has as well. */
  readonly attributes?: readonly AttributesFile[];
  /** Called before each report is read. @param report from 1 on */
  readonly onProgress?: (report: number, reports: number) => void;
}

/**
 * Joins files of reports about users: small ones in this process, large ones in a worker, where the table stays. A file that cannot be read is
 * left out, which the facts say.
 *
 * @throws UsageReportsError `tableLost`; the signal's `AbortError`
 */
export async function openUsersTable(
  files: readonly SizedUserFile[],
  { signal, attributes, onProgress }: OpenUsersOptions = {},
): Promise<UsersTable> {
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
    const { joinLocally } = await import('./localUsers.js');
    return joinLocally(told, { signal, attributes });
  }
  const { joinInWorker } = await import('./workerUsers.js');
  return joinInWorker(told, { signal, attributes });
}
