import assert from 'node:assert/strict';
import fc from 'fast-check';
import { licensePricesOf } from '../../../../src/core/licenses/prices.js';

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
});
