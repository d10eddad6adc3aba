import type { Column } from '../../table/store/column.js';
import { numbersColumn } from '../../table/store/numbersColumn.js';
import { NOBODY } from '../../table/store/nameIndex.js';
import { newestFirst, type PlacedReport } from './placedReport.js';
import { deletedDay, STATE } from './rowIdentities.js';

/** Who is deleted, and since when. */
export interface Deletions {
  readonly isDeleted: Column;
  readonly days: Column;
}

/** As the newest report says that says it of the user; of reports of the same day, that who says that the user is deleted. */
export function deletionColumns(reports: readonly PlacedReport[], count: number): Deletions {
  const states = new Uint8Array(count);
  const saidOn = new Int32Array(count).fill(-1);
  const days = new Float64Array(count).fill(Number.NaN);
  for (const { identities, users } of newestFirst(reports)) {
    const { states: statesOfRows, day } = identities;
    for (let row = 0; row < (statesOfRows?.length ?? 0); row++) {
      const user = users[row] ?? NOBODY;
      const state = statesOfRows?.[row];
      if (user < 0 || (state !== STATE.active && state !== STATE.deleted)) {
        continue;
      }
      if (states[user] === STATE.unknown || (saidOn[user] === day && state === STATE.deleted)) {
        states[user] = state;
        saidOn[user] = day;
      }
      if (state === STATE.deleted && Number.isNaN(days[user] ?? Number.NaN)) {
        days[user] = deletedDay(identities, row);
      }
    }
  }
  const isDeleted = (user: number) => states[user] === STATE.deleted;
  return {
    isDeleted: numbersColumn('boolean', count, (user) =>
      states[user] === STATE.unknown ? Number.NaN : isDeleted(user) ? 1 : 0,
    ),
    days: numbersColumn('date', count, (user) => (isDeleted(user) ? (days[user] ?? Number.NaN) : Number.NaN)),
  };
}
