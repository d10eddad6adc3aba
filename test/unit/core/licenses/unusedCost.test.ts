import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PRODUCT, PRODUCTS_REPORT } from '../../../../src/core/licenses/licenseColumns.js';
import { unusedCostOf } from '../../../../src/core/licenses/unusedCost.js';
import { csv, csvFile } from '../table/support.js';

const NAMES = [PRODUCT.product, PRODUCT.unused, PRODUCT.unusedCost, PRODUCT.currency, PRODUCT.price];

describe('cost of all unused licenses', () => {
  it('is one amount for each currency, and says how many products have no price', async () => {
    const product = fc.record({
      // Of some products, no report shows the use.
      unused: fc.option(fc.nat(500), { nil: null }),
      price: fc.option(fc.integer({ min: 0, max: 9_999 }), { nil: null }),
      currency: fc.constantFrom('EUR', 'USD', ''),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(product, { maxLength: 12 }), async (products) => {
        const costOf = ({ unused, price }: (typeof products)[number]) =>
          unused === null || price === null ? null : (unused * price) / 100;
        const rows = products.map((one, index) => [
          ...[`P${index}`, String(one.unused ?? ''), String(costOf(one) ?? '')],
          ...[one.price === null ? '' : one.currency, one.price === null ? '' : String(one.price / 100)],
        ]);
        const { costs, withoutPrice } = await unusedCostOf(await csv(csvFile([NAMES, ...rows]), PRODUCTS_REPORT));
        const expected = new Map<string, number>();
        for (const one of products) {
          const cost = costOf(one);
          if (cost !== null) {
            expected.set(one.currency, (expected.get(one.currency) ?? 0) + cost);
          }
        }
        assert.deepEqual(
          new Map(costs.map(({ currency, amount }) => [currency, Math.round(amount * 100)])),
          new Map([...expected].map(([currency, amount]) => [currency, Math.round(amount * 100)])),
        );
        const unpriced = products
          .map((one, index) => ({ ...one, name: `P${index}`, unused: one.unused ?? 0 }))
          .filter(({ unused, price }) => unused > 0 && price === null);
        assert.deepEqual(
          withoutPrice,
          unpriced.toSorted((a, b) => b.unused - a.unused).map(({ name }) => name),
          'those with the most first',
        );
      }),
    );
  });
});
