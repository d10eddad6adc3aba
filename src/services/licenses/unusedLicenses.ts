import { LICENSE, LICENSES_REPORT, TO_TAKE_BACK } from '../../core/licenses/licenseColumns.js';
import type { LicensePrices } from '../../core/licenses/productTable.js';
import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import { QUERY_VERSION, type QueryFilter } from '../../shared/query/query.js';
import type { TableHandle } from '../tables/tableHandle.js';

export interface UnusedLicensesOptions {
  /** Their licenses alone; all products where absent. */
  readonly products?: readonly string[] | undefined;
  /** Files whose columns the table has as well. */
  readonly attributes?: readonly AttributesFile[];
  /** What a license of each product costs. */
  readonly prices?: LicensePrices;
  readonly signal?: AbortSignal;
}

/**
 * The licenses that can be taken back. Attributes are looked up for these alone, so that what is said of rows is of those that are shown. The caller disposes of
 * the table.
 *
 * @param licenses the table of all, which stays the caller's
 * @throws the signal's `AbortError`
 */
export function openUnused(
  licenses: Pick<TableHandle, 'derive'>,
  { products, attributes, prices, signal }: UnusedLicensesOptions,
): Promise<TableHandle> {
  const ofProducts: QueryFilter[] =
    products === undefined ? [] : [{ column: LICENSE.product, kind: 'values', values: products }];
  const filters: QueryFilter[] = [...ofProducts, { column: LICENSE.state, kind: 'values', values: TO_TAKE_BACK }];
  return licenses.derive(
    { kind: 'attributed', query: { version: QUERY_VERSION, filters }, definition: LICENSES_REPORT, attributes, prices },
    signal,
  );
}
