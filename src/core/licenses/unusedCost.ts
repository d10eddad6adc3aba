import { QUERY_VERSION, type QueryFilter } from '../../shared/query/query.js';
import { runQuery } from '../table/query/runQuery.js';
import type { ReportTable } from '../table/store/table.js';
import { PRODUCT } from './licenseColumns.js';

/** What the unused licenses of all products cost a month. */
export interface UnusedCost {
  /** One amount for each currency, as those of two are never added up. Empty where no product has a price. */
  readonly costs: readonly { readonly currency: string; readonly amount: number }[];
  /** Products with unused licenses whose price nobody has set, those with the most first. */
  readonly withoutPrice: readonly string[];
}

/**
 * @param products the table of products
 * @throws the signal's `AbortError`
 */
export async function unusedCostOf(products: ReportTable, signal?: AbortSignal): Promise<UnusedCost> {
  const sums = await runQuery(
    products,
    {
      version: QUERY_VERSION,
      filters: [{ column: PRODUCT.unusedCost, kind: 'notBlank' }],
      groupBy: [{ column: PRODUCT.currency }],
      aggregates: [{ kind: 'sum', column: PRODUCT.unusedCost, name: 'Amount' }],
    },
    { signal },
  );
  const unpriced: QueryFilter[] = [
    { column: PRODUCT.unused, kind: 'range', from: 1 },
    { column: PRODUCT.price, kind: 'blank' },
  ];
  const without = await runQuery(
    products,
    {
      ...{ version: QUERY_VERSION, filters: unpriced, columns: [PRODUCT.product, PRODUCT.unused] },
      sort: [{ column: PRODUCT.unused, descending: true }],
    },
    { signal },
  );
  return {
    costs: sums.table.rows(0, sums.table.rowCount).map(([currency, amount]) => ({
      currency: typeof currency === 'string' ? currency : '',
      amount: Number(amount),
    })),
    withoutPrice: without.table.rows(0, without.table.rowCount).map(([product]) => String(product)),
  };
}
