import type { IsoInstant } from '../../base/dates.js';
import { LICENSE, LICENSES_REPORT, TO_TAKE_BACK } from '../../core/licenses/licenseColumns.js';
import { runQuery } from '../../core/table/query/runQuery.js';
import type { ReportTable } from '../../core/table/store/table.js';
import { addAttributes } from '../../core/users/attributes/addAttributes.js';
import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import { QUERY_VERSION, type QueryFilter } from '../../shared/query/query.js';
import { LocalTable } from '../tables/localTable.js';

export interface UnusedLicensesOptions {
  /** Their licenses alone; all products where absent. */
  readonly products?: readonly string[];
  /** Files whose columns the table has as well. */
  readonly attributes?: readonly AttributesFile[];
  readonly fetchedAt?: IsoInstant;
  readonly signal?: AbortSignal;
}

/**
 * The licenses that can be taken back. Attributes are looked up for these alone, so that what is said of rows is of those that are shown.
 *
 * @param licenses the table of all
 * @throws the signal's `AbortError`
 */
export async function openUnused(
  licenses: ReportTable,
  { products, attributes, fetchedAt, signal }: UnusedLicensesOptions,
): Promise<LocalTable> {
  const ofProducts: QueryFilter[] =
    products === undefined ? [] : [{ column: LICENSE.product, kind: 'values', values: products }];
  const { table } = await runQuery(
    licenses,
    {
      version: QUERY_VERSION,
      filters: [...ofProducts, { column: LICENSE.state, kind: 'values', values: TO_TAKE_BACK }],
    },
    { signal },
  );
  const shown = attributes === undefined ? table : await addAttributes(table, LICENSES_REPORT, attributes, signal);
  return new LocalTable(shown, fetchedAt);
}
