import { QUERY_VERSION, type QueryFilter } from '../../shared/query/query.js';
import { runQuery } from '../table/query/runQuery.js';
import type { ReportTable } from '../table/store/table.js';
import { LICENSE, LICENSE_STATES } from './licenseColumns.js';

/**
 * Why a list of unused licenses is empty.
 *
 * - `notVisible`: no report shows the use of the product.
 * - `notKnown`: the archived reports show the use of no license.
 * - `inUse`: all are used or new, without those whose use is not known.
 */
export type WhyNoneUnused =
  { readonly kind: 'notVisible' | 'notKnown' } | { readonly kind: 'inUse'; readonly notKnown: number };

/**
 * @param licenses the table of all, none of the product is unused
 * @param product all products where absent
 * @throws the signal's `AbortError`
 */
export async function whyNoneUnused(
  licenses: ReportTable,
  product: string | undefined,
  signal?: AbortSignal,
): Promise<WhyNoneUnused> {
  const ofProduct: QueryFilter[] =
    product === undefined ? [] : [{ column: LICENSE.product, kind: 'values', values: [product] }];
  const countOf = async (...states: readonly (keyof typeof LICENSE_STATES)[]) => {
    const values = states.map((state) => LICENSE_STATES[state]);
    const filters: QueryFilter[] = [...ofProduct, { column: LICENSE.state, kind: 'values', values }];
    return (await runQuery(licenses, { version: QUERY_VERSION, filters }, { signal })).table.rowCount;
  };
  const notKnown = await countOf('notKnown');
  if ((await countOf('used', 'new')) > 0) {
    return { kind: 'inUse', notKnown };
  }
  return { kind: notKnown === 0 && (await countOf('notVisible')) > 0 ? 'notVisible' : 'notKnown' };
}
