import assert from 'node:assert/strict';
import fc from 'fast-check';
import { productKey } from '../../../../src/core/catalog/productSkus.js';
import { PRODUCT } from '../../../../src/core/licenses/licenseColumns.js';
import {
  licensePricesOf,
  productsNotFound,
  productsWithoutAmount,
  productsWithSeveralPrices,
} from '../../../../src/core/licenses/prices.js';
import { LicenseRows } from '../../../../src/core/licenses/licenseRows.js';
import { type LicensePrices, productTable } from '../../../../src/core/licenses/productTable.js';
import { TimeSlicer } from '../../../../src/base/timeSlicer.js';
import { askOf } from '../../../../src/services/licenses/openLicenses.js';
import { LocalTable } from '../../../../src/services/tables/localTable.js';

/** The table of products that nobody has, of which so many licenses were bought. */
async function productsWith(bought: Readonly<Record<string, number>>, prices: LicensePrices) {
  const evidence = { newestDay: 20_000, reports: new Map(), isConcealed: false };
  const licenses = await new LicenseRows(evidence).finish(new TimeSlicer(undefined));
  const products = Object.entries(bought).map(
    ([product, count]) =>
      [productKey(product), { product, bought: count, inGracePeriod: 0, suspended: 0, consumed: 0 }] as const,
  );
  return productTable(askOf(new LocalTable(licenses)), {
    prices,
    subscriptions: { day: '2026-11-26', products: new Map(products) },
  });
}

describe('prices of licenses', () => {
  it('are found by the name of the product in any case, and by its other names', () => {
    const { currency, prices } = licensePricesOf({ ' Microsoft 365 E5 ': 54.75, 'VISIO PLAN 2': 0 }, ' EUR ');
    assert.equal(currency, 'EUR');
    assert.deepEqual(
      licensePricesOf({ 'copilot for microsoft 365': 28.1 }, '').prices.get(productKey('MICROSOFT 365 COPILOT')),
      28.1,
    );
    assert.deepEqual(
      [...prices],
      [
        ['MICROSOFT 365 E5', 54.75],
        ['VISIO PLAN 2', 0],
      ],
    );
  });

  it('are amounts, whatever people type', () => {
    fc.assert(
      fc.property(fc.anything(), (typed) => {
        for (const price of licensePricesOf(typed, '').prices.values()) {
          assert.ok(Number.isFinite(price) && price >= 0);
        }
      }),
    );
    assert.deepEqual([...licensePricesOf({ a: -1, b: '12', c: null, d: Number.NaN }, '').prices], []);
  });

  it('come to an amount that a table shows, or are none: not to infinity, and not to nothing', async () => {
    const price = fc.oneof(fc.double({ min: 0, noNaN: true }), fc.constantFrom(1e308, 0.00001, Number.MIN_VALUE, 1e9));
    await fc.assert(
      fc.asyncProperty(price, fc.integer({ min: 1, max: 40 }), async (typed, users) => {
        const known = licensePricesOf({ E5: typed }, 'EUR');
        const table = await productsWith({ E5: users }, known);
        const text = (name: string) => table.text(0, table.columnIndex(name));
        const isKnown = productsWithoutAmount({ E5: typed }).length === 0;
        assert.equal(text(PRODUCT.price) === '', !isKnown);
        assert.equal(known.prices.size, isKnown ? 1 : 0);
        if (isKnown) {
          const [shown, cost] = [Number(text(PRODUCT.price)), Number(text(PRODUCT.notAssignedCost))];
          assert.ok(Number.isFinite(cost));
          assert.equal(shown === 0, typed === 0);
          assert.ok(Math.abs(shown - typed) <= 0.00005 + typed * 1e-12);
          assert.ok(Math.abs(cost - typed * users) <= 0.005 + typed * users * 1e-12);
        }
      }),
    );
  });

  it('are none where a product has two under several spellings, which is said', () => {
    const spelling = fc.constantFrom('E5', ' e5', 'E5 ', 'Visio', '(VISIO)');
    fc.assert(
      fc.property(fc.dictionary(spelling, fc.integer({ min: 1, max: 2 })), (typed) => {
        const { prices } = licensePricesOf(typed, '');
        const several = productsWithSeveralPrices(typed);
        for (const [product, price] of Object.entries(typed)) {
          const alike = Object.entries(typed).filter(([other]) => productKey(other) === productKey(product));
          const isClear = alike.every(([, other]) => other === price);
          assert.equal(prices.get(productKey(product)), isClear ? price : undefined);
          assert.equal(several.includes(product.trim()), !isClear);
        }
      }),
    );
  });

  it('are of products that are found, not found, or without an amount, whatever people type', () => {
    const typed = fc.dictionary(
      fc.constantFrom('E5', ' e5', 'Visio', 'Copilot'),
      fc.oneof(fc.integer(), fc.string(), fc.constant(null)),
    );
    fc.assert(
      fc.property(typed, fc.subarray(['E5', 'VISIO', 'COPILOT']), (prices, products) => {
        const missing = productsNotFound(prices, products);
        const keys = new Set(products.map((product) => product.toLowerCase()));
        assert.deepEqual(
          missing,
          Object.keys(prices)
            .map((name) => name.trim())
            .filter((name) => !keys.has(name.toLowerCase())),
        );
        for (const product of productsWithoutAmount(prices)) {
          assert.deepEqual([...licensePricesOf({ [product]: prices[product] }, '').prices], []);
        }
      }),
    );
  });
});
