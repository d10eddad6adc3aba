import type { Grouping } from '../pages/grouping.js';
import { aggregateName } from '../query/aggregateName.js';
import { type Query, type QueryFilter, QUERY_VERSION } from '../query/query.js';
import type { ColumnFilter } from '../report.js';

interface Rows<F> {
  readonly filter?: string | undefined;
  readonly filters?: readonly F[] | undefined;
}

/** Which rows of a view are grouped: only those that are counted, unless a filter of that column says otherwise. They have no order. */
export function countedRows<F extends ColumnFilter | QueryFilter>(
  { filter, filters = [] }: Rows<F>,
  counted: F | undefined,
): Rows<F> {
  const isChosen = counted !== undefined && filters.some(({ column }) => column === counted.column);
  const all = counted === undefined || isChosen ? filters : [...filters, counted];
  return { ...(filter === undefined ? {} : { filter }), ...(all.length === 0 ? {} : { filters: all }) };
}

/**
 * Asks for groups.
 * @param grouping with the names of the file
 * @param rows which ones are grouped
 * @param minimumSize rows of the smallest group that is shown
 */
export function groupedQuery(
  { keys, measures }: Grouping,
  rows: Pick<Query, 'filter' | 'filters'>,
  minimumSize: number,
): Query {
  return {
    version: QUERY_VERSION,
    ...rows,
    groupBy: keys,
    aggregates: measures,
    ...(minimumSize > 1 ? { minGroupSize: minimumSize } : {}),
  };
}

/** The order that groups come in at first: that of their key where it has one, else the largest first. */
export function groupOrder({ keys: [key], measures: [measure] }: Grouping): NonNullable<Query['sort']> {
  const isOrdered = key?.by === 'month' || key?.by === 'week' || key?.by === 'weekday' || key?.by === 'range';
  return isOrdered || measure === undefined ? [] : [{ column: aggregateName(measure), descending: true }];
}
