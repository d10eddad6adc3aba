import type { ReportDefinition } from '../../core/catalog/definition.js';
import { company } from './names.js';
import type { Cell } from './plan.js';
import { hexOf, seedOf } from './random.js';

/** The one report of the sample tenant whose names are concealed anyway, so that everybody meets one. */
export const ALWAYS_CONCEALED_REPORT = 'getOneDriveActivityUserDetail';

const zeroGuid = '00000000-0000-0000-0000-000000000000';

/**
 * How a tenant with concealed names would write the cell: a hash for a person or a group, zeros for an id, nothing for an
 * address, `(Unknown)` for the owner of a site. The same name gets the same hash in every report.
 */
export function concealed(column: string, value: Cell): Cell {
  if (typeof value !== 'string') {
    return value;
  }
  switch (column) {
    case 'Site URL':
      return null;
    case 'Site Id':
    case 'User Id':
    case 'Group Id':
    case 'Team Id':
      return zeroGuid;
    case 'Owner Display Name':
      return '(Unknown)';
    default:
      return value.includes('#EXT#')
        ? `<PII:H105(${hexOf(seedOf(value), 16)})>@${company.domain}`
        : hexOf(seedOf(value), 32);
  }
}

/** Columns that a tenant's privacy setting conceals: those that name people, groups or sites, but never the tenant itself. */
export function concealableColumns({ kind, columns }: ReportDefinition): Set<string> {
  return new Set(
    kind === 'detail'
      ? columns.filter(({ name, identity }) => identity && !/Tenant|Network/.test(name)).map(({ name }) => name)
      : [],
  );
}
