import type { ColumnDefinition } from '../../core/catalog/definition.js';
import type { ReportTable } from '../../core/table/store/table.js';
import { TableBuilder } from '../../core/table/store/tableBuilder.js';
import type { Tenant, TenantCell, TenantMeasure } from '../../shared/pages/tenants.js';

/** A tenant and its cells, one for each measure; absent where they were not read. */
export interface TenantRow {
  readonly tenant: Tenant;
  readonly cells: readonly TenantCell[] | undefined;
}

/**
 * What the page shows as a table to export: a row for each tenant. Like all files it does not follow the display language: measures have the
 * names of their functions and columns.
 */
export function tenantsTable(rows: readonly TenantRow[], measures: readonly TenantMeasure[]): ReportTable {
  const builder = new TableBuilder();
  const columns = [...TENANT_COLUMNS, ...measures.flatMap(columnsOf)];
  for (const definition of columns) {
    builder.addColumn({ name: definition.name, definition });
  }
  for (const { tenant, cells } of rows) {
    builder.addRow([
      tenant.name,
      tenant.id,
      tenant.isSample ? 'True' : 'False',
      ...measures.flatMap((_, index) => textsOf(cells?.[index])),
    ]);
  }
  return builder.finish([...columns.keys()], []);
}

const TENANT_COLUMNS: readonly ColumnDefinition[] = [
  { name: 'Tenant', type: 'text' },
  { name: 'Connection', type: 'text' },
  { name: 'Sample Data', type: 'boolean' },
];

function columnsOf({ report, column, unit }: TenantMeasure): readonly ColumnDefinition[] {
  const name = `${report} ${column}`;
  return [
    { name, type: 'number', unit },
    { name: `${name}: Day`, type: 'date' },
    { name: `${name}: Average`, type: 'number', unit },
    { name: `${name}: Average Before`, type: 'number', unit },
    { name: `${name}: Change`, type: 'number' },
    { name: `${name}: Days Compared`, type: 'number' },
    { name: `${name}: Missing`, type: 'text' },
  ];
}

function textsOf(cell: TenantCell | undefined): readonly string[] {
  if (cell?.kind !== 'value') {
    return ['', '', '', '', '', '', cell?.why ?? 'notRead'];
  }
  const { latest, change } = cell.measure;
  return [
    numberText(latest?.value),
    latest?.date ?? '',
    numberText(change?.after.mean),
    numberText(change?.before.mean),
    numberText(change?.ratio),
    numberText(change?.days),
    '',
  ];
}

/** Without an exponent, which the reader of a table takes for text. */
function numberText(value: number | null | undefined): string {
  return typeof value !== 'number'
    ? ''
    : Number.isInteger(value)
      ? String(BigInt(value))
      : value.toFixed(6).replace(/\.?0+$/, '');
}
