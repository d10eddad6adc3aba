import { MAX_SORT_KEYS, type SortKey } from '../../../../src/shared/report.js';

type SortOrder = readonly SortKey[];

/**
 * The order after a click on a column: ascending, then descending, then that of the file.
 *
 * @param isAdded the column becomes one more key, or changes among the keys that there are; otherwise it is the only one
 */
export function nextSort(sort: SortOrder = [], column: number, isAdded = false): SortOrder | undefined {
  const at = sort.findIndex((key) => key.column === column);
  const key = sort[at];
  if (key === undefined || (!isAdded && sort.length > 1)) {
    return [...(isAdded ? sort.slice(0, MAX_SORT_KEYS - 1) : []), { column, descending: false }];
  }
  const next = key.descending ? [] : [{ column, descending: true }];
  const order = isAdded ? [...sort.slice(0, at), ...next, ...sort.slice(at + 1)] : next;
  return order.length === 0 ? undefined : order;
}

/** What a column is in an order. */
export interface SortPlace {
  readonly direction: 'ascending' | 'descending' | 'none';
  /** From 1, where there are several keys; absent where the column is the only one or none. */
  readonly rank?: number;
}

export function sortPlace(sort: SortOrder = [], column: number): SortPlace {
  const at = sort.findIndex((key) => key.column === column);
  const key = sort[at];
  return key === undefined
    ? { direction: 'none' }
    : { direction: key.descending ? 'descending' : 'ascending', ...(sort.length > 1 ? { rank: at + 1 } : {}) };
}
