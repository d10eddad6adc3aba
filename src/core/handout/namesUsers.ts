import type { Query } from '../../shared/query/query.js';
import { type ColumnInfo, isAdded } from '../../shared/report.js';
import type { ReportDefinition } from '../catalog/definition.js';
import { namingColumns } from '../catalog/userColumns.js';
import { normalizeName } from '../table/store/columnNames.js';

/**
 * Whether the answer to a query may name users: it has cells of a column that names them, or rows about users with columns of which nobody knows
 * what they say, such as those of a person's file.
 *
 * @param columns of the table that is asked
 */
export function namesUsers(
  { groupBy = [], aggregates = [], columns: chosen }: Query,
  definition: ReportDefinition,
  columns: readonly ColumnInfo[],
): boolean {
  const naming = new Set(namingColumns(definition).flatMap((name) => spellingsOf(name, definition)));
  if (groupBy.length > 0 || aggregates.length > 0) {
    return groupBy.some(({ column, by }) => (by === undefined || by === 'member') && naming.has(normalizeName(column)));
  }
  const shown = chosen?.map(normalizeName) ?? columns.map(({ name }) => normalizeName(name));
  const isUnknown = (name: string) => {
    const info = columns.find((column) => normalizeName(column.name) === name);
    return info === undefined || !info.known || isAdded(info);
  };
  return shown.some((name) => naming.has(name) || (naming.size > 0 && isUnknown(name)));
}

/** A query may have the other names of a column, and a file may. */
function spellingsOf(name: string, { columns }: ReportDefinition): string[] {
  const defined = columns.find((column) => column.name === name);
  return [name, ...(defined?.aliases ?? [])].map(normalizeName);
}
