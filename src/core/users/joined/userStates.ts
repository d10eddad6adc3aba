import { type ActivityState, USER_STATES, type UserState } from '../../../shared/blankReasons.js';
import type { Column } from '../../table/store/column.js';
import { dictionaryColumn } from '../../table/store/dictionaryColumn.js';

const STATES = Object.keys(USER_STATES) as UserState[];
const TEXTS = ['', ...STATES.map((state) => USER_STATES[state])];
const CODES = Object.fromEntries(STATES.map((state, at) => [state, at + 1])) as Record<UserState, number>;

/** @param days from the last activity to the newest day that the reports are about */
export function activityState(days: number): ActivityState {
  return days < 30 ? 'active' : days < 90 ? 'inactive30' : days < 180 ? 'inactive90' : 'inactive180';
}

/** A column of states, one per user. */
export function statesColumnOf(count: number, stateOf: (user: number) => UserState): Column {
  const codes = new Uint32Array(count);
  for (let user = 0; user < count; user++) {
    codes[user] = CODES[stateOf(user)];
  }
  return dictionaryColumn('text', count, codes, TEXTS, true);
}
