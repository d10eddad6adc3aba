import { rowNoun } from '../../shared/rowNoun.js';
import type { ColumnInfo, RowNoun } from '../../shared/report.js';
import type { ReportDefinition } from '../catalog/definition.js';
import { userColumnIndexes } from '../catalog/userColumns.js';
import { keyColumnsOf } from '../table/store/keyColumns.js';

/** What each row of a table is. */
export function rowNounOf(definition: ReportDefinition, columns: readonly Pick<ColumnInfo, 'name'>[]): RowNoun {
  return rowNoun({
    kind: definition.kind,
    keyColumns: keyColumnsOf(definition, columns),
    userColumns: userColumnIndexes(definition, columns),
    rowsAre: definition.rowsAre,
  });
}
