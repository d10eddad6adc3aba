import type { Grouping } from '../pages/grouping.js';
import { groupColumnNames, keyNames } from '../query/groupColumnNames.js';
import { type Query, type QueryFilter, QUERY_VERSION } from '../query/query.js';
import type { ColumnFilter, TableView } from '../report.js';
import { type GroupedTable, namedMeasures } from './measureNames.js';

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

export interface GroupedQueryOptions {
  /** Whose rows are grouped. */
  readonly table: GroupedTable;
  /** Which of its rows. */
  readonly rows: Pick<Query, 'filter' | 'filters'>;
  /** Rows of the smallest group that is shown. */
  readonly minimumSize: number;
  /** By columns of the groups as {@link groupColumnNames} has them; in the order of the keys if absent. */
  readonly sort?: NonNullable<Grouping['sort']>;
}

/**
 * Asks for groups.
 * @param grouping with the names of the file
 */
export function groupedQuery(grouping: Grouping, { table, rows, minimumSize, sort = [] }: GroupedQueryOptions): Query {
  const { keys, measures } = grouping;
  const aggregates = namedMeasures(grouping, table);
  const usual = groupColumnNames(keys, measures);
  const given = groupColumnNames(keys, aggregates);
  const order = sort.map((key) => ({ ...key, column: given[usual.indexOf(key.column)] ?? key.column }));
  return {
    version: QUERY_VERSION,
    ...rows,
    groupBy: keys,
    aggregates,
    ...(order.length === 0 ? {} : { sort: order }),
    ...(minimumSize > 1 ? { minGroupSize: minimumSize } : {}),
  };
}

/** What the columns of groups are called, and how many of them are keys. */
function columnsOf({ keys, measures }: Grouping): { readonly names: readonly string[]; readonly keyCount: number } {
  return { names: groupColumnNames(keys, measures), keyCount: keys.flatMap((key) => keyNames(key, key.column)).length };
}

/** The order that groups come in where nobody has sorted them: that of their key where it has one, else the largest first. */
function usualOrder(grouping: Grouping): NonNullable<Grouping['sort']> {
  const [key] = grouping.keys;
  const isOrdered = key?.by === 'month' || key?.by === 'week' || key?.by === 'weekday' || key?.by === 'range';
  const { names, keyCount } = columnsOf(grouping);
  return isOrdered ? [] : names.slice(keyCount, keyCount + 1).map((column) => ({ column, descending: true }));
}

/** The order of groups by names of their columns. */
export function groupOrder(grouping: Grouping): NonNullable<Grouping['sort']> {
  return grouping.sort ?? usualOrder(grouping);
}

/** The same for the table of the groups. */
export function groupsView(grouping: Grouping): TableView {
  const { names } = columnsOf(grouping);
  const sort = groupOrder(grouping)
    .map(({ column, descending = false }) => ({ column: names.indexOf(column), descending }))
    .filter(({ column }) => column >= 0);
  return sort.length === 0 ? {} : { sort };
}

/** Names the columns that a table of groups is sorted by; `undefined` where that is their usual order. */
export function sortOfView(grouping: Grouping, { sort = [] }: TableView): Grouping['sort'] {
  const { names } = columnsOf(grouping);
  const named = sort.map(({ column, descending }) => ({
    column: names[column] ?? '',
    ...(descending && { descending }),
  }));
  return JSON.stringify(named) === JSON.stringify(usualOrder(grouping)) ? undefined : named;
}

/** The grouping in this order, or in its usual one where it has not all of these columns. */
export function sortedGrouping(grouping: Grouping, sort: Grouping['sort']): Grouping {
  const { keys, measures, overTime } = grouping;
  const { names } = columnsOf(grouping);
  const hasAll = sort?.every(({ column }) => names.includes(column)) === true;
  return { keys, measures, ...(hasAll ? { sort } : {}), ...(overTime && { overTime }) };
}
