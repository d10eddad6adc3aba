import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { joinedSnapshots } from '../../l10n/joinedSnapshots.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Report } from '../../services/reports/report.js';
import type { TableHandle } from '../../services/tables/tableHandle.js';
import type { ReportRef } from '../../shared/report.js';

/** A table that is put together from reports, and what is known of their dates. */
export interface JoinedTable {
  readonly table: TableHandle;
  readonly facts: Parameters<typeof joinedSnapshots>[0] & {
    readonly refreshDate: IsoDate | null;
    readonly fetchedAt?: IsoInstant;
  };
}

/** Such a table as panels show a report. */
export function joinedReport(
  ref: ReportRef,
  connection: Connection,
  definition: ReportDefinition,
  { table, facts }: JoinedTable,
  catalog: Catalog,
): Report {
  return {
    ref,
    definition,
    connection,
    table,
    source: connection.kind === 'sample' ? 'sample' : 'archive',
    refreshDate: facts.refreshDate,
    fetchedAt: facts.fetchedAt ?? new Date().toISOString(),
    version: 'v1.0',
    format: 'csv',
    joined: joinedSnapshots(facts, catalog),
  };
}
