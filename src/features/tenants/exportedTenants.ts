import type { ExportSource } from '../../core/export/formats.js';
import { LocalTable } from '../../services/tables/localTable.js';
import type { TableHandle } from '../../services/tables/tableHandle.js';
import type { TenantMeasure } from '../../shared/pages/tenants.js';
import { type TenantRow, tenantsTable } from './tenantsTable.js';

/** The rows of the page, in its order, as what is exported and copied. */
export function exportedTenants(
  rows: readonly TenantRow[],
  measures: readonly TenantMeasure[],
  now: Date,
): Omit<ExportSource, 'rawChunks'> & { readonly table: Pick<TableHandle, 'rows' | 'write'> } {
  const days = rows.flatMap(({ cells = [] }) =>
    cells.flatMap((cell) => (cell.kind === 'value' ? (cell.measure.latest?.date ?? []) : [])),
  );
  return {
    table: new LocalTable(tenantsTable(rows, measures)),
    facts: {
      title: 'Usage of all tenants',
      report: 'usage',
      refreshDate: days.sort().at(-1) ?? null,
      fetchedAt: now.toISOString(),
      connectionName: 'All tenants',
      personal: false,
      fileLabel: 'all-tenants',
    },
  };
}
