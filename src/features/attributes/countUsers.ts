import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import { userColumns } from '../../core/catalog/userColumns.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import { openSnapshot } from '../../services/reports/periodSnapshots.js';
import type { ReportService } from '../../services/reports/reportService.js';
import { type AttributeState, USER_STATES } from '../../shared/blankReasons.js';
import type { ReportRef } from '../../shared/report.js';

/** How many users of a report a file of attributes has. */
export interface UserCount {
  readonly ref: ReportRef;
  readonly title: string;
  readonly tenant: string;
  readonly users: number;
  readonly inFile: number;
  readonly nameConcealed: number;
}

/**
 * Counts in the archived report of the active tenant that has the most users, without a request.
 * @returns `undefined` where none is archived
 */
export async function countUsers(
  file: AttributesFile,
  { service, connections }: { readonly service: ReportService; readonly connections: Connections },
): Promise<UserCount | undefined> {
  const connection = connections.active;
  const snapshots = await service.newestDetailSnapshots(connection);
  const [largest] = snapshots
    .filter(({ definition, rowCount }) => userColumns(definition)?.isSubject === true && rowCount > 0)
    .sort((one, other) => other.rowCount - one.rowCount);
  if (largest === undefined) {
    return undefined;
  }
  const { signal } = new AbortController();
  const { table, definition, ref } = await openSnapshot(largest, [file], signal);
  try {
    const states = table.columns.findLastIndex(({ attributesFile }) => attributesFile !== undefined);
    const { values } = await table.values(states, '', Object.keys(USER_STATES).length, [], signal);
    const count = (state: AttributeState) => values.find(({ label }) => label === USER_STATES[state])?.count ?? 0;
    return {
      ...{ ref, title: definition.title, tenant: connection.name, users: table.rowCount },
      ...{ inFile: count('inFile'), nameConcealed: count('nameConcealed') },
    };
  } finally {
    table.dispose();
  }
}
