import type { MessagePort } from 'node:worker_threads';
import { TimeSlicer } from '../../base/timeSlicer.js';
import { USERS_REPORT } from '../../core/users/joined/joinedColumns.js';
import { UserJoin } from '../../core/users/joined/joinUsers.js';
import { neededFrom } from '../../core/users/joined/keptReport.js';
import { buffersOf, type PostedReports } from '../../core/users/joined/postedReports.js';
import type { JoinOptions } from './filesToJoin.js';
import { type FileReader, joinFiles, readFiles } from './joinFiles.js';
import type { UserFile, UserFileFacts, UsersTable } from './userFile.js';
import type { ReadFacts } from './workerMessages.js';

/**
 * Decodes and joins reports about users in this process.
 *
 * @param others where another thread posts what it reads of the same users
 * @throws the signal's `AbortError`
 */
export function joinUsersLocally(
  files: readonly UserFile[],
  options: JoinOptions = {},
  others?: MessagePort,
): Promise<UsersTable> {
  const join = new UserJoin(new TimeSlicer(options.signal));
  const finish = async () => {
    if (others !== undefined) {
      await join.addPosted(await postedAt(others));
    }
    return join.finish();
  };
  return joinFiles(files, { ...readerOf(join), result: USERS_REPORT, finish }, options);
}

/** Decodes reports about users, and posts them to the thread that joins them. Errors of files are posted as well. */
export async function readUsers(files: readonly UserFile[], port: MessagePort): Promise<ReadFacts> {
  const join = new UserJoin(new TimeSlicer(undefined));
  await readFiles(files, readerOf(join));
  const posted = join.posted();
  port.postMessage(posted, buffersOf(posted));
  return { reports: posted.reports.length };
}

/** A thread that ends before it has posted anything ends this one as well: whoever has started both sees to it. */
async function postedAt(port: MessagePort): Promise<PostedReports> {
  try {
    return await new Promise((resolve, reject) => port.once('message', resolve).once('messageerror', reject));
  } finally {
    port.close();
  }
}

function readerOf(join: UserJoin): FileReader<UserFileFacts> {
  return {
    isNeeded: ({ definition }) => neededFrom(definition),
    add: (facts, table) => join.add({ ...facts, table }),
    addUnreadable: (facts) => join.addUnreadable(facts),
  };
}
