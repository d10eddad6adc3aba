import type { Column } from '../../table/store/column.js';
import { numbersColumn } from '../../table/store/numbersColumn.js';
import { NOBODY } from '../../table/store/nameIndex.js';
import { newestFirst, type PlacedReport } from './placedReport.js';
import { deletedDay, STATE } from './rowIdentities.js';
import { UsersLeft } from './usersLeft.js';

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
  const unknown = new UsersLeft(count);
  for (const report of newestFirst(reports)) {
    const { identities, users } = report;
    const { states: statesOfRows, day } = identities;
    if (statesOfRows === undefined) {
      continue;
    }
    forEachDeleted(statesOfRows, users, (user, row) => {
      if (states[user] === STATE.unknown || saidOn[user] === day) {
        states[user] = STATE.deleted;
        saidOn[user] = day;
      }
      if (Number.isNaN(days[user] ?? Number.NaN)) {
        days[user] = deletedDay(identities, row);
      }
    });
    unknown.ask(report, (user, row) => {
      if (states[user] === STATE.unknown && statesOfRows[row] === STATE.active) {
        states[user] = STATE.active;
        saidOn[user] = day;
      }
      return states[user] !== STATE.unknown;
    });
  }
  const isDeleted = (user: number) => states[user] === STATE.deleted;
  return {
    isDeleted: numbersColumn('boolean', count, (user) =>
      states[user] === STATE.unknown ? Number.NaN : isDeleted(user) ? 1 : 0,
    ),
    days: numbersColumn('date', count, (user) => (isDeleted(user) ? (days[user] ?? Number.NaN) : Number.NaN)),
  };
}

/** Calls `tell` with each row that says that its user is deleted. */
function forEachDeleted(states: Uint8Array, users: Int32Array, tell: (user: number, row: number) => void): void {
  for (let row = states.indexOf(STATE.deleted); row >= 0; row = states.indexOf(STATE.deleted, row + 1)) {
    const user = users[row] ?? NOBODY;
    if (user >= 0) {
      tell(user, row);
    }
  }
}
