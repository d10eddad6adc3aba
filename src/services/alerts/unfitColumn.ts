import type { NotJudged } from '../../core/alerts/judgement.js';
import { namesSomebody } from '../../core/alerts/namesSomebody.js';
import { normalizeName } from '../../core/table/store/columnNames.js';
import type { Query } from '../../shared/query/query.js';
import type { AskedTable } from '../archiveQueries/madeTables.js';

/** A column by which rows can't be told apart, as its names are concealed, or mustn't, as an alert would name somebody. */
export function unfitColumn(
  query: Query,
  {
    definition,
    table: { columns },
  }: Pick<AskedTable, 'definition'> & { readonly table: Pick<AskedTable['table'], 'columns'> },
): NotJudged | undefined {
  const { filters = [], groupBy = [] } = query;
  const personal = groupBy.find((key) => namesSomebody(key, definition, columns));
  if (personal !== undefined) {
    return { kind: 'personal', column: personal.column };
  }
  const concealed = new Set(columns.filter((column) => column.concealed).map(({ name }) => normalizeName(name)));
  const found = [...groupBy, ...filters.filter(({ kind }) => kind !== 'blank' && kind !== 'notBlank')].find(
    ({ column }) => concealed.has(normalizeName(column)),
  );
  return found && { kind: 'concealed', column: found.column };
}
