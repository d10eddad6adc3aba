import { productKey } from '../catalog/productSkus.js';
import type { LicensePrices } from './productTable.js';

/** Costs of a million licenses at this price are still exact to the cent, and a currency of small units has lower ones. */
const MAX_PRICE = 1_000_000_000;
/** Prices are shown to this amount; a lower one that is not 0 would look as if licenses were free. */
const MIN_PRICE = 0.0001;

/** What somebody has typed for a product. */
interface TypedPrice {
  readonly product: string;
  readonly price: unknown;
}

/**
 * Prices as people type them: products and what a license costs a month. What is no amount is left out, and so is a product with two prices.
 *
 * @param typed `{ "MICROSOFT 365 E5": 54.75 }`
 */
export function licensePricesOf(typed: unknown, currency: string): LicensePrices {
  const amounts = amountsOf(typed);
  return {
    currency: currency.trim(),
    prices: new Map(
      [...amounts].flatMap(([key, [price, ...more]]) => (price === undefined || more.length > 0 ? [] : [[key, price]])),
    ),
  };
}

/** Those of the typed products whose price is no amount. */
export function productsWithoutAmount(typed: unknown): readonly string[] {
  return entriesOf(typed).flatMap(({ product, price }) => (isPrice(price) ? [] : [product.trim()]));
}

/** Those of the typed products that have another price under another spelling of the name. */
export function productsWithSeveralPrices(typed: unknown): readonly string[] {
  const amounts = amountsOf(typed);
  return entriesOf(typed).flatMap(({ product }) =>
    (amounts.get(productKey(product))?.length ?? 0) > 1 ? [product.trim()] : [],
  );
}

/**
 * Those of the typed products that have a price for nothing: a name that is misspelled, or a product that nobody has any more.
 * @param products as the reports write them
 */
export function productsNotFound(typed: unknown, products: Iterable<string>): readonly string[] {
  const found = new Set(Array.from(products, productKey));
  return entriesOf(typed).flatMap(({ product }) => (found.has(productKey(product)) ? [] : [product.trim()]));
}

function entriesOf(typed: unknown): readonly TypedPrice[] {
  return typeof typed === 'object' && typed !== null
    ? Object.entries(typed).map(([product, price]): TypedPrice => ({ product, price }))
    : [];
}

/** The different amounts of each product, by its key. */
function amountsOf(typed: unknown): ReadonlyMap<string, readonly number[]> {
  const amounts = new Map<string, readonly number[]>();
  for (const { product, price } of entriesOf(typed)) {
    if (isPrice(price)) {
      const key = productKey(product);
      amounts.set(key, [...new Set([...(amounts.get(key) ?? []), price])]);
    }
  }
  return amounts;
}

function isPrice(price: unknown): price is number {
  return typeof price === 'number' && (price === 0 || (price >= MIN_PRICE && price <= MAX_PRICE));
}
