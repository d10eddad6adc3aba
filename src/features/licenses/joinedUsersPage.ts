import type { Disposable } from '../../base/emitter.js';
import type { JoinedUsersFacts } from '../../core/users/joined/joinedUsers.js';
import type { PartialReport } from '../../services/reports/report.js';
import type { ReportRef } from '../../shared/report.js';
import type { TablePage } from '../common/tablePage.js';

/** The page of all users: licenses are made of its table, and it says what is missing and fetches it. */
export interface JoinedUsersPage extends TablePage {
  /** What is known of a table that the page has opened. */
  factsOf(report: PartialReport): JoinedUsersFacts | undefined;
  /**
   * Calls `changed` where a table that is made of users would be another by now.
   * @param facts of the users that it is made of
   * @param isElse whether anything else that it is made of is another
   */
  followUsers(
    ref: ReportRef,
    facts: () => JoinedUsersFacts | undefined,
    changed: () => void,
    isElse?: () => Promise<boolean>,
  ): Disposable;
}
