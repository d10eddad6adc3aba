import { TimeSlicer } from '../../base/timeSlicer.js';
import { USERS_REPORT } from '../../core/users/joined/joinedColumns.js';
import { UserJoin } from '../../core/users/joined/joinUsers.js';
import { neededFrom } from '../../core/users/joined/keptReport.js';
import type { JoinOptions } from './filesToJoin.js';
import { joinFiles } from './joinFiles.js';
import type { UserFile, UsersTable } from './userFile.js';

/**
 * Decodes and joins reports about users in this process.
 *
 * @throws the signal's `AbortError`
 */
export function joinUsersLocally(files: readonly UserFile[], options: JoinOptions = {}): Promise<UsersTable> {
  const join = new UserJoin(new TimeSlicer(options.signal));
  return joinFiles(
    files,
    {
      result: USERS_REPORT,
      isNeeded: ({ definition }) => neededFrom(definition),
      add: (facts, table) => join.add({ ...facts, table }),
      addUnreadable: (facts) => join.addUnreadable(facts),
      finish: () => join.finish(),
    },
    options,
  );
}
