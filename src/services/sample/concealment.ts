import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { Cell } from './generator.js';
import { hexOf, seedOf } from './random.js';

/** The one report of the sample tenant that always has concealed names, as an example. */
export const ALWAYS_CONCEALED_REPORT = 'getOneDriveActivityUserDetail';

const zeroGuid = '00000000-0000-0000-0000-000000000000';

/**
 * The cell as a tenant with concealed names writes it: a hash for a user or a group, zeros for an ID, blank for a URL, `(Unknown)` for the
 * owner of a site. The same name has the same hash in every report.
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
        ? `<PII:H105(${hexOf(seedOf(value), 16)})>@${value.split('@').at(-1) ?? ''}`
        : hexOf(seedOf(value), 32);
  }
}

/** Columns that a tenant's privacy setting conceals: those that name users, groups or sites, but not the tenant itself. */
export function concealableColumns({ kind, columns }: ReportDefinition): Set<string> {
  return new Set(
    kind === 'detail'
      ? columns.filter(({ name, identity }) => identity && !/Tenant|Network/.test(name)).map(({ name }) => name)
      : [],
  );
}
