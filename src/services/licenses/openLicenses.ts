import { TimeSlicer } from '../../base/timeSlicer.js';
import { COLUMNS_OF_USERS, LicenseRows } from '../../core/licenses/licenseRows.js';
import { useEvidence } from '../../core/licenses/useEvidence.js';
import type { ReportTable } from '../../core/table/store/table.js';
import type { JoinedUsersFacts } from '../../core/users/joined/joinedUsers.js';
import { QUERY_VERSION } from '../../shared/query/query.js';
import type { TableHandle } from '../tables/tableHandle.js';

/** Users that are read at once: few enough that their cells do not hold up this thread. */
const ROWS_AT_ONCE = 2_000;

/**
 * The table of licenses of joined users, see `core/licenses/licenseRows.ts`.
 *
 * @param users which stay the caller's
 * @throws UsageReportsError `tooLarge`; the signal's `AbortError`
 */
export async function openLicenses(
  users: TableHandle,
  facts: JoinedUsersFacts,
  signal: AbortSignal,
): Promise<ReportTable> {
  const rows = new LicenseRows(useEvidence(facts));
  // Only some of the columns come from where the table is.
  const chosen = await users.query({ version: QUERY_VERSION, columns: COLUMNS_OF_USERS }, {}, signal);
  try {
    for (let from = 0; from < chosen.rowCount; from += ROWS_AT_ONCE) {
      for (const cells of (await chosen.rows({}, from, from + ROWS_AT_ONCE, signal)).rows) {
        rows.add(cells);
      }
    }
  } finally {
    chosen.dispose();
  }
  return rows.finish(new TimeSlicer(signal));
}
