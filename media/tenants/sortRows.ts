import type { RowSort, TenantCell } from '../../src/shared/pages/tenants.js';
import type { TenantsModel } from './model.js';

/**
 * The tenants in the order of a column; those without a value come last in either direction, and equal ones stay in the order of the
 * connections. A change that is too small for a percentage is no value.
 *
 * @param sort `null` for the order of the connections
 */
export function sortedTenants({ tenants, measures, rows }: TenantsModel, sort: RowSort | null, language: string) {
  if (sort === null) {
    return tenants;
  }
  const direction = sort.descending ? -1 : 1;
  const { by } = sort;
  if (by.kind === 'name') {
    const { compare } = new Intl.Collator(language, { numeric: true });
    return tenants.toSorted((a, b) => direction * compare(a.name, b.name));
  }
  const column = measures.findIndex(({ id }) => id === by.measure);
  const amounts = new Map(tenants.map(({ id }) => [id, amountOf(rows.get(id)?.[column], by.kind)]));
  return tenants.toSorted((a, b) => {
    const [left, right] = [amounts.get(a.id), amounts.get(b.id)];
    return left === undefined || right === undefined
      ? Number(left === undefined) - Number(right === undefined)
      : direction * (Number(left > right) - Number(left < right));
  });
}

function amountOf(cell: TenantCell | undefined, kind: 'value' | 'change'): number | undefined {
  if (cell?.kind !== 'value') {
    return undefined;
  }
  const { latest, change } = cell.measure;
  return kind === 'value' ? latest?.value : (change?.ratio ?? undefined);
}

/** What a click on a column's header leads to: largest first, or names from A on; then the other way; then the connections' order. */
export function nextSort(sort: RowSort | null, by: RowSort['by']): RowSort | null {
  const first = by.kind !== 'name';
  if (sort === null || !isSortedBy(sort, by)) {
    return { by, descending: first };
  }
  return sort.descending === first ? { by, descending: !first } : null;
}

export function isSortedBy(sort: RowSort | null, by: RowSort['by']): boolean {
  return sort !== null && JSON.stringify(keyOf(sort.by)) === JSON.stringify(keyOf(by));
}

function keyOf(by: RowSort['by']): readonly string[] {
  return by.kind === 'name' ? [by.kind] : [by.kind, by.measure];
}
