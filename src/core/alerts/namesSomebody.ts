import { type GroupKey, QUERY_VERSION } from '../../shared/query/query.js';
import { type ColumnInfo, isAdded } from '../../shared/report.js';
import type { ReportDefinition } from '../catalog/definition.js';
import { findColumn } from '../queryNames/columnSpellings.js';
import { namesUsers } from '../table/query/namesUsers.js';
import { normalizeName } from '../table/store/columnNames.js';

/**
 * Whether groups would have the names of users, sites, or groups, which would be in the sentence of an alert, in the file that remembers it, and in
 * logs: by the catalog, or in a column of which nobody knows what it says. Of users, attributes that a person has chosen name nobody.
 *
 * @param columns of the table that is asked, as far as they are known
 */
export function namesSomebody(key: GroupKey, definition: ReportDefinition, columns: readonly ColumnInfo[]): boolean {
  if (key.by !== undefined && key.by !== 'member') {
    return false;
  }
  const name = normalizeName(key.column);
  const known = findColumn(key.column, definition);
  const found = columns.find((column) => normalizeName(column.name) === name);
  const namesThings = definition.columns.some(({ identity }) => identity === true);
  return (
    known?.identity === true ||
    (known === undefined && namesThings && found !== undefined && !isAdded(found)) ||
    namesUsers({ version: QUERY_VERSION, groupBy: [key] }, definition, columns)
  );
}
