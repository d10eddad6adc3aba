import type { RowNoun } from './report.js';

/** What tells the rows of a report apart. Columns are indexes. */
export interface ToldApart {
  readonly kind: string;
  readonly keyColumns?: readonly number[] | undefined;
  /** Columns that name users. */
  readonly userColumns?: readonly number[] | undefined;
  readonly rowsAre?: RowNoun | undefined;
}

/**
 * What each row of a report is. It is a user where all columns that tell rows apart name users: a site has an owner, and is none, and of a user with
 * a row for each product, not the users are counted, but the rows.
 */
export function rowNoun({ kind, keyColumns = [], userColumns = [], rowsAre }: ToldApart): RowNoun {
  const areUsers = keyColumns.length > 0 && keyColumns.every((key) => userColumns.includes(key));
  return rowsAre ?? (kind === 'detail' && areUsers ? 'users' : 'rows');
}
