import type { Column } from '../../table/store/column.js';
import { daysAt } from '../../table/store/cellsAt.js';
import { daysColumn, NO_DAY } from '../../table/store/dateColumn.js';
import { ACTIVE_USERS, ACTIVE_USERS_NAMES, MAILBOX_CREATED } from './joinedReports.js';
import { activeUsersColumn } from './keptReport.js';
import type { PlacedReport } from './placedReport.js';

/**
 * The first day on which a report knows of each user, see {@link COLUMN.firstSeen}. Of a license that was taken away and assigned anew, reports have
 * the new day alone, so that it may become later from one snapshot to the next.
 */
export function firstSeenColumn(reports: readonly PlacedReport[], count: number): Column {
  const firstDays = new Int32Array(count).fill(NO_DAY);
  for (const { kept, rowOf } of reports) {
    for (const name of dayColumns(kept)) {
      const column = kept.column(name);
      const days = column?.storage === 'scalar' ? daysAt(column, rowOf, kept.limits) : undefined;
      for (let user = 0; user < (days?.length ?? 0); user++) {
        const day = days?.[user] ?? NO_DAY;
        const known = firstDays[user] ?? NO_DAY;
        if (day !== NO_DAY && (known === NO_DAY || day < known)) {
          firstDays[user] = day;
        }
      }
    }
  }
  return daysColumn(firstDays);
}

function dayColumns({ joined }: PlacedReport['kept']): string[] {
  const created = joined.measures.find(({ name }) => name === MAILBOX_CREATED)?.from;
  return [
    ...(joined.report === ACTIVE_USERS ? [...ACTIVE_USERS_NAMES.values()].map(activeUsersColumn.assigned) : []),
    ...(typeof created === 'string' ? [created] : []),
  ];
}
