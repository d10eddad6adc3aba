import { USER_STATES } from '../../../shared/blankReasons.js';
import type { Column } from '../store/column.js';
import type { ColumnarTable } from '../store/columnarTable.js';

/** Cells that say nothing of a user, as no report does that can be joined. */
const NOTHING: ReadonlySet<string> = new Set(['', USER_STATES.notFetched, USER_STATES.notJoined]);

/** Tells of a column of all users whether it says something of anybody: one that only missing reports fill does not. */
export function knownColumns({ data, rowCount }: ColumnarTable): (column: number) => boolean {
  return (index) => {
    const column = data[index];
    return column !== undefined && saysSomething(column, rowCount);
  };
}

function saysSomething(column: Column, rowCount: number): boolean {
  for (let row = 0; row < rowCount; row++) {
    if (!NOTHING.has(column.text(row))) {
      return true;
    }
  }
  return false;
}
