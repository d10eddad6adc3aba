import { type MessagePort, MessageChannel } from 'node:worker_threads';
import type { JoinOptions } from './filesToJoin.js';
import { joinInWorker, thatMayBreak } from './joinInWorker.js';
import { startWorker, type WorkerOptions } from './startWorker.js';
import type { SizedUserFile, UserFile, UsersTable } from './userFile.js';
import { halvesOf } from './whereToJoin.js';
import type { ReadFacts, UsersFacts } from './workerMessages.js';

/**
 * Joins reports about users in a worker; see {@link joinInWorker}.
 *
 * @param port where what another worker reads of the same users arrives
 */
export async function joinUsersInWorker(
  files: readonly UserFile[],
  { attributes, ...options }: JoinOptions & WorkerOptions = {},
  port?: MessagePort,
): Promise<UsersTable> {
  const reports = files.map(({ facts }) => facts);
  const { table, facts } = await joinInWorker<UsersFacts>(
    { kind: 'usageReportsUsers', reports, attributes, port },
    files,
    options,
  );
  return { table, facts: facts.users };
}

/**
 * The same with a second worker, which reads half of the files and hands over what it has read, straight to the first.
 *
 * @throws as {@link joinUsersInWorker}; what one worker fails with ends the other
 */
export async function joinUsersInTwoWorkers(
  files: readonly SizedUserFile[],
  { signal, ...options }: JoinOptions & WorkerOptions = {},
): Promise<UsersTable> {
  const [own, others] = halvesOf(files);
  const { port1, port2 } = new MessageChannel();
  const stop = new AbortController();
  const both = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const read = async () => {
    const work = { kind: 'usageReportsUserFiles', reports: others.map(({ facts }) => facts), port: port1 } as const;
    const { channel } = await startWorker<ReadFacts>(work, thatMayBreak(others), { ...options, signal: both });
    channel.end(new Error('The files are read.'));
  };
  try {
    const [users] = await Promise.all([joinUsersInWorker(own, { ...options, signal: both }, port2), read()]);
    return users;
  } catch (error) {
    stop.abort();
    throw error;
  }
}
