import type { TimeSlicer } from '../../base/timeSlicer.js';
import { productKey } from '../catalog/productSkus.js';
import { ColumnarTable, columnarOf } from '../table/store/columnarTable.js';
import type { ReportTable } from '../table/store/table.js';
import { TableBuilder } from '../table/store/tableBuilder.js';
import { LICENSE, PRODUCT } from './licenseColumns.js';
import type { LicensePrices } from './productTable.js';

/**
 * A table of licenses with what each costs a month, so that they can be added up by department; blank where no price is set. Without a price for any of
 * its rows, it has no such column.
 *
 * @throws the slicer's `AbortError`
 */
export async function withPrices(
  licenses: ReportTable,
  { prices, currency }: LicensePrices,
  slicer: TimeSlicer,
): Promise<ReportTable> {
  const table = columnarOf(licenses);
  const product = table.columnIndex(LICENSE.product);
  const priced = new TableBuilder();
  priced.addColumn({ name: PRODUCT.price, definition: { name: PRODUCT.price, type: 'number' } });
  priced.addColumn({ name: PRODUCT.currency, definition: { name: PRODUCT.currency, type: 'text' } });
  let isAnyPriced = false;
  for (let row = 0; row < table.rowCount; row++) {
    const price = prices.get(productKey(table.text(row, product)));
    isAnyPriced ||= price !== undefined;
    priced.addRow(price === undefined ? ['', ''] : [String(price), currency]);
  }
  if (!isAnyPriced) {
    return licenses;
  }
  const { columns, data } = columnarOf(await priced.finishInSlices([0, 1], [], slicer));
  const infos = columns.map((info) => (info.name === PRODUCT.price && currency !== '' ? { ...info, currency } : info));
  return new ColumnarTable([...table.columns, ...infos], [...table.data, ...data], table.rowCount, table.warnings);
}
