import { PRODUCT } from '../../core/licenses/licenseColumns.js';
import type { OpenReport } from '../common/openReport.js';
import { isProducts } from './licenseRefs.js';

/** The product in a row of the table of products that is on screen; `undefined` where another table is. @param row of the view */
export async function productIn(
  open: OpenReport | undefined,
  row: number,
): Promise<{ readonly connection: string; readonly product: string } | undefined> {
  if (open?.shown === undefined || !isProducts(open.shown.report.ref)) {
    return undefined;
  }
  const { report, view } = open.shown;
  const { rows } = await report.table.rows(view, row, row + 1);
  const product = rows[0]?.[report.table.columns.findIndex(({ name }) => name === PRODUCT.product)];
  return typeof product === 'string' ? { connection: report.ref.connection, product } : undefined;
}
