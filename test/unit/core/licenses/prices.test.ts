import assert from 'node:assert/strict';
import fc from 'fast-check';
import { licensePricesOf, productsNotFound, productsWithoutAmount } from '../../../../src/core/licenses/prices.js';

describe('prices of licenses', () => {
  it('are found by the name of the product in any case', () => {
    const { currency, prices } = licensePricesOf({ ' Microsoft 365 E5 ': 54.75, 'VISIO PLAN 2': 0 }, ' EUR ');
    assert.equal(currency, 'EUR');
    assert.deepEqual(
      [...prices],
      [
        ['microsoft 365 e5', 54.75],
        ['visio plan 2', 0],
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
