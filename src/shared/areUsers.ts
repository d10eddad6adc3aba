/** Columns that tell the rows of a report apart, and columns that name users, by their indexes. */
export interface ToldApart {
  readonly kind: string;
  readonly keyColumns?: readonly number[] | undefined;
  readonly userColumns?: readonly number[] | undefined;
}

/** Whether each row of a report is a user: a column that tells its rows apart names users. A site has an owner, and is none. */
export function areUsers({ kind, keyColumns = [], userColumns = [] }: ToldApart): boolean {
  return kind === 'detail' && keyColumns.some((key) => userColumns.includes(key));
}
