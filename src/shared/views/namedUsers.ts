import type { ViewContent } from './savedView.js';

/** What of a view says who somebody is. */
export interface NamedUsers {
  /** Columns whose filters name users, with how many. */
  readonly columns: readonly { readonly column: string; readonly users: number }[];
  /** The text that rows are searched for, where the table has columns with users: it may be a name. */
  readonly search?: string;
}

/**
 * The users that a view names: in the values that a column of users is filtered by, and perhaps in the text that is searched for.
 * @param userColumns names of the report's columns that name users
 * @returns `undefined` where it names none
 */
export function namedUsers(
  { filters = [], filter = '' }: ViewContent,
  userColumns: readonly string[],
): NamedUsers | undefined {
  const named = new Map<string, Set<string>>();
  for (const one of filters) {
    if (one.kind === 'values' && one.values.length > 0 && userColumns.some((name) => isColumn(one.column, name))) {
      const users = named.get(one.column) ?? new Set();
      one.values.forEach((value) => users.add(value.toLowerCase()));
      named.set(one.column, users);
    }
  }
  const columns = [...named].map(([column, users]) => ({ column, users: users.size }));
  const isSearched = filter !== '' && userColumns.length > 0;
  return columns.length === 0 && !isSearched ? undefined : { columns, ...(isSearched ? { search: filter } : {}) };
}

/** The second column of the same name has a number behind it, see `columnIds`. */
function isColumn(id: string, name: string): boolean {
  return id === name || (id.startsWith(`${name} (`) && /^ \(\d+\)$/.test(id.slice(name.length)));
}
