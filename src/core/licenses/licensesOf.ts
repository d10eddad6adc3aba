import { forEachSlice, TEXT_COST, type TimeSlicer } from '../../base/timeSlicer.js';
import type { ReportTable } from '../table/store/table.js';
import type { JoinedUsersFacts } from '../users/joined/joinedUsers.js';
import { COLUMNS_OF_USERS, LicenseRows } from './licenseRows.js';
import { useEvidence } from './useEvidence.js';

/**
 * The table of licenses of joined users, a row for each product of each user.
 *
 * @throws UsageReportsError `tooLarge`; the slicer's `AbortError`
 */
export async function licensesOf(
  users: ReportTable,
  facts: JoinedUsersFacts,
  slicer: TimeSlicer,
): Promise<ReportTable> {
  const rows = new LicenseRows(useEvidence(facts));
  const columns = COLUMNS_OF_USERS.map((name) => users.columnIndex(name));
  const add = (from: number, to: number) => {
    for (let user = from; user < to; user++) {
      rows.add(columns.map((column) => users.value(user, column)));
    }
  };
  await forEachSlice(users.rowCount, slicer, add, columns.length * TEXT_COST);
  return rows.finish(slicer);
}
