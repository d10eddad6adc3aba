import { blankReason, type BlankReason, USER_STATES } from '../../../../src/shared/blankReasons.js';
import type { ColumnFilter, ColumnType } from '../../../../src/shared/report.js';
import { isSameFilter } from './filters.js';

/** What the cells of a column pass that are blank for one reason. */
export interface ReasonFilters {
  readonly blank: ColumnFilter;
  /** Of the column that says why. */
  readonly states: Extract<ColumnFilter, { readonly kind: 'values' }>;
}

/**
 * @param type of the column
 * @param states index of the column that says why cells of `column` are blank
 */
export function reasonFilters(column: number, type: ColumnType, states: number, reason: BlankReason): ReasonFilters {
  const values = Object.values(USER_STATES).filter((text) => blankReason(text, type) === reason);
  return { blank: { column, kind: 'blank' }, states: { column: states, kind: 'values', values } };
}

/** Whether the filters of both columns are these. */
export function isReasonOn(
  { blank, states }: ReasonFilters,
  filter: ColumnFilter | undefined,
  statesFilter: ColumnFilter | undefined,
): boolean {
  return (
    filter !== undefined &&
    statesFilter !== undefined &&
    isSameFilter(blank, filter) &&
    isSameFilter(states, statesFilter)
  );
}
