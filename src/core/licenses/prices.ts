import type { LicensePrices } from './productTable.js';

/**
 * Prices as people type them: products and what a license costs a month. What is no amount is left out.
 *
 * @param typed `{ "MICROSOFT 365 E5": 54.75 }`
 */
export function licensePricesOf(typed: unknown, currency: string): LicensePrices {
  return {
    currency: currency.trim(),
    prices: new Map(
      entriesOf(typed).flatMap(([product, price]) => (isPrice(price) ? [[keyOf(product), price] as const] : [])),
    ),
  };
}

/** Those of the typed products whose price is no amount. */
export function productsWithoutAmount(typed: unknown): readonly string[] {
  return entriesOf(typed).flatMap(([product, price]) => (isPrice(price) ? [] : [product]));
}

/**
 * Those of the typed products that have a price for nothing: a name that is misspelled, or a product that nobody has any more.
 * @param products as the reports write them
 */
export function productsNotFound(typed: unknown, products: Iterable<string>): readonly string[] {
  const found = new Set(Array.from(products, keyOf));
  return entriesOf(typed).flatMap(([product]) => (found.has(keyOf(product)) ? [] : [product.trim()]));
}

function entriesOf(typed: unknown): readonly (readonly [product: string, price: unknown])[] {
  return typeof typed === 'object' && typed !== null ? Object.entries(typed) : [];
}

function isPrice(price: unknown): price is number {
  return typeof price === 'number' && Number.isFinite(price) && price >= 0;
}

function keyOf(product: string): string {
  return product.trim().toLowerCase();
}
