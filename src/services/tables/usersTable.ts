import type { OpenJoinedOptions } from './filesToJoin.js';
import type { SizedUserFile, UsersTable } from './userFile.js';
import { areLarge, areLargeForTwo, toldFiles } from './whereToJoin.js';

/**
 * Joins files of reports about users: small ones in this process, large ones in a worker, where the table stays, and with a second one if
 * they are very large. A file that cannot be read is left out, which the facts say.
 *
 * @throws UsageReportsError `tableLost`; the signal's `AbortError`
 */
export async function openUsersTable(
  files: readonly SizedUserFile[],
  { signal, attributes, onProgress }: OpenJoinedOptions = {},
): Promise<UsersTable> {
  const told = toldFiles(files, onProgress);
  if (!areLarge(files, attributes)) {
    const { joinUsersLocally } = await import('./localUsers.js');
    return joinUsersLocally(told, { signal, attributes });
  }
  const { joinUsersInTwoWorkers, joinUsersInWorker } = await import('./workerUsers.js');
  const join = areLargeForTwo(files) ? joinUsersInTwoWorkers : joinUsersInWorker;
  return join(told, { signal, attributes });
}
