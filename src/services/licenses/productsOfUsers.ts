import { productTable, type ProductTableOptions } from '../../core/licenses/productTable.js';
import type { ReportTable } from '../../core/table/store/table.js';
import type { UsersTable } from '../tables/userFile.js';
import { askOf, openLicenses } from './openLicenses.js';

/**
 * One row for each product that the users have.
 *
 * @param users which stay the caller's
 * @throws UsageReportsError `tooLarge`; the signal's `AbortError`
 */
export async function productsOfUsers(
  { table, facts }: UsersTable,
  options: ProductTableOptions & { readonly signal: AbortSignal },
): Promise<ReportTable> {
  const licenses = await openLicenses(table, facts, options.signal);
  try {
    return await productTable(askOf(licenses, options.signal), options);
  } finally {
    licenses.dispose();
  }
}
