import type { KeptReport } from './keptReport.js';
import { NOBODY } from '../../table/store/nameIndex.js';
import type { RowIdentities } from './rowIdentities.js';

/** A report with the number of the user of each row. */
export interface RowsOfUsers {
  readonly kept: KeptReport;
  readonly identities: RowIdentities;
  /** {@link NOBODY} for a row that is left out. */
  readonly users: Int32Array;
}

/** Also the other way around. */
export interface PlacedReport extends RowsOfUsers {
  /** The row of each user, {@link NOBODY} without; of several rows the first. */
  readonly rowOf: Int32Array;
}

/** @param count of users */
export function firstRows(users: Int32Array, count: number): Int32Array {
  const rows = new Int32Array(count).fill(NOBODY);
  for (let row = users.length - 1; row >= 0; row--) {
    const user = users[row] ?? NOBODY;
    if (user >= 0) {
      rows[user] = row;
    }
  }
  return rows;
}

/** The newest reports first. Reports of the same day come in their order. */
export function newestFirst<R extends RowsOfUsers>(reports: readonly R[]): R[] {
  return reports.toSorted((one, other) => other.identities.day - one.identities.day);
}
