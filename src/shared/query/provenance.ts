import type { IsoDate, IsoInstant } from '../../base/dates.js';

/** Rows that a result does not count, and why. */
export type LeftOut =
  /** They do not pass the filters. */
  | { readonly reason: 'filters'; readonly rows: number }
  /** A group key cannot be told from the cell, which is not blank: no address, no day, a day that cannot be right. */
  | { readonly reason: 'noKey'; readonly column: string; readonly rows: number }
  /** The cell is no number, but not blank either. Only the amounts of this column leave it out. */
  | { readonly reason: 'noNumber'; readonly column: string; readonly rows: number }
  /** Groups below the smallest size that is shown. */
  | { readonly reason: 'smallGroups'; readonly groups: number; readonly rows: number }
  /** Rows of the result beyond the limit. */
  | { readonly reason: 'limit'; readonly rows: number };

/** The report that was asked; absent of a table that is none. */
export interface QueryOrigin {
  readonly report?: string;
  readonly period?: string;
  readonly date?: IsoDate;
  readonly history?: true;
  readonly connection?: string;
  /** When the data of the report were fetched. */
  readonly fetchedAt?: IsoInstant;
}

/** What the answer to a query is made of. Plain data. */
export interface QueryProvenance extends QueryOrigin {
  /** Of the report that was asked; `null` if it has none. */
  readonly refreshDate: IsoDate | null;
  /** Refresh date of the snapshot that changes count from; absent if the query asks for none. */
  readonly earlierRefreshDate?: IsoDate | null;
  /** Rows of the table that was asked, and those that pass the filters. */
  readonly rowsRead: number;
  readonly rowsPassed: number;
  /** Rows that are in more than one group, as they have a list with several members. */
  readonly rowsInSeveralGroups?: number;
  /** Why rows are left out; only reasons that have some. */
  readonly leftOut: readonly LeftOut[];
}

/** How many groups are too small to be shown. */
export function hiddenGroups({ leftOut }: Pick<QueryProvenance, 'leftOut'>): number {
  return leftOut.reduce((sum, left) => sum + (left.reason === 'smallGroups' ? left.groups : 0), 0);
}
