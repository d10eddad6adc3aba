import type { JoinedUsersFacts } from '../../core/users/joined/joinedUsers.js';
import type { PartialReport } from '../../services/reports/report.js';
import type { TablePage } from '../common/tablePage.js';

/** The page of all users: licenses are made of its table, and it says what is missing and fetches it. */
export interface JoinedUsersPage extends TablePage {
  /** What is known of a table that the page has opened. */
  factsOf(report: PartialReport): JoinedUsersFacts | undefined;
}
