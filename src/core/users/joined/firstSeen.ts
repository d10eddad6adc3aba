import type { Column } from '../../table/store/column.js';
import { numbersColumn } from '../../table/store/numbersColumn.js';
import { ACTIVE_USERS, ACTIVE_USERS_NAMES, MAILBOX_CREATED } from './joinedReports.js';
import { activeUsersColumn } from './keptReport.js';
import { NOBODY } from '../../table/store/nameIndex.js';
import type { PlacedReport } from './placedReport.js';

/**
 * The first day on which a report knows of each user, see {@link COLUMN.firstSeen}. Of a license that was taken away and assigned anew, reports have
 * the new day alone, so that it may become later from one snapshot to the next.
 */
export function firstSeenColumn(reports: readonly PlacedReport[], count: number): Column {
  const days = new Float64Array(count).fill(Number.NaN);
  for (const { kept, rowOf } of reports) {
    for (const name of dayColumns(kept)) {
      const column = kept.column(name);
      if (column?.storage === 'scalar') {
        const { first, last } = kept.limits;
        rowOf.forEach((row, user) => {
          const day = row === NOBODY ? Number.NaN : column.numberAt(row);
          if (day >= first && day <= last && !(day >= (days[user] ?? Number.NaN))) {
            days[user] = day;
          }
        });
      }
    }
  }
  return numbersColumn('date', count, (user) => days[user] ?? Number.NaN);
}

function dayColumns({ joined }: PlacedReport['kept']): string[] {
  const created = joined.measures.find(({ name }) => name === MAILBOX_CREATED)?.from;
  return [
    ...(joined.report === ACTIVE_USERS ? [...ACTIVE_USERS_NAMES.values()].map(activeUsersColumn.assigned) : []),
    ...(typeof created === 'string' ? [created] : []),
  ];
}
