import type { AskLicenses } from '../../core/licenses/askLicenses.js';
import type { JoinedUsersFacts } from '../../core/users/joined/joinedUsers.js';
import type { TableHandle } from '../tables/tableHandle.js';

/**
 * The table of licenses of joined users, where that of the users is. The caller disposes of it.
 *
 * @param users which stay the caller's
 * @throws UsageReportsError `tooLarge`; the signal's `AbortError`
 */
export function openLicenses(users: TableHandle, facts: JoinedUsersFacts, signal: AbortSignal): Promise<TableHandle> {
  return users.derive({ kind: 'licenses', facts }, signal);
}

/** Asks the table of licenses. The questions throw the signal's `AbortError`. */
export function askOf(licenses: Pick<TableHandle, 'query'>, signal?: AbortSignal): AskLicenses {
  return async (query) => {
    const answer = await licenses.query(query, {}, signal);
    try {
      return (await answer.rows({}, 0, answer.rowCount, signal)).rows;
    } finally {
      answer.dispose();
    }
  };
}
