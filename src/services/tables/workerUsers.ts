import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import { startWorker, type WorkerOptions } from './startWorker.js';
import type { UserFile, UsersTable } from './userFile.js';
import type { UsersFacts, UsersWork } from './workerMessages.js';
import { WorkerTable } from './workerTable.js';

/**
 * Decodes and joins reports about users in a worker, where the table stays.
 *
 * @throws UsageReportsError `tableLost` if the worker ends unexpectedly; the signal's `AbortError`
 */
export async function joinInWorker(
  files: readonly UserFile[],
  { attributes, ...options }: JoinInWorkerOptions = {},
): Promise<UsersTable> {
  const work: UsersWork = { kind: 'usageReportsUsers', reports: files.map(({ facts }) => facts), attributes };
  const mayBreak = files.map((file) => ({ chunks: () => file.chunks(), mayBreak: true }));
  const { channel, facts } = await startWorker<UsersFacts>(work, mayBreak, options);
  return { table: new WorkerTable(channel, facts), facts: facts.users };
}

interface JoinInWorkerOptions extends WorkerOptions {
  readonly attributes?: readonly AttributesFile[];
}
