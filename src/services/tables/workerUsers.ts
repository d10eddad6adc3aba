import type { JoinOptions } from './filesToJoin.js';
import { joinInWorker } from './joinInWorker.js';
import type { WorkerOptions } from './startWorker.js';
import type { UserFile, UsersTable } from './userFile.js';
import type { UsersFacts } from './workerMessages.js';

/** Joins reports about users in a worker; see {@link joinInWorker}. */
export async function joinUsersInWorker(
  files: readonly UserFile[],
  { attributes, ...options }: JoinOptions & WorkerOptions = {},
): Promise<UsersTable> {
  const reports = files.map(({ facts }) => facts);
  const { table, facts } = await joinInWorker<UsersFacts>(
    { kind: 'usageReportsUsers', reports, attributes },
    files,
    options,
  );
  return { table, facts: facts.users };
}
