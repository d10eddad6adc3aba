import type { Query } from '../../shared/query/query.js';
import type { AskedTable } from '../archiveQueries/madeTables.js';

/**
 * The query without columns that the table has not today, such as what was bought without the directory. Only what the definition has is left
 * out: of a name that nobody knows, it is told that it is wrong.
 */
export function withoutAbsent(query: Query, ifKnown: readonly string[], { table, definition }: AskedTable): Query {
  const has = (columns: readonly { readonly name: string }[], column: string) =>
    columns.some(({ name }) => name === column);
  const columns = query.columns?.filter(
    (name) => !ifKnown.includes(name) || has(table.columns, name) || !has(definition.columns, name),
  );
  return columns === undefined ? query : { ...query, columns };
}
