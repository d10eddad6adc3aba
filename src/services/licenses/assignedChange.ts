import type { IsoDate } from '../../base/dates.js';
import { productKey } from '../../core/catalog/productSkus.js';
import type { AssignedChange } from '../../core/licenses/productTable.js';
import { ACTIVE_USERS } from '../../core/users/joined/joinedReports.js';
import type { JoinedUsersFacts } from '../../core/users/joined/joinedUsers.js';
import { QUERY_VERSION } from '../../shared/query/query.js';
import type { ReportRef } from '../../shared/report.js';
import { askReport } from '../reports/askReport.js';
import { periodSnapshots } from '../reports/periodSnapshots.js';
import type { ReportService } from '../reports/reportService.js';

/**
 * How many more have each product than in the archived snapshot before, as the report on active users says. Nothing is requested. A product that
 * nobody had in a snapshot that has others is new to the tenant; a snapshot without any product tells nothing.
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
  const ref: ReportRef = { connection, report, ...(period === undefined ? {} : { period }) };
  const since = (await periodSnapshots(service, ref))
    .map((snapshot) => snapshot.refreshDate)
    .find((day) => day !== null && day < refreshDate);
  if (since === undefined || since === null) {
    return undefined;
  }
  const before = await countsOf(service, ref, since, signal);
  const now = before.size === 0 ? new Map<string, number>() : await countsOf(service, ref, refreshDate, signal);
  return { since, changes: new Map([...now].map(([key, count]) => [key, count - (before.get(key) ?? 0)])) };
}

/** How many had each product on a day, by its key: what is written in two ways is one product. */
async function countsOf(
  service: ReportService,
  { connection, report, period }: ReportRef,
  refreshDate: IsoDate,
  signal: AbortSignal,
): Promise<Map<string, number>> {
  const answer = await askReport(
    service,
    {
      version: QUERY_VERSION,
      source: { report, refreshDate, ...(period === undefined ? {} : { period }) },
      groupBy: [{ column: 'Assigned Products', by: 'member' }],
      aggregates: [{ kind: 'count', name: 'Count' }],
    },
    { connection, signal },
  );
  try {
    const counts = new Map<string, number>();
    for (const [product, count] of (await answer.rows({}, 0, answer.rowCount, signal)).rows) {
      if (typeof product === 'string' && typeof count === 'number') {
        const key = productKey(product);
        counts.set(key, (counts.get(key) ?? 0) + count);
      }
    }
    return counts;
  } finally {
    answer.dispose();
  }
}
