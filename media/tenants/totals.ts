import type { Tenant, TenantMeasure } from '../../src/shared/pages/tenants.js';
import type { TenantsModel } from './model.js';

/** What a measure comes to over several tenants, or why a sum would mean nothing. */
export type Total =
  | { readonly kind: 'sum'; readonly value: number; readonly day: string }
  /** It counts each day who or what was active; there is no sum of these over tenants that means as much. */
  | { readonly kind: 'counts' }
  /** The tenants' values are of different days. */
  | { readonly kind: 'days' }
  | { readonly kind: 'missing'; readonly tenants: number };

/**
 * The tenants that are added up: own ones, or the sample tenants where there are no others. A tenant with several connections counts once.
 */
export function countedTenants(tenants: readonly Tenant[]): readonly Tenant[] {
  const own = tenants.filter(({ isSample }) => !isSample);
  return (own.length > 0 ? own : tenants).filter(({ sameAs }) => sameAs === undefined);
}

/** One for each measure. */
export function totalsOf({ tenants, measures, rows }: TenantsModel): readonly Total[] {
  const counted = countedTenants(tenants);
  return measures.map((measure, index) =>
    totalOf(
      measure,
      counted.map(({ id }) => {
        const cell = rows.get(id)?.[index];
        return cell?.kind === 'value' ? (cell.measure.latest ?? undefined) : undefined;
      }),
    ),
  );
}

function totalOf(
  { aggregate }: TenantMeasure,
  latest: readonly ({ readonly date: string; readonly value: number } | undefined)[],
): Total {
  if (aggregate === 'mean') {
    return { kind: 'counts' };
  }
  const known = latest.filter((value) => value !== undefined);
  const day = known[0]?.date;
  if (known.length < latest.length || day === undefined) {
    return { kind: 'missing', tenants: latest.length - known.length };
  }
  return known.some(({ date }) => date !== day)
    ? { kind: 'days' }
    : { kind: 'sum', value: known.reduce((sum, { value }) => sum + value, 0), day };
}
