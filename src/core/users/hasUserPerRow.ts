import { areUsers } from '../../shared/areUsers.js';
import type { ColumnInfo } from '../../shared/report.js';
import type { ReportDefinition } from '../catalog/definition.js';
import { userColumnIndexes } from '../catalog/userColumns.js';
import { keyColumnsOf } from '../table/store/keyColumns.js';

/** Whether each row of a table is a user, and not only about something that users own. */
export function hasUserPerRow(definition: ReportDefinition, columns: readonly Pick<ColumnInfo, 'name'>[]): boolean {
  return areUsers({
    kind: definition.kind,
    keyColumns: keyColumnsOf(definition, columns),
    userColumns: userColumnIndexes(definition, columns),
  });
}
