import { UsageReportsError } from '../../base/errors.js';
import type { AssignedChange } from '../../core/licenses/productTable.js';
import { ACTIVE_USERS } from '../../core/users/joined/joinedReports.js';
import type { JoinedUsersFacts } from '../../core/users/joined/joinedUsers.js';
import { type Query, QUERY_VERSION } from '../../shared/query/query.js';
import type { CellValue } from '../../shared/report.js';
import { askReport } from '../reports/askReport.js';
import type { ReportService } from '../reports/reportService.js';

/**
 * How many more have each product than in the archived snapshot before, as the report on active users says. Nothing is requested.
 *
 * @returns `undefined` where there is no snapshot before
 * @throws UsageReportsError `storage`; the signal's `AbortError`
 */
export async function assignedChange(
  service: ReportService,
  connection: string,
  { sources }: JoinedUsersFacts,
  signal: AbortSignal,
): Promise<AssignedChange | undefined> {
  const source = sources.find(({ report, state }) => report === ACTIVE_USERS && state === 'used');
  if (source === undefined || source.refreshDate === null) {
    return undefined;
  }
  const { report, period, refreshDate } = source;
  const query: Query = {
    version: QUERY_VERSION,
    source: { report, refreshDate, ...(period === undefined ? {} : { period }) },
    groupBy: [{ column: 'Assigned Products', by: 'member' }],
    aggregates: [
      { kind: 'count', name: 'Count' },
      { kind: 'change', of: 'Count', name: 'Change' },
    ],
    earlier: { daysBefore: 1 },
  };
  try {
    const answer = await askReport(service, query, { connection, signal });
    try {
      const { rows } = await answer.rows({}, 0, answer.rowCount, signal);
      return {
        since: answer.provenance.earlierRefreshDate ?? null,
        changes: changesOf(rows),
      };
    } finally {
      answer.dispose();
    }
  } catch (error) {
    if (error instanceof UsageReportsError && error.details.code === 'noEarlierSnapshot') {
      return undefined;
    }
    throw error;
  }
}

/** A product that nobody had in a snapshot that has others is new to the tenant. A snapshot without any product tells nothing. */
function changesOf(rows: readonly (readonly CellValue[])[]): ReadonlyMap<string, number> {
  const isTold = rows.some(([, , change]) => typeof change === 'number');
  return new Map(
    rows.flatMap(([product, count, change]): [string, number][] => {
      const more = change ?? count;
      return isTold && typeof product === 'string' && typeof more === 'number' ? [[product, more]] : [];
    }),
  );
}
