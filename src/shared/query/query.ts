/** A question to a table as plain JSON. Columns have the names of the file, so that a query outlives a file with its columns in another order. */

import type { IsoDate } from '../../base/dates.js';
import type { ColumnFilter } from '../report.js';

/** The version of the form below. What reads another one says so instead of guessing. */
export const QUERY_VERSION = 1;

/**
 * Which rows of which table, grouped by what, with which amounts, in which order.
 *
 * Without `groupBy` and `aggregates` the result has the rows themselves. With `aggregates` alone it has one row.
 */
export interface Query {
  readonly version: typeof QUERY_VERSION;
  /** Absent where the query is asked of a table that is open. */
  readonly source?: QuerySource;
  /** Text that must occur in any cell of a row, ignoring case. */
  readonly filter?: string;
  /** A row must pass all of them. */
  readonly filters?: readonly QueryFilter[];
  readonly groupBy?: readonly GroupKey[];
  readonly aggregates?: readonly QueryAggregate[];
  /** Of a query for rows: which columns, in this order. All if absent. */
  readonly columns?: readonly string[];
  /** By columns of the result. Groups that are equal in all keys, and all groups if absent, are in the order of their group keys. */
  readonly sort?: readonly QuerySortKey[];
  /** Rows of the result at most. */
  readonly limit?: number;
  /** Groups of fewer rows are left out, and counted. */
  readonly minGroupSize?: number;
  /** The snapshot that `change` counts from. */
  readonly earlier?: EarlierSnapshot;
}

/** A report: its name and one of period, day, and history, or none if it takes no parameter. */
export interface QuerySource {
  readonly report: string;
  readonly period?: string;
  readonly date?: IsoDate;
  readonly history?: true;
  /** The active connection if absent. */
  readonly connection?: string;
  /** The archived snapshot of this refresh date; the newest one if absent. */
  readonly refreshDate?: IsoDate;
}

/** The archived snapshot of this refresh date; or the newest that is at least so many days older than the one that is asked. */
export type EarlierSnapshot = { readonly refreshDate: IsoDate } | { readonly daysBefore: number };

type Named<F extends ColumnFilter> = F extends { readonly of: readonly number[] }
  ? Omit<F, 'column' | 'of'> & { readonly column: string; readonly of: readonly string[] }
  : Omit<F, 'column'> & { readonly column: string };

/** A {@link ColumnFilter} with the names of columns. */
export type QueryFilter = Named<ColumnFilter>;

export const GROUP_KINDS = ['domain', 'member', 'month', 'week', 'weekday', 'range', 'activeWithin'] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

/**
 * What rows have in common in a group: the value of a column, or with `by` what follows from it. A blank cell is a group of its own, whose key
 * is blank. `name` is that of the result's column.
 *
 * - `domain`: of an address, in lower case.
 * - `member`: each member of a list. A row is in the group of each of its members.
 * - `month`: `2026-11`. `week`: its Monday. `weekday`: 1 for Monday to 7 for Sunday.
 * - `range`: of a number, between two of `bounds`, or of the width `step` from a multiple of it on. Two columns: from (inclusive), below
 *   (exclusive); blank where it is open.
 * - `activeWithin`: the smallest of `days` that the day is within, counted back from the report refresh date; `longer` if none. Blank is
 *   never.
 */
export type GroupKey = PlainGroupKey | RangeGroupKey | ActiveWithinGroupKey;

interface KeyOfColumn {
  readonly column: string;
  readonly name?: string;
}

export interface PlainGroupKey extends KeyOfColumn {
  readonly by?: 'domain' | 'member' | 'month' | 'week' | 'weekday';
}

/** Has one of `bounds` and `step`. */
export interface RangeGroupKey extends KeyOfColumn {
  readonly by: 'range';
  readonly bounds?: readonly number[];
  readonly step?: number;
}

export interface ActiveWithinGroupKey extends KeyOfColumn {
  readonly by: 'activeWithin';
  readonly days: readonly number[];
}

export const COLUMN_AGGREGATES = ['distinct', 'sum', 'mean', 'median', 'min', 'max', 'shareWithValue'] as const;
export type ColumnAggregate = (typeof COLUMN_AGGREGATES)[number];
export const AGGREGATE_KINDS = ['count', 'share', ...COLUMN_AGGREGATES, 'change'] as const;

/**
 * An amount of each group. `name` is that of the result's column.
 *
 * - `count`: rows. `share`: their percentage of all rows that pass the filters.
 * - `distinct`: different values; blank is none.
 * - `sum`, `mean`, `median`, `min`, `max`: of the cells with a number (`min`, `max`: or a day); blank if there is none. A column after `mean`
 *   and `median` has the number of those cells.
 * - `shareWithValue`: percentage of the group's rows whose cell is not blank.
 * - `change`: of the aggregate named `of`, since the snapshot in {@link Query.earlier}; blank for a group that either of the two lacks.
 */
export type QueryAggregate = { readonly name?: string } & (
  | { readonly kind: 'count' | 'share' }
  | { readonly kind: ColumnAggregate; readonly column: string }
  | { readonly kind: 'change'; readonly of: string }
);

export interface QuerySortKey {
  /** Of the result. */
  readonly column: string;
  readonly descending?: boolean;
}
