import type { GroupKey, Query } from '../../../shared/query/query.js';
import { type ColumnInfo, isAdded } from '../../../shared/report.js';
import type { ReportDefinition } from '../../catalog/definition.js';
import { namingColumns } from '../../catalog/userColumns.js';
import { normalizeName } from '../store/columnNames.js';

/** Columns of a person's file that name somebody else than the user of the row. */
const NAMING_ATTRIBUTES: ReadonlySet<string> = new Set(['manager']);

/**
 * Whether the answer to a query may name users: it has cells of a column that names them, or of one of which nobody knows what it says, in a table
 * about users. What a person has chosen as attributes, such as departments, names nobody as groups, but tells of a single user in rows.
 *
 * @param columns of the table that is asked
 */
export function namesUsers(
  { groupBy = [], aggregates = [], columns: chosen }: Query,
  definition: ReportDefinition,
  columns: readonly ColumnInfo[],
): boolean {
  const naming = new Set(namingColumns(definition).flatMap((name) => spellingsOf(name, definition)));
  if (naming.size === 0) {
    return false;
  }
  // What the table does not have at all, the query is refused for.
  const unknown = new Map(
    columns
      .map((column) => [normalizeName(column.name), column] as const)
      .filter(([name]) => !definition.columns.some((one) => spellingsOf(one.name, definition).includes(name))),
  );
  if (groupBy.length > 0 || aggregates.length > 0) {
    return groupBy.filter(hasValuesAsKeys).some(({ column }) => {
      const name = normalizeName(column);
      const info = unknown.get(name);
      return naming.has(name) || (info !== undefined && (!isAdded(info) || NAMING_ATTRIBUTES.has(name)));
    });
  }
  return (chosen ?? columns.map(({ name }) => name))
    .map(normalizeName)
    .some((name) => naming.has(name) || unknown.has(name));
}

/** Whether the keys of the groups are what cells say, and nothing that follows from it. */
function hasValuesAsKeys({ by }: GroupKey): boolean {
  return by === undefined || by === 'member';
}

/** A query may have the other names of a column, and a file may. */
function spellingsOf(name: string, { columns }: ReportDefinition): string[] {
  const defined = columns.find((column) => column.name === name);
  return [name, ...(defined?.aliases ?? [])].map(normalizeName);
}
