import { USER_STATES, type UserState } from '../../../shared/blankReasons.js';
import type { Column } from '../../table/store/column.js';
import { dictionaryColumn } from '../../table/store/dictionaryColumn.js';

const STATES = Object.keys(USER_STATES) as UserState[];
const TEXTS = ['', ...STATES.map((state) => USER_STATES[state])];
/** What stands for each state in a column of states. */
export const CODE_OF = Object.fromEntries(STATES.map((state, at) => [state, at + 1])) as Readonly<
  Record<UserState, number>
>;

/** @param days from the last activity to the newest day that the reports are about */
export function activityCode(days: number): number {
  return days < 30
    ? CODE_OF.active
    : days < 90
      ? CODE_OF.inactive30
      : days < 180
        ? CODE_OF.inactive90
        : CODE_OF.inactive180;
}

/**
 * A column of states, one per user.
 *
 * @param stateOf a code of {@link CODE_OF}
 */
export function statesColumnOf(count: number, stateOf: (user: number) => number): Column {
  const codes = new Uint32Array(count);
  for (let user = 0; user < count; user++) {
    codes[user] = stateOf(user);
  }
  return dictionaryColumn('text', count, codes, TEXTS, true);
}
