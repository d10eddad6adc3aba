import type { LicensePrices } from './productTable.js';

/**
 * Prices as people type them: products and what a license costs a month. What is no amount is left out.
 *
 * @param typed `{ "MICROSOFT 365 E5": 54.75 }`
 */
export function licensePricesOf(typed: unknown, currency: string): LicensePrices {
  const entries = typeof typed === 'object' && typed !== null ? Object.entries(typed) : [];
  return {
    currency: currency.trim(),
    prices: new Map(
      entries.flatMap(([product, price]: [string, unknown]) =>
        typeof price === 'number' && Number.isFinite(price) && price >= 0
          ? [[product.trim().toLowerCase(), price] as const]
          : [],
      ),
    ),
  };
}
