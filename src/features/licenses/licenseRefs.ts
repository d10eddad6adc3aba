import type { ReportRef } from '../../shared/report.js';

/** What panels know the tables by, as the definitions in `core/licenses/licenseColumns.ts` do. No report of the catalog has these names. */
const PRODUCTS = 'licenses';
const UNUSED = 'unusedLicenses';

/** Of the unused licenses of one product. */
const OF_PRODUCT = `${UNUSED}/`;

/** The table with a row for each product. */
export function productsRef(connection: string): ReportRef {
  return { connection, report: PRODUCTS };
}

/** The table with a row for each unused license. @param product all products if absent */
export function unusedRef(connection: string, product: string | undefined): ReportRef {
  return { connection, report: product === undefined ? UNUSED : `${OF_PRODUCT}${product}` };
}

export function isProducts({ report }: ReportRef): boolean {
  return report === PRODUCTS;
}

export function isUnused({ report }: ReportRef): boolean {
  return report === UNUSED || report.startsWith(OF_PRODUCT);
}

/** The product whose unused licenses a table has; `undefined` for those of all. */
export function productOf({ report }: ReportRef): string | undefined {
  return report.startsWith(OF_PRODUCT) ? report.slice(OF_PRODUCT.length) : undefined;
}
